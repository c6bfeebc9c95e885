using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Potentials.Ace;

/// <summary>Tangents of the sums of products that <see cref="AceProductLaws{W, S}"/> computes, and of their cotangents. A lane is a channel; two vectors at a time, which share what is read of a term.</summary>
static unsafe class AceProductTangentLaws<W, S>
    where W : struct, IWide<W, S>
    where S : unmanaged
{
    const MethodImplOptions Law = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    /// <summary>ẋ_p = Σ c (ẋ_a x_b + x_a ẋ_b) of the planes from <paramref name="first"/> on; <paramref name="width"/> channels, two vectors or a multiple.</summary>
    internal static void Push(int first, int planes, int width, int stride, int* starts, int* terms, S* coefficients, S* values, S* tangents)
    {
        for (var c = 0; c < width; c += 2 * W.Lanes)
            PushTwo(first, planes, c + W.Lanes < width ? W.Lanes : 0, stride, starts, terms, coefficients, values + c, tangents + c);
    }

    [MethodImpl(Law)]
    static void PushTwo(int first, int planes, int next, int stride, int* starts, int* terms, S* coefficients, S* v, S* d)
    {
        var t = 0;
        var to = d + (nint)first * stride;
        for (var p = 1; p <= planes - first; p++, to += stride)
        {
            W sum = W.Zero, other = W.Zero;
            for (var end = starts[p]; t < end; t++)
            {
                nint i = terms[2 * t], j = terms[2 * t + 1];
                var factor = W.Broadcast(coefficients[t]);
                var one = W.Fma(W.Load(ref d[i], 0), W.Load(ref v[j], 0), W.Load(ref v[i], 0) * W.Load(ref d[j], 0));
                var two = W.Fma(W.Load(ref d[i + next], 0), W.Load(ref v[j + next], 0), W.Load(ref v[i + next], 0) * W.Load(ref d[j + next], 0));
                sum = W.Fma(factor, one, sum);
                other = W.Fma(factor, two, other);
            }
            W.Store(sum, ref to[0], 0);
            W.Store(other, ref to[next], 0);
        }
    }

    /// <summary>The tangent of the pull: each plane's seed and Σ c (x̄̇ x + x̄ ẋ) over the terms that it occurs in, the last plane first.</summary>
    internal static void PullPush(int planes, int width, int stride, int* starts, int* terms, S* coefficients, int* rows, S* seeds, S* values, S* tangents, S* bars, S* barTangents)
    {
        for (var c = 0; c < width; c += 2 * W.Lanes)
            PullPushTwo(planes, c + W.Lanes < width ? W.Lanes : 0, stride, starts, terms, coefficients, rows, seeds + c, values + c, tangents + c, bars + c, barTangents + c);
    }

    [MethodImpl(Law)]
    static void PullPushTwo(int planes, int next, int stride, int* starts, int* terms, S* coefficients, int* rows, S* seeds, S* v, S* d, S* bars, S* barTangents)
    {
        var t = 0;
        var to = barTangents + (nint)(planes - 1) * stride;
        for (var p = 0; p < planes; p++, to -= stride)
        {
            var seed = seeds + rows[p];
            W sum = W.Load(ref seed[0], 0), other = W.Load(ref seed[next], 0);
            for (var end = starts[p + 1]; t < end; t++)
            {
                nint i = terms[2 * t], j = terms[2 * t + 1];
                var factor = W.Broadcast(coefficients[t]);
                var one = W.Fma(W.Load(ref barTangents[i], 0), W.Load(ref v[j], 0), W.Load(ref bars[i], 0) * W.Load(ref d[j], 0));
                var two = W.Fma(W.Load(ref barTangents[i + next], 0), W.Load(ref v[j + next], 0), W.Load(ref bars[i + next], 0) * W.Load(ref d[j + next], 0));
                sum = W.Fma(factor, one, sum);
                other = W.Fma(factor, two, other);
            }
            W.Store(sum, ref to[0], 0);
            W.Store(other, ref to[next], 0);
        }
    }
}
