using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Quantum;

/// <summary>The inner loops of <see cref="BeckePartition"/>. A lane is a point.</summary>
internal static class BeckeKernels
{
    // Keeps quotients finite where a cell has all but vanished; what they are multiplied with is smaller still.
    const double Tiny = 1e-40;

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Distance<W>(int count, ref double x, ref double y, ref double z, double atX, double atY, double atZ, ref double distance)
        where W : struct, IWide<W, double>
    {
        for (nint p = 0; p < count; p += W.Lanes)
        {
            W dx = W.Load(ref x, p) - atX, dy = W.Load(ref y, p) - atY, dz = W.Load(ref z, p) - atZ;
            W.Store(W.Sqrt(W.Fma(dx, dx, W.Fma(dy, dy, dz * dz))), ref distance, p);
        }
    }

    /// <summary>Multiplies the cells of two atoms with s(ν) and s(−ν).</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Cut<W>(int count, ref double first, ref double second, double inverse, double size, ref double cellA, ref double cellB)
        where W : struct, IWide<W, double>
    {
        for (nint p = 0; p < count; p += W.Lanes)
        {
            var mu = (W.Load(ref first, p) - W.Load(ref second, p)) * inverse;
            var q = Smooth(Smooth(Smooth(W.FmaS(W.Fnma(mu, mu, W.One), size, mu)))) * 0.5;
            W.Store(W.Load(ref cellA, p) * (0.5 - q), ref cellA, p);
            W.Store(W.Load(ref cellB, p) * (q + 0.5), ref cellB, p);
        }
    }

    // p(ν).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static W Smooth<W>(W v)
        where W : struct, IWide<W, double> => v * W.FmaS(v * v, -0.5, W.Const(1.5));

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Normalise<W>(int count, int atoms, ref double cells)
        where W : struct, IWide<W, double>
    {
        for (nint p = 0; p < count; p += W.Lanes)
        {
            var sum = W.Zero;
            for (nint i = 0; i < atoms; i++)
                sum += W.Load(ref cells, i * count + p);
            var inverse = W.Inverse(sum);
            for (nint i = 0; i < atoms; i++)
                W.Store(W.Load(ref cells, i * count + p) * inverse, ref cells, i * count + p);
        }
    }

    /// <summary>
    /// Adds to the rows <paramref name="pulls"/> of atoms i and j the derivatives of v ln w with respect to their distances from the point, and writes those with respect to R_ij.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Pull<W>(int count, int i, int j, double inverse, double size, ref double distances, ref double cells, ref double own, ref double values, ref double pulls, ref double stretch)
        where W : struct, IWide<W, double>
    {
        nint a = (nint)i * count, b = (nint)j * count;
        for (nint p = 0; p < count; p += W.Lanes)
        {
            var mu = (W.Load(ref distances, a + p) - W.Load(ref distances, b + p)) * inverse;
            var nu = W.FmaS(W.Fnma(mu, mu, W.One), size, mu);
            var first = Smooth(nu);
            var second = Smooth(first);
            var half = Smooth(second) * 0.5;
            // −ds/dν, every p' being 3/2 (1 − ν²).
            var slope = W.Fnma(nu, nu, W.One) * W.Fnma(first, first, W.One) * W.Fnma(second, second, W.One) * W.Fnma(W.Const(2 * size), mu, W.One) * (0.5 * 3.375 * inverse);
            var atom = W.Load(ref own, p);
            var shareA = W.Select(W.Less(W.Abs(atom - i), W.Const(0.5)), W.One, W.Zero) - W.Load(ref cells, a + p);
            var shareB = W.Select(W.Less(W.Abs(atom - j), W.Const(0.5)), W.One, W.Zero) - W.Load(ref cells, b + p);
            var weight = shareB / W.Max(half + 0.5, W.Const(Tiny)) - shareA / W.Max(0.5 - half, W.Const(Tiny));
            var pull = W.Load(ref values, p) * slope * weight;
            W.Store(W.Load(ref pulls, a + p) + pull, ref pulls, a + p);
            W.Store(W.Load(ref pulls, b + p) - pull, ref pulls, b + p);
            W.Store(-(pull * mu), ref stretch, p);
        }
    }
}
