using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Potentials.Ace;

/// <summary>
/// The sums of products of a <see cref="ProductPlan"/>. A lane is a channel; planes of <c>width</c> channels, a whole number of vectors, <c>stride</c> apart. Four vectors at a time, which share what is read of a
/// term, then one or two.
/// </summary>
static unsafe class AceProductLaws<W, S>
    where W : struct, IWide<W, S>
    where S : unmanaged
{
    const MethodImplOptions Law = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    /// <summary>Fills the planes from <paramref name="first"/> on.</summary>
    /// <param name="starts">Where the terms of each plane from first on start; one more than there are planes.</param>
    /// <param name="terms">Where the two planes of each term start.</param>
    internal static void Value(int first, int planes, int width, int stride, int* starts, int* terms, S* coefficients, S* values)
    {
        var wide = width / (4 * W.Lanes) * (4 * W.Lanes);
        for (var c = 0; c < wide; c += 4 * W.Lanes)
            ValueWide(first, planes, stride, starts, terms, coefficients, values + c);
        if (wide < width)
            ValueNarrow(first, planes, wide, width, stride, starts, terms, coefficients, values);
    }

    [MethodImpl(Law)]
    static void ValueWide(int first, int planes, int stride, int* starts, int* terms, S* coefficients, S* v)
    {
        var t = 0;
        var to = v + (nint)first * stride;
        for (var p = 1; p <= planes - first; p++, to += stride)
        {
            W a = W.Zero, b = W.Zero, c = W.Zero, d = W.Zero;
            for (var end = starts[p]; t < end; t++)
            {
                S* x = v + terms[2 * t], y = v + terms[2 * t + 1];
                var factor = W.Broadcast(coefficients[t]);
                a = W.Fma(factor * W.Load(ref x[0], 0), W.Load(ref y[0], 0), a);
                b = W.Fma(factor * W.Load(ref x[W.Lanes], 0), W.Load(ref y[W.Lanes], 0), b);
                c = W.Fma(factor * W.Load(ref x[2 * W.Lanes], 0), W.Load(ref y[2 * W.Lanes], 0), c);
                d = W.Fma(factor * W.Load(ref x[3 * W.Lanes], 0), W.Load(ref y[3 * W.Lanes], 0), d);
            }
            W.Store(a, ref to[0], 0);
            W.Store(b, ref to[W.Lanes], 0);
            W.Store(c, ref to[2 * W.Lanes], 0);
            W.Store(d, ref to[3 * W.Lanes], 0);
        }
    }

    [MethodImpl(Law)]
    static void ValueNarrow(int first, int planes, int from, int width, int stride, int* starts, int* terms, S* coefficients, S* values)
    {
        for (var c = from; c < width; c += 2 * W.Lanes)
        {
            S* v = values + c, w = c + W.Lanes < width ? v + W.Lanes : v;
            var t = 0;
            for (var p = first; p < planes; p++)
            {
                W sum = W.Zero, other = W.Zero;
                for (var end = starts[p - first + 1]; t < end; t++)
                {
                    nint i = terms[2 * t], j = terms[2 * t + 1];
                    var factor = W.Broadcast(coefficients[t]);
                    sum = W.Fma(factor * W.Load(ref v[i], 0), W.Load(ref v[j], 0), sum);
                    other = W.Fma(factor * W.Load(ref w[i], 0), W.Load(ref w[j], 0), other);
                }
                W.Store(sum, ref v[(nint)p * stride], 0);
                W.Store(other, ref w[(nint)p * stride], 0);
            }
        }
    }

    /// <summary>
    /// Cotangents of all planes, the last first: each its seed, and the sum of coefficient · cotangent of a later plane · value over the terms that it occurs in. So every plane is stored once.
    /// </summary>
    /// <param name="starts">Where the terms start, by planes from the last to the first; one more than there are planes.</param>
    /// <param name="terms">Where cotangent and value of each start.</param>
    /// <param name="rows">Where each plane's seed starts, from the last plane to the first.</param>
    internal static void Pull(int planes, int width, int stride, int* starts, int* terms, S* coefficients, int* rows, S* seeds, S* values, S* bars)
    {
        var wide = width / (4 * W.Lanes) * (4 * W.Lanes);
        for (var c = 0; c < wide; c += 4 * W.Lanes)
            PullWide(planes, stride, starts, terms, coefficients, rows, seeds + c, values + c, bars + c);
        if (wide < width)
            PullNarrow(planes, wide, width, stride, starts, terms, coefficients, rows, seeds, values, bars);
    }

    [MethodImpl(Law)]
    static void PullWide(int planes, int stride, int* starts, int* terms, S* coefficients, int* rows, S* seeds, S* values, S* bars)
    {
        var t = 0;
        var to = bars + (nint)(planes - 1) * stride;
        for (var p = 0; p < planes; p++, to -= stride)
        {
            var seed = seeds + rows[p];
            W a = W.Load(ref seed[0], 0), b = W.Load(ref seed[W.Lanes], 0), c = W.Load(ref seed[2 * W.Lanes], 0), d = W.Load(ref seed[3 * W.Lanes], 0);
            for (var end = starts[p + 1]; t < end; t++)
            {
                S* x = bars + terms[2 * t], y = values + terms[2 * t + 1];
                var factor = W.Broadcast(coefficients[t]);
                a = W.Fma(factor * W.Load(ref x[0], 0), W.Load(ref y[0], 0), a);
                b = W.Fma(factor * W.Load(ref x[W.Lanes], 0), W.Load(ref y[W.Lanes], 0), b);
                c = W.Fma(factor * W.Load(ref x[2 * W.Lanes], 0), W.Load(ref y[2 * W.Lanes], 0), c);
                d = W.Fma(factor * W.Load(ref x[3 * W.Lanes], 0), W.Load(ref y[3 * W.Lanes], 0), d);
            }
            W.Store(a, ref to[0], 0);
            W.Store(b, ref to[W.Lanes], 0);
            W.Store(c, ref to[2 * W.Lanes], 0);
            W.Store(d, ref to[3 * W.Lanes], 0);
        }
    }

    [MethodImpl(Law)]
    static void PullNarrow(int planes, int first, int width, int stride, int* starts, int* terms, S* coefficients, int* rows, S* seeds, S* values, S* bars)
    {
        for (var c = first; c < width; c += 2 * W.Lanes)
        {
            var next = c + W.Lanes < width ? W.Lanes : 0;
            S* v = values + c, b = bars + c, from = seeds + c;
            var t = 0;
            for (var p = 0; p < planes; p++)
            {
                nint seed = rows[p], to = (nint)(planes - 1 - p) * stride;
                W sum = W.Load(ref from[seed], 0), other = W.Load(ref from[seed + next], 0);
                for (var end = starts[p + 1]; t < end; t++)
                {
                    nint i = terms[2 * t], j = terms[2 * t + 1];
                    var factor = W.Broadcast(coefficients[t]);
                    sum = W.Fma(factor * W.Load(ref b[i], 0), W.Load(ref v[j], 0), sum);
                    other = W.Fma(factor * W.Load(ref b[i + next], 0), W.Load(ref v[j + next], 0), other);
                }
                W.Store(sum, ref b[to], 0);
                W.Store(other, ref b[to + next], 0);
            }
        }
    }
}
