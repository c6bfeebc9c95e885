using System.Runtime.CompilerServices;
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
    /// <param name="work">Whose memory it takes; null for memory of its own.</param>
    public Tensor Permuted(string axes, Workspace? work = null)
    {
        var (from, to) = (axes[..axes.IndexOf('-')], axes[(axes.IndexOf('>') + 1)..]);
        int[] shape = [.. to.Select(x => Shape[from.IndexOf(x)])];
        var result = work?.Tensor(shape) ?? new(shape);
        result.AddPermuted(axes, this, 1);
        return result;
    }

    /// <summary>Adds <paramref name="scale"/> times another tensor, whose axes are put into the order of this one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void AddPermuted(string axes, Tensor other, double scale)
    {
        var (from, to) = (axes[..axes.IndexOf('-')], axes[(axes.IndexOf('>') + 1)..]);
        if (Data.Length == 0)
            return;
        if (from == to)
        {
            Vectors.AddScaled(scale, other.Data, Data);
            return;
        }
        var strides = new int[to.Length];
        for (var axis = 0; axis < to.Length; axis++)
        {
            var source = from.IndexOf(to[axis]);
            strides[axis] = 1;
            for (var k = source + 1; k < other.Shape.Length; k++)
                strides[axis] *= other.Shape[k];
        }
        var counts = new int[to.Length];
        var (last, offset, stride) = (Shape[^1], 0, strides[^1]);
        for (var at = 0; at < Data.Length; at += last)
        {
            var row = Data.AsSpan(at, last);
            var source = other.Data.AsSpan(offset);
            for (int k = 0, next = 0; k < row.Length; k++, next += stride)
                row[k] += scale * source[next];
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
    /// <remarks>
    /// Nothing is copied where the summed axes of the larger factor lie side by side, those of the other in the same order at its beginning or end, and the result has the axes of one factor, then those of the other (where the
    /// larger has axes before the summed ones and after, these before both).
    /// </remarks>
    public void Add(string axes, double scale, Tensor a, Tensor b, Workspace work)
    {
        var (comma, arrow) = (axes.IndexOf(','), axes.IndexOf('-'));
        string ofA = axes[..comma], ofB = axes[(comma + 1)..arrow], ofC = axes[(arrow + 2)..];
        // A spin may have no orbitals of a space.
        if (a.Data.Length == 0 || b.Data.Length == 0)
            return;
        if (a.Data.Length >= b.Data.Length)
            AddProduct(ofA, a, ofB, b, ofC, scale, work);
        else
            AddProduct(ofB, b, ofA, a, ofC, scale, work);
    }

    void AddProduct(string ofLarge, Tensor large, string ofSmall, Tensor small, string ofC, double scale, Workspace work)
    {
        var (givenLarge, givenSmall) = (large, small);
        var summed = string.Concat(ofLarge.Where(x => !ofC.Contains(x)));
        var free = string.Concat(ofSmall.Where(ofC.Contains));
        if (!ofLarge.Contains(summed))
            (large, ofLarge) = large.Ordered(ofLarge, string.Concat(ofLarge.Where(ofC.Contains)) + summed, work);
        if (ofSmall != summed + free && ofSmall != free + summed)
            (small, ofSmall) = small.Ordered(ofSmall, free + summed, work);
        var at = ofLarge.IndexOf(summed, StringComparison.Ordinal);
        string outer = ofLarge[..at], inner = ofLarge[(at + summed.Length)..];
        // A matrix [summed, inner] for each of the outer axes; with no inner ones, their transposed takes the place.
        var transposed = inner.Length == 0;
        if (transposed)
            (outer, inner) = ("", outer);
        int Size(string some, Tensor of, string names) => some.Aggregate(1, (size, x) => size * of.Shape[names.IndexOf(x)]);
        int depth = Size(summed, large, ofLarge), rows = Size(free, small, ofSmall), columns = Size(inner, large, ofLarge), batches = Size(outer, large, ofLarge);
        var (target, order) = (this, ofC);
        if (ofC != outer + free + inner && ofC != outer + inner + free)
        {
            order = outer + free + inner;
            target = work.Tensor([.. order.Select(x => Shape[ofC.IndexOf(x)])]);
        }
        ReadOnlyMatrixSpan<double> right = ofSmall == summed + free ? small.Data.AsMatrix(depth, rows) : new ReadOnlyMatrixSpan<double>(small.Data, rows, depth).Transposed;
        var (block, product) = (depth * columns, rows * columns);
        for (var batch = 0; batch < batches; batch++)
        {
            var part = large.Data.AsSpan(batch * block, block);
            ReadOnlyMatrixSpan<double> left = transposed ? new ReadOnlyMatrixSpan<double>(part, columns, depth) : new ReadOnlyMatrixSpan<double>(part, depth, columns).Transposed;
            var to = target.Data.AsSpan(batch * product, product);
            if (order == outer + free + inner)
                Gemm.Multiply(right.Transposed, left.Transposed, to.AsMatrix(rows, columns), scale, 1, work.Team);
            else
                Gemm.Multiply(left, right, to.AsMatrix(columns, rows), scale, 1, work.Team);
        }
        if (target != this)
        {
            AddPermuted($"{order}->{ofC}", target, 1);
            work.Return(target);
        }
        if (large != givenLarge)
            work.Return(large);
        if (small != givenSmall)
            work.Return(small);
    }

    (Tensor Tensor, string Axes) Ordered(string from, string to, Workspace work) => (Permuted($"{from}->{to}", work), to);
}
