using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Quantum;

/// <summary>The inner loops of basis functions on a block of points. A lane is a point; rows hold <see cref="MolecularGrid.Block"/>.</summary>
internal static class FunctionKernels
{
    const int Block = MolecularGrid.Block;

    /// <summary>Rows x − X, y − Y, z − Z and their sum of squares.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Separate<W>(ref double x, ref double y, ref double z, double atX, double atY, double atZ, ref double rows)
        where W : struct, IWide<W, double>
    {
        for (nint p = 0; p < Block; p += W.Lanes)
        {
            W dx = W.Load(ref x, p) - atX, dy = W.Load(ref y, p) - atY, dz = W.Load(ref z, p) - atZ;
            W.Store(dx, ref rows, p);
            W.Store(dy, ref rows, Block + p);
            W.Store(dz, ref rows, 2 * Block + p);
            W.Store(W.Fma(dx, dx, W.Fma(dy, dy, dz * dz)), ref rows, 3 * Block + p);
        }
    }

    /// <summary>R = Σ w exp(−a r²) and 2 ∂R/∂r² in the row after it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Radial<W>(ref double squares, ref double exponents, ref double weights, int primitives, ref double rows)
        where W : struct, IWide<W, double>
    {
        for (nint p = 0; p < Block; p += W.Lanes)
        {
            W square = W.Load(ref squares, p), value = W.Zero, slope = W.Zero;
            for (nint k = 0; k < primitives; k++)
            {
                var a = Unsafe.Add(ref exponents, k);
                var term = W.Exp(square * -a) * Unsafe.Add(ref weights, k);
                value += term;
                slope = W.FmaS(term, -2 * a, slope);
            }
            W.Store(value, ref rows, p);
            W.Store(slope, ref rows, Block + p);
        }
    }

    /// <summary>product = a · b.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Multiply<W>(ref double a, ref double b, ref double product)
        where W : struct, IWide<W, double>
    {
        for (nint p = 0; p < Block; p += W.Lanes)
            W.Store(W.Load(ref a, p) * W.Load(ref b, p), ref product, p);
    }

    /// <summary>sum = Σ factors · rows[which].</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Combine<W>(ref double rows, ref int which, ref double factors, int terms, ref double sum)
        where W : struct, IWide<W, double>
    {
        for (nint p = 0; p < Block; p += W.Lanes)
        {
            var s = W.Zero;
            for (nint k = 0; k < terms; k++)
                s = W.FmaS(W.Load(ref rows, Unsafe.Add(ref which, k) * (nint)Block + p), Unsafe.Add(ref factors, k), s);
            W.Store(s, ref sum, p);
        }
    }

    /// <summary>value += scale · Y · R.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Value<W>(double scale, ref double polynomial, ref double radial, ref double value)
        where W : struct, IWide<W, double>
    {
        for (nint p = 0; p < Block; p += W.Lanes)
            W.Store(W.Fma(W.Load(ref polynomial, p), W.Load(ref radial, p) * scale, W.Load(ref value, p)), ref value, p);
    }

    /// <summary>value += scale · Y · R, and likewise its gradient, whose rows are <paramref name="stride"/> apart from the value's and one another.</summary>
    /// <param name="separation">Rows of <see cref="Separate"/>.</param>
    /// <param name="polynomial">Row Y, then its three derivatives.</param>
    /// <param name="radial">Rows of <see cref="Radial"/>.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Slope<W>(double scale, ref double separation, ref double polynomial, ref double radial, ref double value, nint stride)
        where W : struct, IWide<W, double>
    {
        for (nint p = 0; p < Block; p += W.Lanes)
        {
            W y = W.Load(ref polynomial, p), r = W.Load(ref radial, p) * scale;
            var ys = y * (W.Load(ref radial, Block + p) * scale);
            W.Store(W.Fma(y, r, W.Load(ref value, p)), ref value, p);
            for (nint axis = 0; axis < 3; axis++)
            {
                var at = (axis + 1) * stride + p;
                var slope = W.Fma(W.Load(ref separation, axis * Block + p), ys, W.Load(ref value, at));
                W.Store(W.Fma(W.Load(ref polynomial, (axis + 1) * Block + p), r, slope), ref value, at);
            }
        }
    }
}
