using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Athanor.Numerics;

namespace Athanor.Potentials;

/// <summary>
/// Reads local positions (four numbers each, as <see cref="AtomBlock{T}.Positions"/>) of as many atoms as there are lanes, given by 16-bit indices, into
/// separate x, y, z and species. Whole atoms are loaded and transposed in registers, which is several times faster than gathering number by number.
/// </summary>
static unsafe class Points
{
    const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    [MethodImpl(Inline)]
    internal static void Load<T, W>(T* positions, ushort* index, out W x, out W y, out W z)
        where T : unmanaged
        where W : struct, IWide<W, T> => Load(positions, index, out x, out y, out z, out _);

    [MethodImpl(Inline)]
    internal static void Load<T, W>(T* positions, ushort* index, out W x, out W y, out W z, out W species)
        where T : unmanaged
        where W : struct, IWide<W, T>
    {
        if (typeof(W) == typeof(F32x16) && Avx512F.IsSupported)
        {
            Load((float*)positions, index, out Vector512<float> a, out var b, out var c, out var d);
            (x, y) = (Unsafe.BitCast<Vector512<float>, W>(a), Unsafe.BitCast<Vector512<float>, W>(b));
            (z, species) = (Unsafe.BitCast<Vector512<float>, W>(c), Unsafe.BitCast<Vector512<float>, W>(d));
        }
        else if (typeof(W) == typeof(F32x8) && Avx.IsSupported)
        {
            Load((float*)positions, index, out Vector256<float> a, out var b, out var c, out var d);
            (x, y) = (Unsafe.BitCast<Vector256<float>, W>(a), Unsafe.BitCast<Vector256<float>, W>(b));
            (z, species) = (Unsafe.BitCast<Vector256<float>, W>(c), Unsafe.BitCast<Vector256<float>, W>(d));
        }
        else if (typeof(W) == typeof(F64x8) && Avx512F.IsSupported)
        {
            Load((double*)positions, index, out Vector512<double> a, out var b, out var c, out var d);
            (x, y) = (Unsafe.BitCast<Vector512<double>, W>(a), Unsafe.BitCast<Vector512<double>, W>(b));
            (z, species) = (Unsafe.BitCast<Vector512<double>, W>(c), Unsafe.BitCast<Vector512<double>, W>(d));
        }
        else if (typeof(W) == typeof(F64x4) && Avx.IsSupported)
        {
            Load((double*)positions, index, out Vector256<double> a, out var b, out var c, out var d);
            (x, y) = (Unsafe.BitCast<Vector256<double>, W>(a), Unsafe.BitCast<Vector256<double>, W>(b));
            (z, species) = (Unsafe.BitCast<Vector256<double>, W>(c), Unsafe.BitCast<Vector256<double>, W>(d));
        }
        else
        {
            LoadEach(positions, index, out x, out y, out z, out species);
        }
    }

    // Atoms 0 4 8 12 | 1 5 9 13 | 2 6 10 14 | 3 7 11 15, one 128-bit part each; then four 4×4 transpositions at once.
    [MethodImpl(Inline)]
    static void Load(float* p, ushort* q, out Vector512<float> x, out Vector512<float> y, out Vector512<float> z, out Vector512<float> w)
    {
        Vector512<float> a = Four(p, q[0], q[4], q[8], q[12]), b = Four(p, q[1], q[5], q[9], q[13]);
        Vector512<float> c = Four(p, q[2], q[6], q[10], q[14]), d = Four(p, q[3], q[7], q[11], q[15]);
        Vector512<float> ab = Avx512F.UnpackLow(a, b), cd = Avx512F.UnpackLow(c, d);
        x = Avx512F.Shuffle(ab, cd, 0x44);
        y = Avx512F.Shuffle(ab, cd, 0xEE);
        ab = Avx512F.UnpackHigh(a, b);
        cd = Avx512F.UnpackHigh(c, d);
        z = Avx512F.Shuffle(ab, cd, 0x44);
        w = Avx512F.Shuffle(ab, cd, 0xEE);
    }

    // Inserted one by one: Vector512.Create of two halves goes through memory. Unsigned offsets spare the sign extensions.
    [MethodImpl(Inline)]
    static Vector512<float> Four(float* p, nuint a, nuint b, nuint c, nuint d)
    {
        var four = Avx512F.InsertVector128(Vector128.LoadAligned(p + 4 * a).ToVector256Unsafe().ToVector512Unsafe(), Vector128.LoadAligned(p + 4 * b), 1);
        return Avx512F.InsertVector128(Avx512F.InsertVector128(four, Vector128.LoadAligned(p + 4 * c), 2), Vector128.LoadAligned(p + 4 * d), 3);
    }

    [MethodImpl(Inline)]
    static void Load(float* p, ushort* q, out Vector256<float> x, out Vector256<float> y, out Vector256<float> z, out Vector256<float> w)
    {
        Vector256<float> a = Two(p, q[0], q[4]), b = Two(p, q[1], q[5]), c = Two(p, q[2], q[6]), d = Two(p, q[3], q[7]);
        Vector256<float> ab = Avx.UnpackLow(a, b), cd = Avx.UnpackLow(c, d);
        x = Avx.Shuffle(ab, cd, 0x44);
        y = Avx.Shuffle(ab, cd, 0xEE);
        ab = Avx.UnpackHigh(a, b);
        cd = Avx.UnpackHigh(c, d);
        z = Avx.Shuffle(ab, cd, 0x44);
        w = Avx.Shuffle(ab, cd, 0xEE);
    }

    [MethodImpl(Inline)]
    static Vector256<float> Two(float* p, nuint a, nuint b) =>
        Avx.InsertVector128(Vector128.LoadAligned(p + 4 * a).ToVector256Unsafe(), Vector128.LoadAligned(p + 4 * b), 1);

    // An atom fills a 256-bit register: x y z 0.
    [MethodImpl(Inline)]
    static void Load(double* p, ushort* q, out Vector512<double> x, out Vector512<double> y, out Vector512<double> z, out Vector512<double> w)
    {
        Load(p, q, out Vector256<double> x0, out var y0, out var z0, out var w0);
        Load(p, q + 4, out Vector256<double> x1, out var y1, out var z1, out var w1);
        x = Avx512F.InsertVector256(x0.ToVector512Unsafe(), x1, 1);
        y = Avx512F.InsertVector256(y0.ToVector512Unsafe(), y1, 1);
        z = Avx512F.InsertVector256(z0.ToVector512Unsafe(), z1, 1);
        w = Avx512F.InsertVector256(w0.ToVector512Unsafe(), w1, 1);
    }

    [MethodImpl(Inline)]
    static void Load(double* p, ushort* q, out Vector256<double> x, out Vector256<double> y, out Vector256<double> z, out Vector256<double> w)
    {
        Vector256<double> a = Vector256.LoadAligned(p + 4 * (nuint)q[0]), b = Vector256.LoadAligned(p + 4 * (nuint)q[1]);
        Vector256<double> c = Vector256.LoadAligned(p + 4 * (nuint)q[2]), d = Vector256.LoadAligned(p + 4 * (nuint)q[3]);
        Vector256<double> ab = Avx.UnpackLow(a, b), cd = Avx.UnpackLow(c, d);
        x = Avx.Permute2x128(ab, cd, 0x20);
        z = Avx.Permute2x128(ab, cd, 0x31);
        ab = Avx.UnpackHigh(a, b);
        cd = Avx.UnpackHigh(c, d);
        y = Avx.Permute2x128(ab, cd, 0x20);
        w = Avx.Permute2x128(ab, cd, 0x31);
    }

    [MethodImpl(Inline)]
    static void LoadEach<T, W>(T* p, ushort* q, out W x, out W y, out W z, out W w)
        where T : unmanaged
        where W : struct, IWide<W, T>
    {
        Unsafe.SkipInit(out x);
        Unsafe.SkipInit(out y);
        Unsafe.SkipInit(out z);
        Unsafe.SkipInit(out w);
        for (var k = 0; k < W.Lanes; k++)
        {
            var atom = p + 4 * (nuint)q[k];
            Unsafe.Add(ref Unsafe.As<W, T>(ref x), k) = atom[0];
            Unsafe.Add(ref Unsafe.As<W, T>(ref y), k) = atom[1];
            Unsafe.Add(ref Unsafe.As<W, T>(ref z), k) = atom[2];
            Unsafe.Add(ref Unsafe.As<W, T>(ref w), k) = atom[3];
        }
    }

    /// <summary>The longest row that <see cref="LookUp"/> takes; 0 where this width has no such instruction.</summary>
    internal static int LongestRow<W>() => typeof(W) == typeof(F32x16) && Avx512F.IsSupported ? 16
        : typeof(W) == typeof(F64x8) && Avx512DQ.IsSupported ? 8
        : typeof(W) == typeof(F32x8) && Avx2.IsSupported ? 8
        : 0;

    /// <summary>Lane k is row[index of lane k], within a register.</summary>
    /// <param name="row">Readable for as many entries as there are lanes.</param>
    /// <param name="index">Whole numbers below <see cref="LongestRow"/>.</param>
    [MethodImpl(Inline)]
    internal static W LookUp<T, W>(T* row, W index)
        where T : unmanaged
        where W : struct, IWide<W, T>
    {
        if (typeof(W) == typeof(F32x16) && Avx512F.IsSupported)
            return Unsafe.BitCast<Vector512<float>, W>(Avx512F.PermuteVar16x32(Vector512.Load((float*)row), Avx512F.ConvertToVector512Int32(Unsafe.BitCast<W, Vector512<float>>(index))));
        if (typeof(W) == typeof(F64x8) && Avx512DQ.IsSupported)
            return Unsafe.BitCast<Vector512<double>, W>(Avx512F.PermuteVar8x64(Vector512.Load((double*)row), Avx512DQ.ConvertToVector512Int64(Unsafe.BitCast<W, Vector512<double>>(index))));
        if (typeof(W) == typeof(F32x8) && Avx2.IsSupported)
            return Unsafe.BitCast<Vector256<float>, W>(Avx2.PermuteVar8x32(Vector256.Load((float*)row), Avx.ConvertToVector256Int32(Unsafe.BitCast<W, Vector256<float>>(index))));
        throw new PlatformNotSupportedException();
    }

    /// <summary>Adds the sums of the lanes of four numbers to four consecutive places: Fx Fy Fz E of one atom.</summary>
    [MethodImpl(Inline)]
    internal static void AddSums<T, W>(T* to, W x, W y, W z, W e)
        where T : unmanaged, IFloatingPointIeee754<T>
        where W : struct, IWide<W, T>
    {
        if (typeof(W) == typeof(F32x16) && Avx512F.IsSupported)
        {
            Vector512<float> a = Unsafe.BitCast<W, Vector512<float>>(x), b = Unsafe.BitCast<W, Vector512<float>>(y), c = Unsafe.BitCast<W, Vector512<float>>(z), d = Unsafe.BitCast<W, Vector512<float>>(e);
            var ab = Avx512F.UnpackLow(a, b) + Avx512F.UnpackHigh(a, b);
            var cd = Avx512F.UnpackLow(c, d) + Avx512F.UnpackHigh(c, d);
            var four = Avx512F.Shuffle(ab, cd, 0x44) + Avx512F.Shuffle(ab, cd, 0xEE);
            var two = four.GetLower() + four.GetUpper();
            (Vector128.LoadAligned((float*)to) + (two.GetLower() + two.GetUpper())).StoreAligned((float*)to);
        }
        else
        {
            to[0] += W.Sum(x);
            to[1] += W.Sum(y);
            to[2] += W.Sum(z);
            to[3] += W.Sum(e);
        }
    }
}
