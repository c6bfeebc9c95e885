using Athanor.Potentials.Networks;

namespace Athanor.Potentials.Ani;

/// <summary>The networks of a model for some of its elements: mean gradient of the members, and its derivative along a motion of the inputs.</summary>
sealed class AniTangentNetworks(AniModel model, int[] present) : IDisposable
{
    readonly int[] _columns = model.Functions.Columns(present);

    // By member and place of the element; opened when first needed, and again for more atoms.
    readonly NetworkBatch?[,] _batches = new NetworkBatch?[model.Members.Length, present.Length];
    readonly int[] _room = new int[present.Length];
    double[] _x = [], _xDot = [], _y = [], _yDot = [], _energies = [];

    /// <summary>All rows of one element.</summary>
    /// <param name="inputs">Rows of as many numbers as there are functions, one after the other.</param>
    /// <param name="gradients">Out, likewise.</param>
    internal void Evaluate(int place, ReadOnlySpan<MovingNumber> inputs, Span<MovingNumber> gradients)
    {
        var rows = inputs.Length / _columns.Length;
        if (rows == 0)
            return;
        Require(place, rows, inputs.Length);
        for (var k = 0; k < inputs.Length; k++)
            (_x[k], _xDot[k]) = (inputs[k].Value, inputs[k].Tangent);
        gradients.Clear();
        var share = 1.0 / model.Members.Length;
        Span<double> y = _y.AsSpan(0, inputs.Length), yDot = _yDot.AsSpan(0, inputs.Length);
        for (var m = 0; m < model.Members.Length; m++)
        {
            var batch = _batches[m, place]!;
            batch.Value(_x.AsSpan(0, inputs.Length), _energies.AsSpan(0, rows));
            batch.Gradient(y);
            batch.GradientTangent(_xDot.AsSpan(0, inputs.Length), yDot);
            for (var k = 0; k < inputs.Length; k++)
                gradients[k] += new MovingNumber(share * y[k], share * yDot[k]);
        }
    }

    void Require(int place, int rows, int count)
    {
        if (_x.Length < count)
            (_x, _xDot, _y, _yDot) = (new double[count], new double[count], new double[count], new double[count]);
        if (_energies.Length < rows)
            _energies = new double[rows];
        if (_room[place] >= rows)
            return;
        _room[place] = rows;
        for (var m = 0; m < model.Members.Length; m++)
        {
            _batches[m, place]?.Dispose();
            _batches[m, place] = NetworkBatch.Open(Part(model.Members[m][present[place]]), rows, tangents: true);
        }
    }

    /// <summary>The network without the inputs that are always zero.</summary>
    ElementNetwork Part(ElementNetwork network)
    {
        int outputs = network.Sizes[1], rest = network.BiasesStart(0);
        var parameters = new double[_columns.Length * outputs + network.Parameters.Length - rest];
        for (var i = 0; i < _columns.Length; i++)
            network.Parameters.Slice(_columns[i] * outputs, outputs).CopyTo(parameters.AsSpan(i * outputs));
        network.Parameters[rest..].CopyTo(parameters.AsSpan(_columns.Length * outputs));
        return new ElementNetwork([_columns.Length, .. network.Sizes.Skip(1)], network.Activations, parameters);
    }

    public void Dispose()
    {
        foreach (var batch in _batches)
            batch?.Dispose();
    }
}
