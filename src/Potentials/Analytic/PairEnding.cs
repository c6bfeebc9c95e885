using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Potentials;

/// <summary>What becomes of a pair energy at its cutoff.</summary>
public enum PairEnding
{
    /// <summary>Cut: the energy jumps to zero, the force too. For comparison with codes that do so; dynamics drifts.</summary>
    Truncated,

    /// <summary>Shifted by a constant so that it ends at zero; the force still jumps.</summary>
    Shifted,

    /// <summary>
    /// Multiplied by 1 − 10x³ + 15x⁴ − 6x⁵, x running from 0 to 1 in r² between an inner distance and the cutoff: energy, force and its slope end at zero.
    /// </summary>
    Switched,
}

/// <summary>An ending as the kernel applies it. Its first coefficient is the square of the cutoff.</summary>
interface IPairEnd
{
    static abstract int CoefficientCount { get; }

    static abstract void Apply<T>(ref T c, T squared, ref T energy, ref T slope)
        where T : struct, IReal<T>;
}

/// <summary>Coefficients: cutoff², shift (zero where merely truncated).</summary>
readonly struct TruncatedEnd : IPairEnd
{
    public static int CoefficientCount => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Apply<T>(ref T c, T squared, ref T energy, ref T slope)
        where T : struct, IReal<T>
    {
        var within = T.Less(squared, c);
        energy = T.Select(within, energy - Unsafe.Add(ref c, 1), T.Zero);
        slope = T.Select(within, slope, T.Zero);
    }
}

/// <summary>Coefficients: cutoff², inner², 1/(cutoff² − inner²).</summary>
readonly struct SwitchedEnd : IPairEnd
{
    public static int CoefficientCount => 3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Apply<T>(ref T c, T squared, ref T energy, ref T slope)
        where T : struct, IReal<T>
    {
        var within = T.Less(squared, c);
        var perRange = Unsafe.Add(ref c, 2);
        var x = T.Max(T.Zero, (squared - Unsafe.Add(ref c, 1)) * perRange);
        var xx = x * x;
        var rest = T.Fnma(xx * x, T.Fma(x, T.FmaS(x, 6, T.Const(-15)), T.Const(10)), T.One);
        var descent = xx * (1 - x) * (1 - x) * perRange * -30;
        slope = T.Select(within, T.Fma(slope, rest, energy * descent), T.Zero);
        energy = T.Select(within, energy * rest, T.Zero);
    }
}
