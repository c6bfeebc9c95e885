using Athanor.Numerics;

namespace Athanor.Potentials.GaussianProcesses;

/// <summary>The surroundings of one element, and what is not yet known of the energy of each from those that were taken.</summary>
sealed class GreedySearch
{
    readonly int _width, _count;
    readonly double[] _points, _variances;
    readonly List<double[]> _columns = [];
    int _next;

    internal GreedySearch(GaussianForm form, int species, IReadOnlyList<double[]> invariants)
    {
        (_width, _count) = (form.Width, invariants.Count);
        _points = new double[_count * _width];
        for (var i = 0; i < _count; i++)
            form.Normalise(species, invariants[i], _points.AsSpan(i * _width, _width));
        _variances = new double[_count];
        Array.Fill(_variances, 1);
        Find();
    }

    /// <summary>The largest variance that is left; 0 where there are none.</summary>
    internal double Largest => _count == 0 ? 0 : _variances[_next];

    void Find()
    {
        _next = 0;
        for (var i = 1; i < _count; i++)
        {
            if (_variances[i] > _variances[_next])
                _next = i;
        }
    }

    /// <summary>The û that is known least; the others' variances are then those given it.</summary>
    internal double[] Take()
    {
        var point = _points.AsSpan(_next * _width, _width);
        var column = new double[_count];
        Gemm.Multiply(_points.AsMatrix(_count, _width), point.AsMatrix(_width, 1), column.AsMatrix(_count, 1));
        for (var i = 0; i < _count; i++)
            column[i] *= column[i];
        foreach (var earlier in _columns)
            Vectors.AddScaled(-earlier[_next], earlier, column);
        var root = Math.Sqrt(_variances[_next]);
        for (var i = 0; i < _count; i++)
        {
            column[i] /= root;
            _variances[i] -= column[i] * column[i];
        }
        _variances[_next] = double.NegativeInfinity;
        _columns.Add(column);
        var taken = point.ToArray();
        Find();
        return taken;
    }
}
