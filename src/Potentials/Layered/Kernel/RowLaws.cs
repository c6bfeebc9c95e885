using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Potentials.Layered;

/// <summary>
/// Products of small matrices whose second factor and result have rows of whole vectors. A lane is a column: a channel, a radial function, a hidden unit. Everything linear in a layered model, its tangents and its cotangents go
/// through these two.
/// </summary>
static unsafe class RowLaws<W, S>
    where W : struct, IWide<W, S>
    where S : unmanaged
{
    const MethodImplOptions Law = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    /// <summary>C[r, k] = Σ_b P[r, b] X[b, k], or more by that.</summary>
    /// <param name="width">Columns, a whole number of vectors.</param>
    /// <param name="p">P[r, b] is p[r · row + b · column].</param>
    /// <param name="xs">Distance of the rows of X.</param>
    /// <param name="cs">Distance of the rows of C.</param>
    internal static void Multiply(bool more, int rows, int inner, int width, S* p, nint row, nint column, S* x, nint xs, S* c, nint cs)
    {
        var wide = width / (4 * W.Lanes) * (4 * W.Lanes);
        var paired = rows & ~1;
        for (var k = 0; k < wide; k += 4 * W.Lanes)
        {
            if (paired > 0)
                Pairs(more, paired, inner, p, row, column, x + k, xs, c + k, cs);
            if (paired < rows)
                One(more, inner, p + paired * row, column, x + k, xs, c + paired * cs + k);
        }
        for (var k = wide; k < width; k += W.Lanes)
            Narrow(more, rows, inner, p, row, column, x + k, xs, c + k, cs);
    }

    [MethodImpl(Law)]
    static void Pairs(bool more, int rows, int inner, S* p, nint row, nint column, S* x, nint xs, S* c, nint cs)
    {
        for (var r = 0; r < rows; r += 2, p += 2 * row, c += 2 * cs)
        {
            W a0 = W.Zero, a1 = W.Zero, a2 = W.Zero, a3 = W.Zero, b0 = W.Zero, b1 = W.Zero, b2 = W.Zero, b3 = W.Zero;
            S* from = x, u = p, v = p + row, d = c + cs;
            for (var b = 0; b < inner; b++, from += xs, u += column, v += column)
            {
                W f = W.Broadcast(*u), g = W.Broadcast(*v);
                W x0 = W.Load(ref from[0], 0), x1 = W.Load(ref from[W.Lanes], 0), x2 = W.Load(ref from[2 * W.Lanes], 0), x3 = W.Load(ref from[3 * W.Lanes], 0);
                a0 = W.Fma(x0, f, a0);
                a1 = W.Fma(x1, f, a1);
                a2 = W.Fma(x2, f, a2);
                a3 = W.Fma(x3, f, a3);
                b0 = W.Fma(x0, g, b0);
                b1 = W.Fma(x1, g, b1);
                b2 = W.Fma(x2, g, b2);
                b3 = W.Fma(x3, g, b3);
            }
            if (more)
            {
                a0 += W.Load(ref c[0], 0);
                a1 += W.Load(ref c[W.Lanes], 0);
                a2 += W.Load(ref c[2 * W.Lanes], 0);
                a3 += W.Load(ref c[3 * W.Lanes], 0);
                b0 += W.Load(ref d[0], 0);
                b1 += W.Load(ref d[W.Lanes], 0);
                b2 += W.Load(ref d[2 * W.Lanes], 0);
                b3 += W.Load(ref d[3 * W.Lanes], 0);
            }
            W.Store(a0, ref c[0], 0);
            W.Store(a1, ref c[W.Lanes], 0);
            W.Store(a2, ref c[2 * W.Lanes], 0);
            W.Store(a3, ref c[3 * W.Lanes], 0);
            W.Store(b0, ref d[0], 0);
            W.Store(b1, ref d[W.Lanes], 0);
            W.Store(b2, ref d[2 * W.Lanes], 0);
            W.Store(b3, ref d[3 * W.Lanes], 0);
        }
    }

    [MethodImpl(Law)]
    static void One(bool more, int inner, S* p, nint column, S* x, nint xs, S* c)
    {
        W a0 = W.Zero, a1 = W.Zero, a2 = W.Zero, a3 = W.Zero;
        if (more)
            (a0, a1, a2, a3) = (W.Load(ref c[0], 0), W.Load(ref c[W.Lanes], 0), W.Load(ref c[2 * W.Lanes], 0), W.Load(ref c[3 * W.Lanes], 0));
        for (var b = 0; b < inner; b++, x += xs, p += column)
        {
            W f = W.Broadcast(*p);
            a0 = W.Fma(W.Load(ref x[0], 0), f, a0);
            a1 = W.Fma(W.Load(ref x[W.Lanes], 0), f, a1);
            a2 = W.Fma(W.Load(ref x[2 * W.Lanes], 0), f, a2);
            a3 = W.Fma(W.Load(ref x[3 * W.Lanes], 0), f, a3);
        }
        W.Store(a0, ref c[0], 0);
        W.Store(a1, ref c[W.Lanes], 0);
        W.Store(a2, ref c[2 * W.Lanes], 0);
        W.Store(a3, ref c[3 * W.Lanes], 0);
    }

    [MethodImpl(Law)]
    static void Narrow(bool more, int rows, int inner, S* p, nint row, nint column, S* x, nint xs, S* c, nint cs)
    {
        for (var r = 0; r < rows; r++, p += row, c += cs)
        {
            var a = more ? W.Load(ref c[0], 0) : W.Zero;
            S* from = x, u = p;
            for (var b = 0; b < inner; b++, from += xs, u += column)
                a = W.Fma(W.Load(ref from[0], 0), W.Broadcast(*u), a);
            W.Store(a, ref c[0], 0);
        }
    }

    /// <summary>D[r, b] = Σ_k C[r, k] X[b, k], or more by that: D[r, b] is d[r · row + b · column].</summary>
    [MethodImpl(Law)]
    internal static void Dots(bool more, int rows, int inner, int width, S* c, nint cs, S* x, nint xs, S* d, nint row, nint column)
    {
        for (var r = 0; r < rows; r++, c += cs, d += row)
        {
            S* from = x, to = d;
            for (var b = 0; b < inner; b++, from += xs, to += column)
            {
                W sum = W.Zero, other = W.Zero;
                var k = 0;
                for (; k <= width - 2 * W.Lanes; k += 2 * W.Lanes)
                {
                    sum = W.Fma(W.Load(ref c[k], 0), W.Load(ref from[k], 0), sum);
                    other = W.Fma(W.Load(ref c[k + W.Lanes], 0), W.Load(ref from[k + W.Lanes], 0), other);
                }
                for (; k < width; k += W.Lanes)
                    sum = W.Fma(W.Load(ref c[k], 0), W.Load(ref from[k], 0), sum);
                var dot = W.Broadcast(W.Sum(sum + other));
                // One lane of a sum of vectors: the scalar type knows no arithmetic here.
                *to = more ? W.Lane(dot + W.Broadcast(*to), 0) : W.Lane(dot, 0);
            }
        }
    }
}
