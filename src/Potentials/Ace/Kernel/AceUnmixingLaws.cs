using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Potentials.Ace;

/// <summary>The pull of <see cref="AceMixingLaws{W, S}.Mix"/>: from cotangents of the components A_lm to those of moments, in blocks of four. A lane is a channel.</summary>
static unsafe class AceUnmixingLaws<W, S>
    where W : struct, IWide<W, S>
    where S : unmanaged
{
    const MethodImplOptions Law = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    /// <summary>P̄[b, q] = Σ_k C[b, l, k] Ā[lm, k].</summary>
    /// <param name="row">Distance of the coefficients of b and b + 1.</param>
    /// <param name="blocks">Of four moments.</param>
    /// <param name="width">Channels: a whole number of vectors.</param>
    /// <param name="degrees">By moment: where the coefficients of its degree start in a row.</param>
    /// <param name="components">By moment: where its component starts in the cotangents.</param>
    internal static void Pull(int functions, int row, int blocks, int width, int* degrees, int* components, S* coefficients, S* cotangents, S* bars)
    {
        for (var q = 0; q < blocks; q++, degrees += 4, components += 4, bars += 4 * functions)
        {
            // From m = 1 on, real and imaginary parts of one degree stand side by side.
            if (degrees[0] == degrees[1] && degrees[2] == degrees[3])
                Pairs(functions, row, width, degrees, components, coefficients, cotangents, bars);
            else
                Singles(functions, row, width, degrees, components, coefficients, cotangents, bars);
        }
    }

    /// <summary>Of two degrees, two b at a time.</summary>
    [MethodImpl(Law)]
    static void Pairs(int functions, int row, int width, int* degrees, int* components, S* coefficients, S* cotangents, S* bars)
    {
        S* x0 = cotangents + components[0], x1 = cotangents + components[1], x2 = cotangents + components[2], x3 = cotangents + components[3];
        S* first = coefficients + degrees[0], second = coefficients + degrees[2];
        for (var b = 0; b < functions; b += 2, first += 2 * row, second += 2 * row, bars += 8)
        {
            W s0 = W.Zero, s1 = W.Zero, s2 = W.Zero, s3 = W.Zero, t0 = W.Zero, t1 = W.Zero, t2 = W.Zero, t3 = W.Zero;
            var two = b + 1 < functions;
            S* third = two ? first + row : first, fourth = two ? second + row : second;
            for (nint k = 0; k < width; k += W.Lanes)
            {
                W a0 = W.Load(ref x0[k], 0), a1 = W.Load(ref x1[k], 0), a2 = W.Load(ref x2[k], 0), a3 = W.Load(ref x3[k], 0);
                W c0 = W.Load(ref first[k], 0), c1 = W.Load(ref second[k], 0), d0 = W.Load(ref third[k], 0), d1 = W.Load(ref fourth[k], 0);
                s0 = W.Fma(a0, c0, s0);
                s1 = W.Fma(a1, c0, s1);
                s2 = W.Fma(a2, c1, s2);
                s3 = W.Fma(a3, c1, s3);
                t0 = W.Fma(a0, d0, t0);
                t1 = W.Fma(a1, d0, t1);
                t2 = W.Fma(a2, d1, t2);
                t3 = W.Fma(a3, d1, t3);
            }
            FourSums<W, S>.Store(s0, s1, s2, s3, bars);
            if (two)
                FourSums<W, S>.Store(t0, t1, t2, t3, bars + 4);
        }
    }

    /// <summary>Of four degrees.</summary>
    [MethodImpl(Law)]
    static void Singles(int functions, int row, int width, int* degrees, int* components, S* coefficients, S* cotangents, S* bars)
    {
        S* x0 = cotangents + components[0], x1 = cotangents + components[1], x2 = cotangents + components[2], x3 = cotangents + components[3];
        S* c0 = coefficients + degrees[0], c1 = coefficients + degrees[1], c2 = coefficients + degrees[2], c3 = coefficients + degrees[3];
        for (var b = 0; b < functions; b++, c0 += row, c1 += row, c2 += row, c3 += row, bars += 4)
        {
            W s0 = W.Zero, s1 = W.Zero, s2 = W.Zero, s3 = W.Zero;
            for (nint k = 0; k < width; k += W.Lanes)
            {
                s0 = W.Fma(W.Load(ref x0[k], 0), W.Load(ref c0[k], 0), s0);
                s1 = W.Fma(W.Load(ref x1[k], 0), W.Load(ref c1[k], 0), s1);
                s2 = W.Fma(W.Load(ref x2[k], 0), W.Load(ref c2[k], 0), s2);
                s3 = W.Fma(W.Load(ref x3[k], 0), W.Load(ref c3[k], 0), s3);
            }
            FourSums<W, S>.Store(s0, s1, s2, s3, bars);
        }
    }
}
