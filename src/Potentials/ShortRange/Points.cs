using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Athanor.Numerics;

namespace Athanor.Potentials;

/// <summary>
/// Reads local positions (x y z 0 each, as <see cref="AtomBlock{T}.Positions"/>) of as many atoms as there are lanes, given by 16-bit indices, into separate
/// x, y and z. Whole atoms are loaded and transposed in registers, which is several times faster than gathering number by number.
/// </summary>
static unsafe class Points
{
    const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    [MethodImpl(Inline)]
    internal static void Load<T, W>(T* positions, ushort* index, out W x, out W y, out W z)
        where T : unmanaged
        where W : struct, IWide<W, T>
    {
        if (typeof(W) == typeof(F32x16) && Avx512F.IsSupported)
        {
            Load((float*)positions, index, out Vector512<float> a, out var b, out var c);
            (x, y, z) = (Unsafe.BitCast<Vector512<float>, W>(a), Unsafe.BitCast<Vector512<float>, W>(b), Unsafe.BitCast<Vector512<float>, W>(c));
        }
        else if (typeof(W) == typeof(F32x8) && Avx.IsSupported)
        {
            Load((float*)positions, index, out Vector256<float> a, out var b, out var c);
            (x, y, z) = (Unsafe.BitCast<Vector256<float>, W>(a), Unsafe.BitCast<Vector256<float>, W>(b), Unsafe.BitCast<Vector256<float>, W>(c));
        }
        else if (typeof(W) == typeof(F64x8) && Avx512F.IsSupported)
        {
            Load((double*)positions, index, out Vector512<double> a, out var b, out var c);
            (x, y, z) = (Unsafe.BitCast<Vector512<double>, W>(a), Unsafe.BitCast<Vector512<double>, W>(b), Unsafe.BitCast<Vector512<double>, W>(c));
        }
        else if (typeof(W) == typeof(F64x4) && Avx.IsSupported)
        {
            Load((double*)positions, index, out Vector256<double> a, out var b, out var c);
            (x, y, z) = (Unsafe.BitCast<Vector256<double>, W>(a), Unsafe.BitCast<Vector256<double>, W>(b), Unsafe.BitCast<Vector256<double>, W>(c));
        }
        else
        {
            LoadEach(positions, index, out x, out y, out z);
        }
    }

    // Atoms 0 4 8 12 | 1 5 9 13 | 2 6 10 14 | 3 7 11 15, one 128-bit part each; then four 4×4 transpositions at once.
    [MethodImpl(Inline)]
    static void Load(float* p, ushort* q, out Vector512<float> x, out Vector512<float> y, out Vector512<float> z)
    {
        Vector512<float> a = Four(p, q[0], q[4], q[8], q[12]), b = Four(p, q[1], q[5], q[9], q[13]);
        Vector512<float> c = Four(p, q[2], q[6], q[10], q[14]), d = Four(p, q[3], q[7], q[11], q[15]);
        Vector512<float> ab = Avx512F.UnpackLow(a, b), cd = Avx512F.UnpackLow(c, d);
        x = Avx512F.Shuffle(ab, cd, 0x44);
        y = Avx512F.Shuffle(ab, cd, 0xEE);
        z = Avx512F.Shuffle(Avx512F.UnpackHigh(a, b), Avx512F.UnpackHigh(c, d), 0x44);
    }

    // Inserted one by one: Vector512.Create of two halves goes through memory. Unsigned offsets spare the sign extensions.
    [MethodImpl(Inline)]
    static Vector512<float> Four(float* p, nuint a, nuint b, nuint c, nuint d)
    {
        var four = Avx512F.InsertVector128(Vector128.LoadAligned(p + 4 * a).ToVector256Unsafe().ToVector512Unsafe(), Vector128.LoadAligned(p + 4 * b), 1);
        return Avx512F.InsertVector128(Avx512F.InsertVector128(four, Vector128.LoadAligned(p + 4 * c), 2), Vector128.LoadAligned(p + 4 * d), 3);
    }

    [MethodImpl(Inline)]
    static void Load(float* p, ushort* q, out Vector256<float> x, out Vector256<float> y, out Vector256<float> z)
    {
        Vector256<float> a = Two(p, q[0], q[4]), b = Two(p, q[1], q[5]), c = Two(p, q[2], q[6]), d = Two(p, q[3], q[7]);
        Vector256<float> ab = Avx.UnpackLow(a, b), cd = Avx.UnpackLow(c, d);
        x = Avx.Shuffle(ab, cd, 0x44);
        y = Avx.Shuffle(ab, cd, 0xEE);
        z = Avx.Shuffle(Avx.UnpackHigh(a, b), Avx.UnpackHigh(c, d), 0x44);
    }

    [MethodImpl(Inline)]
    static Vector256<float> Two(float* p, nuint a, nuint b) =>
        Avx.InsertVector128(Vector128.LoadAligned(p + 4 * a).ToVector256Unsafe(), Vector128.LoadAligned(p + 4 * b), 1);

    // An atom fills a 256-bit register: x y z 0.
    [MethodImpl(Inline)]
    static void Load(double* p, ushort* q, out Vector512<double> x, out Vector512<double> y, out Vector512<double> z)
    {
        Load(p, q, out Vector256<double> x0, out var y0, out var z0);
        Load(p, q + 4, out Vector256<double> x1, out var y1, out var z1);
        x = Avx512F.InsertVector256(x0.ToVector512Unsafe(), x1, 1);
        y = Avx512F.InsertVector256(y0.ToVector512Unsafe(), y1, 1);
        z = Avx512F.InsertVector256(z0.ToVector512Unsafe(), z1, 1);
    }

    [MethodImpl(Inline)]
    static void Load(double* p, ushort* q, out Vector256<double> x, out Vector256<double> y, out Vector256<double> z)
    {
        Vector256<double> a = Vector256.LoadAligned(p + 4 * (nuint)q[0]), b = Vector256.LoadAligned(p + 4 * (nuint)q[1]);
        Vector256<double> c = Vector256.LoadAligned(p + 4 * (nuint)q[2]), d = Vector256.LoadAligned(p + 4 * (nuint)q[3]);
        Vector256<double> ab = Avx.UnpackLow(a, b), cd = Avx.UnpackLow(c, d);
        x = Avx.Permute2x128(ab, cd, 0x20);
        z = Avx.Permute2x128(ab, cd, 0x31);
        y = Avx.Permute2x128(Avx.UnpackHigh(a, b), Avx.UnpackHigh(c, d), 0x20);
    }

    [MethodImpl(Inline)]
    static void LoadEach<T, W>(T* p, ushort* q, out W x, out W y, out W z)
        where T : unmanaged
        where W : struct, IWide<W, T>
    {
        T* lanes = stackalloc T[3 * 16];
        for (var k = 0; k < W.Lanes; k++)
        {
            var atom = p + 4 * q[k];
            (lanes[k], lanes[16 + k], lanes[32 + k]) = (atom[0], atom[1], atom[2]);
        }
        x = W.Load(ref lanes[0], 0);
        y = W.Load(ref lanes[16], 0);
        z = W.Load(ref lanes[32], 0);
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
