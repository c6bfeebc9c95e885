using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Athanor.Numerics;

namespace Athanor.Atoms;

/// <summary>
/// Points in runs of sixteen, each run with the box around it. A search first looks which boxes the sphere touches, then into those: a fifth or so of all,
/// where neighbours in space are neighbours in memory.
/// </summary>
sealed unsafe class CandidateBoxes : IDisposable
{
    /// <summary>Points in a run; a multiple of any number of lanes.</summary>
    const int Run = 16;

    /// <summary>Where padding stands, Å: beyond any reach.</summary>
    const float FarAway = 1e9f;

    readonly AlignedBuffer<float> _x = new(), _y = new(), _z = new();
    readonly AlignedBuffer<float> _boxes = new();
    int _runs;

    // Box planes: low x, y, z, high x, y, z; each as long as the padded number of runs.
    int _plane;

    /// <summary>Takes points given as x y z 0.</summary>
    internal void Arrange(float* points, int count)
    {
        _runs = (count + Run - 1) / Run;
        _plane = (_runs + Run - 1) / Run * Run;
        var padded = _runs * Run;
        float* x = _x.Require(padded), y = _y.Require(padded), z = _z.Require(padded), box = _boxes.Require(6 * _plane);
        for (var run = 0; run < _runs; run++)
        {
            Vector128<float> low = Vector128.Create(FarAway), high = Vector128.Create(-FarAway);
            var end = Math.Min((run + 1) * Run, count);
            for (var k = run * Run; k < end; k++)
            {
                var p = Vector128.Load(points + 4 * k);
                low = Vector128.MinNative(low, p);
                high = Vector128.MaxNative(high, p);
                (x[k], y[k], z[k]) = (p[0], p[1], p[2]);
            }
            for (var k = end; k < (run + 1) * Run; k++)
                (x[k], y[k], z[k]) = (FarAway, FarAway, FarAway);
            for (var d = 0; d < 3; d++)
                (box[d * _plane + run], box[(d + 3) * _plane + run]) = (low[d], high[d]);
        }
        for (var run = _runs; run < _plane; run++)
        {
            for (var d = 0; d < 6; d++)
                box[d * _plane + run] = FarAway;
        }
    }

    /// <summary>Writes the indices of all points nearer to point <paramref name="self"/> than the limit, itself left out, ascending; returns their number.</summary>
    /// <param name="found">Room for all points and 16 more.</param>
    /// <param name="coincident">Whether some other point is nearer than <paramref name="tiny"/>.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal int Within<W>(int self, float squared, float tiny, ushort* found, out bool coincident)
        where W : struct, IWide<W, float>
    {
        float* x = _x.Pointer, y = _y.Pointer, z = _z.Pointer, box = _boxes.Pointer;
        int plane = _plane, runs = _runs;
        W x0 = W.Broadcast(x[self]), y0 = W.Broadcast(y[self]), z0 = W.Broadcast(z[self]), limit = W.Broadcast(squared);
        var n = 0;
        var nearest = limit;
        for (var g = 0; g < runs; g += W.Lanes)
        {
            var dx = W.Max(W.Zero, W.Max(W.Load(ref box[g], 0) - x0, x0 - W.Load(ref box[3 * plane + g], 0)));
            var dy = W.Max(W.Zero, W.Max(W.Load(ref box[plane + g], 0) - y0, y0 - W.Load(ref box[4 * plane + g], 0)));
            var dz = W.Max(W.Zero, W.Max(W.Load(ref box[2 * plane + g], 0) - z0, z0 - W.Load(ref box[5 * plane + g], 0)));
            var touched = W.Bits(W.Less(W.Fma(dx, dx, W.Fma(dy, dy, dz * dz)), limit));
            for (; touched != 0; touched &= touched - 1)
            {
                var start = (g + BitOperations.TrailingZeroCount(touched)) * Run;
                for (var k = start; k < start + Run; k += W.Lanes)
                {
                    W ex = W.Load(ref x[k], 0) - x0, ey = W.Load(ref y[k], 0) - y0, ez = W.Load(ref z[k], 0) - z0;
                    var d2 = W.Fma(ex, ex, W.Fma(ey, ey, ez * ez));
                    // The point itself is not its neighbour.
                    if ((uint)(self - k) < (uint)W.Lanes)
                        d2 = W.Select(W.Less(W.Abs(W.Iota - (self - k)), W.Const(0.5)), limit, d2);
                    nearest = W.Min(nearest, d2);
                    n += Keep(W.Less(d2, limit), k, found + n);
                }
            }
        }
        coincident = W.Bits(W.Less(nearest, W.Broadcast(tiny))) != 0;
        return n;
    }

    /// <summary>Writes first + lane for every lane of the mask, side by side; may write (not count) up to a vector more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static int Keep<W>(W mask, int first, ushort* to)
        where W : struct, IWide<W, float>
    {
        if (typeof(W) == typeof(F32x16) && Avx512F.IsSupported)
        {
            var wanted = Unsafe.BitCast<W, F32x16>(mask).V.AsInt32();
            var index = Vector512<int>.Indices + Vector512.Create(first);
            Avx512F.ConvertToVector256UInt16(Avx512F.Compress(Vector512<int>.Zero, wanted, index)).Store(to);
            return BitOperations.PopCount((uint)wanted.ExtractMostSignificantBits());
        }
        var count = 0;
        for (var bits = W.Bits(mask); bits != 0; bits &= bits - 1)
            to[count++] = (ushort)(first + BitOperations.TrailingZeroCount(bits));
        return count;
    }

    public void Dispose()
    {
        _x.Dispose();
        _y.Dispose();
        _z.Dispose();
        _boxes.Dispose();
    }
}
