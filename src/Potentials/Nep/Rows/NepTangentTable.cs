using System.Numerics;
using Athanor.Numerics;

namespace Athanor.Potentials.Nep;

/// <summary>What rows of network parameters are made of, kept for all atoms of a frame: inputs by atom, their tangents, and the coordinate that each tangent belongs to. Holds scratch memory; serves one thread.</summary>
sealed unsafe class NepTangentTable<S>(int inputs, int neurons, int lanes) : IDisposable
    where S : unmanaged, IFloatingPointIeee754<S>
{
    readonly AlignedBuffer<S> _inputs = new(), _steps = new(), _inputTangents = new(), _bends = new(), _linear = new();
    readonly AlignedBuffer<int> _atoms = new(), _tangents = new();
    int[] _row = [], _plane = [], _atomOf = [], _first = [], _start = [];
    int _atom;

    /// <summary>Rows by input begin this far apart; what is beyond the inputs is zero.</summary>
    internal int InputRow { get; } = NepRowSizes.Padded(inputs, lanes);

    /// <summary>Rows by neuron begin this far apart.</summary>
    internal int NeuronRow { get; } = NepRowSizes.Padded(neurons, 4);

    /// <summary>Tangents so far.</summary>
    internal int Count { get; private set; }

    /// <summary>y: [atom, input].</summary>
    internal S* Inputs => _inputs.Pointer;

    /// <summary>y of the atom at hand.</summary>
    internal S* Input => Inputs + (nint)_atom * InputRow;

    /// <summary>u = ∂U/∂(argument of tanh): [atom, neuron].</summary>
    internal S* Steps => _steps.Pointer;

    /// <summary>ẏ: [tangent, input].</summary>
    internal S* InputTangents => _inputTangents.Pointer;

    /// <summary>u̇: [tangent, neuron].</summary>
    internal S* Bends => _bends.Pointer;

    /// <summary>The tangent of tanh: [tangent, neuron].</summary>
    internal S* Linear => _linear.Pointer;

    internal int FirstOf(int atom) => _first[atom];

    /// <summary>The coordinate of a tangent.</summary>
    internal int Row(int tangent) => _row[tangent];

    /// <summary>The place of a tangent among its atom's.</summary>
    internal int Plane(int tangent) => _plane[tangent];

    internal void Begin(NepFrame frame)
    {
        var edges = 0;
        foreach (var target in frame.Target)
            edges += target >= 0 ? 1 : 0;
        var most = 3 * edges + 9 * frame.Atoms;
        Zeroed(_inputs, (long)frame.Atoms * InputRow);
        Zeroed(_steps, (long)frame.Atoms * NeuronRow);
        Zeroed(_inputTangents, (long)most * InputRow);
        Zeroed(_bends, (long)most * NeuronRow);
        Zeroed(_linear, (long)most * NeuronRow);
        if (_row.Length < most)
            (_row, _plane, _atomOf) = (new int[most], new int[most], new int[most]);
        if (_first.Length <= frame.Atoms)
            _first = new int[frame.Atoms + 1];
        if (_start.Length < frame.RowCount + 1)
            _start = new int[frame.RowCount + 1];
        Count = 0;
    }

    /// <summary>An atom's inputs, and which tangents it will have.</summary>
    internal void Take(NepFrame frame, int atom, ReadOnlySpan<double> input, ReadOnlySpan<double> steps)
    {
        _atom = atom;
        _first[atom] = Count;
        for (var d = 0; d < inputs; d++)
            Input[d] = S.CreateTruncating(input[d]);
        for (var h = 0; h < neurons; h++)
            Steps[(nint)atom * NeuronRow + h] = S.CreateTruncating(steps[h]);
        int start = frame.Start(atom, 0), n = frame.Start(atom, frame.Kinds) - start;
        for (var axis = 0; axis < 3; axis++)
        {
            for (var e = 0; e < n; e++)
            {
                if (frame.Target[start + e] >= 0)
                    Append(3 * frame.Target[start + e] + axis, axis * n + e);
            }
        }
        for (var axis = 0; axis < 3; axis++)
            Append(3 * atom + axis, 3 * n + axis);
        for (var v = 0; frame.HasStrain && v < 6; v++)
            Append(3 * frame.Atoms + v, 3 * n + 3 + v);
    }

    void Append(int row, int plane)
    {
        (_row[Count], _plane[Count], _atomOf[Count]) = (row, plane, _atom);
        Count++;
    }

    /// <summary>Tangents of the atom at hand, from planes of <paramref name="stride"/>.</summary>
    internal void Take(int stride, S* inputPlanes, S* bends, S* linear)
    {
        for (var t = _first[_atom]; t < Count; t++)
        {
            var plane = _plane[t];
            S* to = InputTangents + (nint)t * InputRow, toBends = Bends + (nint)t * NeuronRow, toLinear = Linear + (nint)t * NeuronRow;
            for (var d = 0; d < inputs; d++)
                to[d] = inputPlanes[d * stride + plane];
            for (var h = 0; h < neurons; h++)
                (toBends[h], toLinear[h]) = (bends[h * stride + plane], linear[h * stride + plane]);
        }
    }

    /// <summary>Sorts the tangents of centres of a species by coordinate.</summary>
    internal void Sort(NepFrame frame, int species)
    {
        Array.Clear(_start, 0, frame.RowCount + 1);
        for (var t = 0; t < Count; t++)
        {
            if (frame.Species[_atomOf[t]] == species)
                _start[_row[t] + 1]++;
        }
        for (var r = 0; r < frame.RowCount; r++)
            _start[r + 1] += _start[r];
        var atoms = _atoms.Require(Math.Max(1, _start[frame.RowCount]));
        var tangents = _tangents.Require(Math.Max(1, _start[frame.RowCount]));
        for (var t = 0; t < Count; t++)
        {
            if (frame.Species[_atomOf[t]] != species)
                continue;
            var at = _start[_row[t]]++;
            atoms[at] = _atomOf[t];
            tangents[at] = t;
        }
        for (var r = frame.RowCount; r > 0; r--)
            _start[r] = _start[r - 1];
        _start[0] = 0;
    }

    /// <summary>How many tangents of the sorted species belong to a coordinate, and which, in the order of atoms.</summary>
    internal int Pairs(int row, out int* atoms, out int* tangents)
    {
        atoms = _atoms.Pointer + _start[row];
        tangents = _tangents.Pointer + _start[row];
        return _start[row + 1] - _start[row];
    }

    static void Zeroed(AlignedBuffer<S> buffer, long count)
    {
        buffer.Require(checked((int)count));
        buffer.Span.Clear();
    }

    public void Dispose()
    {
        foreach (var buffer in new[] { _inputs, _steps, _inputTangents, _bends, _linear })
            buffer.Dispose();
        _atoms.Dispose();
        _tangents.Dispose();
    }
}
