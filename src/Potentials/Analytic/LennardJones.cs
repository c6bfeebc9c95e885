using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Potentials;

/// <summary>E = 4ε ((σ/r)¹² − (σ/r)⁶) (Lennard-Jones 1924). Unlike atoms by Lorentz–Berthelot: σ the arithmetic, ε the geometric mean.</summary>
/// <param name="Epsilon">ε, depth of the well, eV.</param>
/// <param name="Sigma">σ, Å.</param>
public readonly record struct LennardJones(double Epsilon, double Sigma) : INamedPairLaw<LennardJones>
{
    public static string Kind => "lj";

    public static string Usage => "lj:epsilon=0.0104,sigma=3.4,cutoff=8.5";

    public static IReadOnlyList<PairParameter> Parameters { get; } =
    [
        new("epsilon", "depth of the well, eV", Positive: true),
        new("sigma", "distance where the energy crosses zero, Å", Positive: true),
    ];

    public static LennardJones From(ReadOnlySpan<double> values) => new(values[0], values[1]);

    public double[] Values => [Epsilon, Sigma];

    public static LennardJones? Mix(LennardJones a, LennardJones b) => new LennardJones(Math.Sqrt(a.Epsilon * b.Epsilon), 0.5 * (a.Sigma + b.Sigma));

    public static int CoefficientCount => 2;

    public void Prepare(Span<double> coefficients)
    {
        coefficients[0] = 4 * Epsilon;
        coefficients[1] = Sigma * Sigma;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Evaluate<T>(ref T c, T squared, out T energy, out T slope)
        where T : struct, IReal<T>
    {
        var inverse = T.Inverse(squared);
        var u = Unsafe.Add(ref c, 1) * inverse;
        var sixth = u * u * u;
        var scaled = c * sixth;
        energy = scaled * (sixth - 1);
        // dE/d(r²) = −3 · 4ε u³ (2u³ − 1) / r² with u = σ²/r².
        slope = scaled * inverse * T.FmaS(sixth, -6, T.Const(3));
    }
}
