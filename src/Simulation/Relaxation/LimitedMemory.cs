namespace Athanor.Simulation;

/// <summary>
/// What the last steps told of the curvature: the inverse Hessian of limited-memory BFGS (Nocedal, Math. Comput. 35, 773 (1980)) over plain coordinates. Pairs whose curvature is not positive are refused, so that the product
/// with a force is always downhill.
/// </summary>
/// <param name="size">Number of coordinates.</param>
/// <param name="depth">Steps that are remembered.</param>
sealed class LimitedMemory(int size, int depth = 25)
{
    /// <summary>A pair counts where the cosine of step and change of force is above this.</summary>
    const double LeastCosine = 1e-4;

    readonly List<Pair> _pairs = [];
    readonly Stack<Pair> _spare = [];
    readonly double[] _weights = new double[depth];

    sealed record Pair(double[] Step, double[] Change)
    {
        internal double Curvature { get; set; }
    }

    internal bool IsEmpty => _pairs.Count == 0;

    internal void Clear()
    {
        foreach (var pair in _pairs)
            _spare.Push(pair);
        _pairs.Clear();
    }

    /// <summary>Takes in a step, Å, and the forces before and after it.</summary>
    /// <returns>False where the curvature along the step is not positive; nothing is remembered then.</returns>
    internal bool Add(ReadOnlySpan<double> step, ReadOnlySpan<double> before, ReadOnlySpan<double> after)
    {
        double curvature = 0, length = 0, change = 0;
        for (var k = 0; k < size; k++)
        {
            var y = before[k] - after[k];
            curvature += step[k] * y;
            length += step[k] * step[k];
            change += y * y;
        }
        if (!(curvature > LeastCosine * Math.Sqrt(length * change)))
            return false;
        Pair pair;
        if (_pairs.Count == depth)
        {
            pair = _pairs[0];
            _pairs.RemoveAt(0);
        }
        else if (!_spare.TryPop(out pair!))
        {
            pair = new Pair(new double[size], new double[size]);
        }
        for (var k = 0; k < size; k++)
        {
            pair.Step[k] = step[k];
            pair.Change[k] = before[k] - after[k];
        }
        pair.Curvature = curvature;
        _pairs.Add(pair);
        return true;
    }

    /// <summary>Inverse Hessian times force: the step of a quasi-Newton method.</summary>
    /// <param name="softness">Inverse stiffness where nothing is remembered, Å²/eV.</param>
    internal void Product(ReadOnlySpan<double> force, double softness, Span<double> step)
    {
        force[..size].CopyTo(step);
        for (var p = _pairs.Count - 1; p >= 0; p--)
        {
            var pair = _pairs[p];
            _weights[p] = Dot(pair.Step, step) / pair.Curvature;
            AddTo(step, -_weights[p], pair.Change);
        }
        var scale = _pairs.Count == 0 ? softness : _pairs[^1].Curvature / Dot(_pairs[^1].Change, _pairs[^1].Change);
        for (var k = 0; k < size; k++)
            step[k] *= scale;
        for (var p = 0; p < _pairs.Count; p++)
        {
            var pair = _pairs[p];
            AddTo(step, _weights[p] - Dot(pair.Change, step) / pair.Curvature, pair.Step);
        }
    }

    double Dot(double[] a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (var k = 0; k < size; k++)
            sum += a[k] * b[k];
        return sum;
    }

    void AddTo(Span<double> step, double factor, double[] vector)
    {
        for (var k = 0; k < size; k++)
            step[k] += factor * vector[k];
    }
}
