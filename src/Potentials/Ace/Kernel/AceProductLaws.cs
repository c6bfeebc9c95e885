using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Potentials.Ace;

/// <summary>The sums of products of a <see cref="ProductPlan"/>. A lane is a channel; planes of <c>width</c> channels, a whole number of vectors, two of which are taken at a time.</summary>
static unsafe class AceProductLaws<W, S>
    where W : struct, IWide<W, S>
    where S : unmanaged
{
    const MethodImplOptions Law = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    /// <summary>Fills the planes from <paramref name="first"/> on.</summary>
    /// <param name="starts">Where the terms of each plane from first on start; one more than there are planes.</param>
    /// <param name="terms">Where the two planes of each term start.</param>
    [MethodImpl(Law)]
    internal static void Value(int first, int planes, int width, int* starts, int* terms, S* coefficients, S* values)
    {
        for (var c = 0; c < width; c += 2 * W.Lanes)
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
                W.Store(sum, ref v[(nint)p * width], 0);
                W.Store(other, ref w[(nint)p * width], 0);
            }
        }
    }

    /// <summary>
    /// Cotangents of all planes, the last first: each its seed, and the sum of coefficient · cotangent of a later plane · value over the terms that it occurs in. So every plane is stored once.
    /// </summary>
    /// <param name="starts">Where the terms start, by planes from the last to the first; one more than there are planes.</param>
    /// <param name="terms">Where cotangent and value of each start.</param>
    /// <param name="rows">Where each plane's seed starts, from the last plane to the first.</param>
    [MethodImpl(Law)]
    internal static void Pull(int planes, int width, int* starts, int* terms, S* coefficients, int* rows, S* seeds, S* values, S* bars)
    {
        for (var c = 0; c < width; c += 2 * W.Lanes)
        {
            var next = c + W.Lanes < width ? W.Lanes : 0;
            S* v = values + c, b = bars + c, from = seeds + c;
            var t = 0;
            for (var p = 0; p < planes; p++)
            {
                nint seed = rows[p], to = (nint)(planes - 1 - p) * width;
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
