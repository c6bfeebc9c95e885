using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Potentials;

/// <summary>
/// E = A e^(−r/ρ) − C/r⁶ (Buckingham 1938). At short distance the second term wins and the energy falls without bound; put <c>zbl</c> on top where
/// atoms may come so close.
/// </summary>
/// <param name="A">eV.</param>
/// <param name="Rho">ρ, Å.</param>
/// <param name="C">eV Å⁶; may be zero.</param>
public readonly record struct Buckingham(double A, double Rho, double C) : INamedPairLaw<Buckingham>
{
    public static string Kind => "buckingham";

    public static string Usage => "buckingham:A=1388.773,rho=0.36232,C=175,cutoff=10";

    public static IReadOnlyList<PairParameter> Parameters { get; } =
    [
        new("A", "repulsion, eV", Positive: false),
        new("rho", "range of the repulsion, Å", Positive: true),
        new("C", "dispersion, eV·Å⁶", Positive: false),
    ];

    public static Buckingham From(ReadOnlySpan<double> values) => new(values[0], values[1], values[2]);

    public double[] Values => [A, Rho, C];

    public static int CoefficientCount => 3;

    public void Prepare(Span<double> coefficients)
    {
        coefficients[0] = A;
        coefficients[1] = 1 / Rho;
        coefficients[2] = C;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Evaluate<T>(ref T c, T squared, out T energy, out T slope)
        where T : struct, IReal<T>
    {
        var r = T.Sqrt(squared);
        var inverse = T.Inverse(squared);
        var perRho = Unsafe.Add(ref c, 1);
        var repulsion = c * T.Exp(-(r * perRho));
        var dispersion = Unsafe.Add(ref c, 2) * (inverse * inverse * inverse);
        energy = repulsion - dispersion;
        slope = T.Fma(dispersion * 3, inverse, repulsion * perRho * -0.5 / r);
    }
}
