using System.Numerics;
using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Potentials.Networks;

/// <summary>
/// Several networks of one element over a batch of atoms: the mean of their outputs and of its derivative by the inputs. Rows are atoms, a lane is a neuron.
/// For networks as large as ANI's, where nearly all time goes into the products; <see cref="NetworkKernel{W, S}"/> serves small ones. Keeps its memory; serves one thread.
/// </summary>
/// <remarks>
/// Member after member goes forward and straight back, so that its activations are still near. Sums run in an order that depends neither on the number of
/// rows nor on what stands in the others.
/// </remarks>
sealed unsafe class CommitteeNetworkKernel<W, S> : IDisposable
    where W : struct, IWide<W, S>
    where S : unmanaged, IFloatingPointIeee754<S>
{
    const MethodImplOptions Kernel = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    /// <summary>
    /// Rows at once: their activations and slopes stay in the second cache. Cutting the depth as well (at 128 or 192), so that a panel stays in the first,
    /// was measured and gains nothing: 31 atoms run at 225 GFLOP/s of the machine's 250 either way, 6 at 223.
    /// </summary>
    const int MostRows = 48;

    readonly PackedCommittee<S> _networks;
    readonly AlignedBuffer<S> _state = new();
    readonly AlignedBuffer<S> _zeros = new();
    readonly int[] _layers;
    readonly int _width;

    /// <param name="networks">Packed for the same <typeparamref name="W"/>.</param>
    internal CommitteeNetworkKernel(PackedCommittee<S> networks)
    {
        if (networks.Panel != PanelProduct<W, S>.Width)
            throw new ArgumentException("These networks were packed for another number of lanes.", nameof(networks));
        _networks = networks;
        _layers = new int[networks.Layers];
        for (var l = 1; l < networks.Layers; l++)
        {
            _layers[l] = _width;
            _width += networks.Padded[l];
        }
        _zeros.Require(networks.Panel);
        _zeros.Span.Clear();
    }

    /// <summary>Numbers of the full input vector that were called used.</summary>
    internal int Inputs => _networks.Sizes[0];

    /// <summary>Numbers that an atom's inputs and gradients take at least: <see cref="Inputs"/> in whole panels. Gradients beyond the inputs come out as zeros.</summary>
    internal int Columns => _networks.Padded[0];

    /// <summary>Evaluates <paramref name="rows"/> atoms.</summary>
    /// <param name="inputs">Rows × stride; column k is the k-th used input, what follows the last is not read.</param>
    /// <param name="stride">At least <see cref="Columns"/>.</param>
    /// <param name="energies">Out: the mean of the members' outputs, by row.</param>
    /// <param name="gradients">Out: its derivative by the inputs, rows × stride; not where the inputs are.</param>
    internal void Evaluate(S* inputs, int rows, int stride, S* energies, S* gradients)
    {
        if (stride < Columns)
            throw new ArgumentOutOfRangeException(nameof(stride), $"Rows of {Inputs} inputs need {Columns} numbers each, not {stride}.");
        for (var pieces = (rows + MostRows - 1) / MostRows; pieces > 0; pieces--)
        {
            var piece = (rows + pieces - 1) / pieces;
            EvaluateRows(inputs, piece, stride, energies, gradients);
            rows -= piece;
            inputs += (nint)piece * stride;
            gradients += (nint)piece * stride;
            energies += piece;
        }
    }

    void EvaluateRows(S* inputs, int rows, int stride, S* energies, S* gradients)
    {
        _state.Require(2 * rows * _width + 2 * Whole(rows));
        new Span<S>(energies, rows).Clear();
        for (var r = 0; r < rows; r++)
            new Span<S>(gradients + (nint)r * stride, Columns).Clear();
        for (var m = 0; m < _networks.Members; m++)
        {
            Forward(m, inputs, rows, stride);
            Output(m, inputs, rows, stride, energies);
            Back(m, rows, gradients, stride);
        }
        var mean = S.One / S.CreateChecked(_networks.Members);
        for (var r = 0; r < rows; r++)
            energies[r] *= mean;
    }

    static int Whole(int rows) => (rows + W.Lanes - 1) / W.Lanes * W.Lanes;

    /// <summary>Of a hidden layer (1 is the first), rows × Padded: first what neurons say, on the way back the derivative by their sums.</summary>
    S* Values(int layer, int rows) => _state.Pointer + (nint)rows * _layers[layer];

    S* Slopes(int layer, int rows) => _state.Pointer + (nint)rows * (_width + _layers[layer]);

    /// <summary>Of the outputs, by row; then their slopes, from <see cref="Whole"/> on.</summary>
    S* Outputs(int rows) => _state.Pointer + (nint)rows * 2 * _width;

    void Forward(int member, S* inputs, int rows, int stride)
    {
        var panel = PanelProduct<W, S>.Width;
        S* x = inputs;
        for (var l = 0; l < _networks.Layers - 1; l++)
        {
            int depth = _networks.Sizes[l], padded = _networks.Padded[l + 1];
            S* y = Values(l + 1, rows), slopes = Slopes(l + 1, rows), weights = _networks.Forward(member, l), biases = _networks.Biases(member, l);
            for (var o = 0; o < padded; o += panel)
            {
                PanelProduct<W, S>.Multiply(rows, depth, x, stride, weights, biases + o, 0, y + o, padded);
                ActivationLaws<W, S>.Apply(_networks.Activations[l], rows, panel, y + o, slopes + o, padded);
                weights += (nint)depth * panel;
            }
            x = y;
            stride = padded;
        }
    }

    /// <summary>Adds the outputs to <paramref name="energies"/> and keeps their slopes, over the number of members.</summary>
    void Output(int member, S* inputs, int rows, int stride, S* energies)
    {
        var last = _networks.Layers - 1;
        S* outputs = Outputs(rows), slopes = outputs + Whole(rows), weights = _networks.Output(member);
        if (last == 0)
            Sums(rows, Inputs, inputs, stride, weights, outputs);
        else
            Sums(rows, _networks.Padded[last], Values(last, rows), _networks.Padded[last], weights, outputs);
        for (var r = 0; r < rows; r++)
            outputs[r] += _networks.OutputBias(member);
        ActivationLaws<W, S>.Apply(_networks.Activations[last], 1, Whole(rows), outputs, slopes, 0);
        var mean = S.One / S.CreateChecked(_networks.Members);
        for (var r = 0; r < rows; r++)
        {
            energies[r] += outputs[r];
            slopes[r] *= mean;
        }
    }

    void Back(int member, int rows, S* gradients, int stride)
    {
        var panel = PanelProduct<W, S>.Width;
        var last = _networks.Layers - 1;
        var outputSlopes = Outputs(rows) + Whole(rows);
        if (last == 0)
        {
            AddOuter(rows, Columns, outputSlopes, _networks.Output(member), gradients, stride);
            return;
        }
        Outer(rows, _networks.Padded[last], outputSlopes, _networks.Output(member), Slopes(last, rows), Values(last, rows));
        for (var l = last - 1; l >= 0; l--)
        {
            int depth = _networks.Sizes[l + 1], xStride = _networks.Padded[l + 1], padded = _networks.Padded[l];
            S* x = Values(l + 1, rows), weights = _networks.Back(member, l);
            for (var i = 0; i < padded; i += panel)
            {
                if (l == 0)
                {
                    PanelProduct<W, S>.Multiply(rows, depth, x, xStride, weights, gradients + i, stride, gradients + i, stride);
                }
                else
                {
                    var y = Values(l, rows) + i;
                    PanelProduct<W, S>.Multiply(rows, depth, x, xStride, weights, _zeros.Pointer, 0, y, padded);
                    Scale(rows, panel, Slopes(l, rows) + i, y, padded);
                }
                weights += (nint)depth * panel;
            }
        }
    }

    /// <summary>sums[r] = Σ_k x[r, k] w[k].</summary>
    [MethodImpl(Kernel)]
    static void Sums(int rows, int count, S* x, nint stride, S* w, S* sums)
    {
        for (var r = 0; r < rows; r++, x += stride)
        {
            var sum = W.Zero;
            var k = 0;
            for (; k + W.Lanes <= count; k += W.Lanes)
                sum = W.Fma(W.Load(ref x[k], 0), W.Load(ref w[k], 0), sum);
            if (k < count)
                sum = W.Fma(W.LoadFirst(ref x[k], 0, count - k), W.Load(ref w[k], 0), sum);
            sums[r] = W.Sum(sum);
        }
    }

    /// <summary>y[r, k] = slope[r] w[k] slopes[r, k].</summary>
    [MethodImpl(Kernel)]
    static void Outer(int rows, int count, S* slope, S* w, S* slopes, S* y)
    {
        for (var r = 0; r < rows; r++, slopes += count, y += count)
        {
            var s = W.Broadcast(slope[r]);
            for (var k = 0; k < count; k += W.Lanes)
                W.Store(s * W.Load(ref w[k], 0) * W.Load(ref slopes[k], 0), ref y[k], 0);
        }
    }

    /// <summary>y[r, k] += slope[r] w[k].</summary>
    [MethodImpl(Kernel)]
    static void AddOuter(int rows, int count, S* slope, S* w, S* y, nint stride)
    {
        for (var r = 0; r < rows; r++, y += stride)
        {
            var s = W.Broadcast(slope[r]);
            for (var k = 0; k < count; k += W.Lanes)
                W.Store(W.Fma(s, W.Load(ref w[k], 0), W.Load(ref y[k], 0)), ref y[k], 0);
        }
    }

    /// <summary>y[r, k] *= by[r, k].</summary>
    [MethodImpl(Kernel)]
    static void Scale(int rows, int count, S* by, S* y, nint stride)
    {
        for (var r = 0; r < rows; r++, by += stride, y += stride)
        {
            for (var k = 0; k < count; k += W.Lanes)
                W.Store(W.Load(ref y[k], 0) * W.Load(ref by[k], 0), ref y[k], 0);
        }
    }

    public void Dispose()
    {
        _state.Dispose();
        _zeros.Dispose();
    }
}
