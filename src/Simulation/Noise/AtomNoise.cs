using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Simulation;

/// <summary>
/// Three Gaussians for every atom of a run of atoms: a function of seed, stream, step and the atom's number, the same bits on any
/// number of threads and at any vector width. Scratch memory for one thread.
/// </summary>
/// <remarks>
/// One Philox counter gives four 32-bit numbers, hence two Box–Muller pairs of which three members are used. 31 bits bound a Gaussian at 6.7 standard deviations,
/// which one in 5·10¹⁰ would exceed; its value is rounded to single precision, a relative 6·10⁻⁸.
/// </remarks>
sealed unsafe class AtomNoise : IDisposable
{
    /// <summary>Most atoms of one call.</summary>
    internal const int Capacity = 64;

    readonly AlignedBuffer<uint> _bits = new();
    readonly AlignedBuffer<float> _numbers = new();

    internal AtomNoise()
    {
        _bits.Require(4 * Capacity);
        // Two radii, two angles, two cosines, one sine of each atom.
        _numbers.Require(7 * Capacity);
        _numbers.Span.Fill(0.5f);
    }

    /// <summary>x, y and z of atom first + i after <see cref="Fill"/>.</summary>
    internal Vec3 this[int i]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            var radius = _numbers.Pointer + i;
            var cosine = radius + 4 * Capacity;
            return new Vec3((double)radius[0] * cosine[0], (double)radius[0] * cosine[2 * Capacity], (double)radius[Capacity] * cosine[Capacity]);
        }
    }

    /// <summary>Draws for atoms <paramref name="first"/> … + <paramref name="count"/>.</summary>
    internal void Fill(ulong seed, NoiseStream stream, long step, int first, int count)
    {
        var bits = _bits.Pointer;
        Philox.Fill(seed, (uint)step, (uint)(step >> 32), (uint)first, (uint)stream, count, bits, bits + Capacity, bits + 2 * Capacity, bits + 3 * Capacity);
        Spread();
        Widths.Single<Polar, bool>(new Polar(this));
    }

    /// <summary>Uniform numbers in (0, 1] for radii, in (0, 2π] for angles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Spread()
    {
        const float unit = 1f / (1u << 31), turn = (float)(2 * Math.PI) / (1u << 31);
        var bits = _bits.Pointer;
        var numbers = _numbers.Pointer;
        for (var i = 0; i < 2 * Capacity; i++)
        {
            numbers[i] = ((int)(bits[i] >> 1) + 0.5f) * unit;
            numbers[i + 2 * Capacity] = ((int)(bits[i + 2 * Capacity] >> 1) + 0.5f) * turn;
        }
    }

    /// <summary>A lane is an atom. Whole arrays are done whatever the count: what lies beyond it is never read.</summary>
    readonly struct Polar(AtomNoise noise) : ISingleUser<bool>
    {
        public bool Use<T>()
            where T : struct, IWide<T, float>
        {
            var numbers = noise._numbers.Pointer;
            Radii<T>(ref *numbers, 2 * Capacity);
            Cosines<T>(ref numbers[2 * Capacity], ref numbers[4 * Capacity], 2 * Capacity);
            Sines<T>(ref numbers[2 * Capacity], ref numbers[6 * Capacity], Capacity);
            return true;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    static void Radii<T>(ref float u, int count)
        where T : struct, IWide<T, float>
    {
        for (var i = 0; i < count; i += T.Lanes)
            T.Store(T.Sqrt(T.Log(T.Load(ref u, i)) * -2), ref u, i);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    static void Cosines<T>(ref float angle, ref float into, int count)
        where T : struct, IWide<T, float>
    {
        for (var i = 0; i < count; i += T.Lanes)
            T.Store(T.Cos(T.Load(ref angle, i)), ref into, i);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    static void Sines<T>(ref float angle, ref float into, int count)
        where T : struct, IWide<T, float>
    {
        for (var i = 0; i < count; i += T.Lanes)
            T.Store(T.Sin(T.Load(ref angle, i)), ref into, i);
    }

    public void Dispose()
    {
        _bits.Dispose();
        _numbers.Dispose();
    }
}
