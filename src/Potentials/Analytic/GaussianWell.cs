using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Potentials;

/// <summary>E = −D e^(−(r−r₀)²/2w²): a well whose depth and width give the frequency in it in closed form. Sums of them, by +, make any other.</summary>
/// <param name="Depth">D, eV.</param>
/// <param name="Distance">r₀, of lowest energy, Å.</param>
/// <param name="Width">w, Å; the force is largest that far from r₀.</param>
public readonly record struct GaussianWell(double Depth, double Distance, double Width) : INamedPairLaw<GaussianWell>
{
    public static string Kind => "gaussian";

    public static string Usage => "gaussian:depth=4.7,distance=0.75,width=0.3,cutoff=8";

    public static IReadOnlyList<PairParameter> Parameters { get; } =
    [
        new("depth", "of the well, eV; negative for a hill", Positive: false),
        new("distance", "of lowest energy, Å", Positive: false),
        new("width", "standard deviation of the well, Å", Positive: true),
    ];

    public static GaussianWell From(ReadOnlySpan<double> values) => new(values[0], values[1], values[2]);

    public double[] Values => [Depth, Distance, Width];

    public static int CoefficientCount => 3;

    public void Prepare(Span<double> coefficients)
    {
        coefficients[0] = -Depth;
        coefficients[1] = Distance / Width;
        coefficients[2] = 1 / Width;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Evaluate<T>(ref T c, T squared, out T energy, out T slope)
        where T : struct, IReal<T>
    {
        var r = T.Sqrt(squared);
        var inverse = Unsafe.Add(ref c, 2);
        // x = r/w − r₀/w, and dE/d(r²) = −E x/(2 w r).
        var x = r * inverse - Unsafe.Add(ref c, 1);
        energy = c * T.Exp(-0.5 * x * x);
        slope = -0.5 * energy * x * inverse / r;
    }
}
