using Athanor.Numerics;

namespace Athanor.Potentials.Layered;

/// <summary>Arrays where kernels can read them.</summary>
static unsafe class Copied<T>
    where T : unmanaged
{
    /// <summary>With room behind, so that a whole vector may be read anywhere.</summary>
    internal static AlignedBuffer<T> From(ReadOnlySpan<T> values)
    {
        var buffer = new AlignedBuffer<T>();
        values.CopyTo(new Span<T>(buffer.Require(values.Length + LayeredForm.Lanes), values.Length));
        return buffer;
    }
}
