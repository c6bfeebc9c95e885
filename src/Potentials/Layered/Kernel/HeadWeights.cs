using System.Numerics;
using Athanor.Numerics;

namespace Athanor.Potentials.Layered;

/// <summary>Heads in the precision of a kernel. Read by all threads.</summary>
sealed unsafe class HeadWeights<S> : IDisposable
    where S : unmanaged, IFloatingPointIeee754<S>
{
    readonly AlignedBuffer<S> _memory = new();
    readonly LayeredLayout _layout;
    readonly int _stride;

    /// <param name="count">Heads.</param>
    internal HeadWeights(LayeredLayout layout, int count)
    {
        (_layout, Count) = (layout, count);
        _stride = (layout.HeadCount + LayeredForm.Lanes - 1) / LayeredForm.Lanes * LayeredForm.Lanes;
        _memory.Require(count * _stride);
        _memory.Span.Clear();
    }

    internal int Count { get; }

    internal Readout<S> this[int head]
    {
        get
        {
            // Energies of atoms come last: they are no whole vectors.
            var first = _memory.Pointer + (nint)head * _stride;
            var last = first + _layout.FirstReadout.Size;
            var hidden = last + _layout.Readout.Size;
            return new((nint)first, (nint)last, (nint)hidden, (nint)(hidden + _layout.HiddenReadout.Size));
        }
    }

    /// <summary>Takes deviations over, [head, head parameter].</summary>
    internal void Set(ReadOnlySpan<double> deviations)
    {
        var size = _layout.HeadCount;
        for (var m = 0; m < Count; m++)
        {
            for (var k = 0; k < size; k++)
                _memory.Pointer[(nint)m * _stride + k] = S.CreateTruncating(deviations[m * size + k]);
        }
    }

    public void Dispose() => _memory.Dispose();
}
