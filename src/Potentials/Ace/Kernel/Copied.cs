using Athanor.Numerics;

namespace Athanor.Potentials.Ace;

/// <summary>Arrays where kernels can read them.</summary>
static unsafe class Copied<T>
    where T : unmanaged
{
    /// <summary>With room behind, so that a whole vector may be read anywhere; zeros.</summary>
    internal static AlignedBuffer<T> From(ReadOnlySpan<T> values)
    {
        var buffer = new AlignedBuffer<T>();
        buffer.Require(values.Length + AceForm.Lanes);
        buffer.Span.Clear();
        values.CopyTo(buffer.Span);
        return buffer;
    }
}
