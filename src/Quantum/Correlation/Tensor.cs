using Athanor.Numerics;

namespace Athanor.Quantum;

/// <summary>A dense array with several axes, row-major, and sums of products of two of them as matrix products.</summary>
internal sealed class Tensor(double[] data, params int[] shape)
{
    public Tensor(params int[] shape)
        : this(new double[shape.Aggregate(1, (size, n) => checked(size * n))], shape)
    {
    }

    public double[] Data { get; } = data;

    public int[] Shape { get; } = shape;

    /// <summary>The same entries with axes in another order, named as in "iajb->ijab".</summary>
    public Tensor Permuted(string axes)
    {
        var (from, to) = (axes[..axes.IndexOf('-')], axes[(axes.IndexOf('>') + 1)..]);
        var result = new Tensor([.. to.Select(x => Shape[from.IndexOf(x)])]);
        result.AddPermuted(axes, this, 1);
        return result;
    }

    /// <summary>Adds <paramref name="scale"/> times another tensor, whose axes are put into the order of this one.</summary>
    public void AddPermuted(string axes, Tensor other, double scale)
    {
        var (from, to) = (axes[..axes.IndexOf('-')], axes[(axes.IndexOf('>') + 1)..]);
        var strides = new int[to.Length];
        for (var axis = 0; axis < to.Length; axis++)
        {
            var source = from.IndexOf(to[axis]);
            strides[axis] = 1;
            for (var k = source + 1; k < other.Shape.Length; k++)
                strides[axis] *= other.Shape[k];
        }
        if (Data.Length == 0)
            return;
        var counts = new int[to.Length];
        var (last, offset, stride) = (Shape[^1], 0, strides[^1]);
        for (var at = 0; at < Data.Length; at += last)
        {
            for (var k = 0; k < last; k++)
                Data[at + k] += scale * other.Data[offset + k * stride];
            for (var axis = to.Length - 2; axis >= 0; axis--)
            {
                offset += strides[axis];
                if (++counts[axis] < Shape[axis])
                    break;
                offset -= strides[axis] * Shape[axis];
                counts[axis] = 0;
            }
        }
    }

    /// <summary>Adds <paramref name="scale"/> Σ a b, axes named as in "kcld,ilcd->ki": what a and b share and the result lacks is summed.</summary>
    public void Add(string axes, double scale, Tensor a, Tensor b, Team team)
    {
        var (comma, arrow) = (axes.IndexOf(','), axes.IndexOf('-'));
        string ofA = axes[..comma], ofB = axes[(comma + 1)..arrow], ofC = axes[(arrow + 2)..];
        var summed = string.Concat(ofA.Where(x => !ofC.Contains(x)));
        string freeA = string.Concat(ofA.Where(ofC.Contains)), freeB = string.Concat(ofB.Where(ofC.Contains));
        var left = a.Ordered(ofA, freeA + summed);
        var right = b.Ordered(ofB, freeB + summed);
        // A spin may have no orbitals of a space.
        if (a.Data.Length == 0 || b.Data.Length == 0)
            return;
        var depth = summed.Aggregate(1, (size, x) => size * a.Shape[ofA.IndexOf(x)]);
        var product = new Tensor([.. freeA.Select(x => a.Shape[ofA.IndexOf(x)]), .. freeB.Select(x => b.Shape[ofB.IndexOf(x)])]);
        var (rows, columns) = (left.Data.Length / depth, right.Data.Length / depth);
        ReadOnlyMatrixSpan<double> r = right.Data.AsMatrix(columns, depth);
        Gemm.Multiply(left.Data.AsMatrix(rows, depth), r.Transposed, product.Data.AsMatrix(rows, columns), scale, 0, team);
        AddPermuted($"{freeA}{freeB}->{ofC}", product, 1);
    }

    Tensor Ordered(string from, string to) => from == to ? this : Permuted($"{from}->{to}");
}
