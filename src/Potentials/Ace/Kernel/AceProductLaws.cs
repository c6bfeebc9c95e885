using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Potentials.Ace;

/// <summary>The sums of products of a <see cref="ProductPlan"/>. A lane is a channel; planes of <c>width</c> channels, a whole number of vectors.</summary>
static unsafe class AceProductLaws<W, S>
    where W : struct, IWide<W, S>
    where S : unmanaged
{
    const MethodImplOptions Law = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    /// <summary>Fills the planes from <paramref name="first"/> on.</summary>
    /// <param name="starts">Where the terms of each plane from first on start; one more than there are planes.</param>
    /// <param name="terms">Two planes a term.</param>
    [MethodImpl(Law)]
    internal static void Value(int first, int planes, int width, int* starts, int* terms, S* coefficients, S* values)
    {
        for (var c = 0; c < width; c += W.Lanes)
        {
            var v = values + c;
            var t = 0;
            for (var p = first; p < planes; p++)
            {
                var sum = W.Zero;
                for (var end = starts[p - first + 1]; t < end; t++)
                {
                    var a = W.Load(ref v[(nint)terms[2 * t] * width], 0) * W.Broadcast(coefficients[t]);
                    sum = W.Fma(a, W.Load(ref v[(nint)terms[2 * t + 1] * width], 0), sum);
                }
                W.Store(sum, ref v[(nint)p * width], 0);
            }
        }
    }

    /// <summary>Adds to the cotangents of all planes what those of later ones make of them: last plane first.</summary>
    [MethodImpl(Law)]
    internal static void Pull(int first, int planes, int width, int* starts, int* terms, S* coefficients, S* values, S* bars)
    {
        for (var c = 0; c < width; c += W.Lanes)
        {
            S* v = values + c, b = bars + c;
            for (var p = planes - 1; p >= first; p--)
            {
                var bar = W.Load(ref b[(nint)p * width], 0);
                for (var t = starts[p - first]; t < starts[p - first + 1]; t++)
                {
                    nint i = (nint)terms[2 * t] * width, j = (nint)terms[2 * t + 1] * width;
                    var share = bar * W.Broadcast(coefficients[t]);
                    W.Store(W.Fma(share, W.Load(ref v[j], 0), W.Load(ref b[i], 0)), ref b[i], 0);
                    W.Store(W.Fma(share, W.Load(ref v[i], 0), W.Load(ref b[j], 0)), ref b[j], 0);
                }
            }
        }
    }
}
