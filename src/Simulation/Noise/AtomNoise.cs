using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Simulation;

/// <summary>
/// Three Gaussians for every atom of a run of atoms: a function of seed, stream, step and the atom's number, the same bits on any
/// number of threads and at any vector width. Scratch memory for one thread.
/// </summary>
/// <remarks>
/// One Philox draw gives four 32-bit numbers, hence two Box–Muller pairs of which three members are used. 32 bits bound a Gaussian at 6.8 standard deviations,
/// which one in 10¹¹ would exceed.
/// </remarks>
sealed class AtomNoise
{
    /// <summary>Most atoms of one call.</summary>
    internal const int Capacity = 64;

    readonly double[] _radius = new double[2 * Capacity];
    readonly double[] _angle = new double[2 * Capacity];
    readonly double[] _cosine = new double[2 * Capacity];
    readonly double[] _sine = new double[Capacity];

    /// <summary>x, y and z of atom first + i after <see cref="Fill"/>.</summary>
    internal Vec3 this[int i] => new(
        _radius[i] * _cosine[i],
        _radius[i] * _sine[i],
        _radius[Capacity + i] * _cosine[Capacity + i]);

    /// <summary>Draws for atoms <paramref name="first"/> … + <paramref name="count"/>.</summary>
    internal void Fill(ulong seed, NoiseStream stream, long step, int first, int count)
    {
        var high = (ulong)stream << 56;
        for (var i = 0; i < count; i++)
        {
            var (a, b) = Philox.Draw(seed, (ulong)step, high | (uint)(first + i));
            _radius[i] = Unit((uint)a);
            _angle[i] = Turn((uint)(a >> 32));
            _radius[Capacity + i] = Unit((uint)b);
            _angle[Capacity + i] = Turn((uint)(b >> 32));
        }
        Widths.Double<Polar, bool>(new Polar(this));
    }

    static double Unit(uint bits) => (bits + 0.5) * (1.0 / (1UL << 32));

    static double Turn(uint bits) => (bits + 0.5) * (2 * Math.PI / (1UL << 32));

    /// <summary>A lane is an atom. Whole arrays are done whatever the count: what lies beyond it is never read.</summary>
    readonly struct Polar(AtomNoise noise) : IDoubleUser<bool>
    {
        public bool Use<T>()
            where T : struct, IWide<T, double>
        {
            Radii<T>(ref noise._radius[0], 2 * Capacity);
            Cosines<T>(ref noise._angle[0], ref noise._cosine[0], 2 * Capacity);
            Sines<T>(ref noise._angle[0], ref noise._sine[0], Capacity);
            return true;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    static void Radii<T>(ref double u, int count)
        where T : struct, IWide<T, double>
    {
        for (var i = 0; i < count; i += T.Lanes)
            T.Store(T.Sqrt(T.Log(T.Load(ref u, i)) * -2), ref u, i);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    static void Cosines<T>(ref double angle, ref double into, int count)
        where T : struct, IWide<T, double>
    {
        for (var i = 0; i < count; i += T.Lanes)
            T.Store(T.Cos(T.Load(ref angle, i)), ref into, i);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    static void Sines<T>(ref double angle, ref double into, int count)
        where T : struct, IWide<T, double>
    {
        for (var i = 0; i < count; i += T.Lanes)
            T.Store(T.Sin(T.Load(ref angle, i)), ref into, i);
    }
}
