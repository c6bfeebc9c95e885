using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Potentials;

/// <summary>E = D (e⁻²ᵅ⁽ʳ⁻ʳ⁰⁾ − 2 e⁻ᵅ⁽ʳ⁻ʳ⁰⁾) (Morse 1929), zero at infinity.</summary>
/// <param name="Depth">D, eV.</param>
/// <param name="Alpha">α, 1/Å.</param>
/// <param name="Distance">r₀, distance of lowest energy, Å.</param>
public readonly record struct Morse(double Depth, double Alpha, double Distance) : INamedPairLaw<Morse>
{
    public static string Kind => "morse";

    public static string Usage => "morse:D=0.3429,alpha=1.3588,r0=2.866,cutoff=8";

    public static IReadOnlyList<PairParameter> Parameters { get; } =
    [
        new("D", "depth of the well, eV", Positive: true),
        new("alpha", "inverse width of the well, 1/Å", Positive: true),
        new("r0", "distance of lowest energy, Å", Positive: true),
    ];

    public static Morse From(ReadOnlySpan<double> values) => new(values[0], values[1], values[2]);

    public double[] Values => [Depth, Alpha, Distance];

    public static int CoefficientCount => 3;

    public void Prepare(Span<double> coefficients)
    {
        coefficients[0] = Depth;
        coefficients[1] = Alpha;
        coefficients[2] = Alpha * Distance;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Evaluate<T>(ref T c, T squared, out T energy, out T slope)
        where T : struct, IReal<T>
    {
        var r = T.Sqrt(squared);
        var alpha = Unsafe.Add(ref c, 1);
        var e = T.Exp(T.Fnma(alpha, r, Unsafe.Add(ref c, 2)));
        var scaled = c * e;
        energy = scaled * (e - 2);
        slope = scaled * (1 - e) * alpha / r;
    }
}
