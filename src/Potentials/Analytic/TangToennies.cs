using System.Globalization;
using System.Runtime.CompilerServices;
using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials;

/// <summary>
/// E = A e^(−br) − Σ f_2n(br) C_2n/r^2n, n = 3 to 5, with f_2n(x) = 1 − e^(−x) Σ_{k ≤ 2n} x^k/k! (Tang and Toennies, J. Chem. Phys. 80, 3726 (1984)). Below br = 1, where nothing but A e^(−br) counts and f is lost in rounding, attraction
/// stays what it is there.
/// </summary>
/// <param name="A">eV.</param>
/// <param name="B">b, 1/Å.</param>
/// <param name="C6">eV Å⁶; likewise <paramref name="C8"/> and <paramref name="C10"/>.</param>
public readonly record struct TangToennies(double A, double B, double C6, double C8, double C10) : INamedPairLaw<TangToennies>
{
    public static string Kind => "tang-toennies";

    public static string Usage => "tang-toennies:Ar";

    public static IReadOnlyList<PairParameter> Parameters { get; } =
    [
        new("A", "strength of the repulsion, eV", Positive: true),
        new("b", "its decay, 1/Å", Positive: true),
        new("C6", "eV Å⁶", Positive: false),
        new("C8", "eV Å⁸", Positive: false),
        new("C10", "eV Å¹⁰", Positive: false),
    ];

    public static TangToennies From(ReadOnlySpan<double> values) => new(values[0], values[1], values[2], values[3], values[4]);

    public double[] Values => [A, B, C6, C8, C10];

    public static int CoefficientCount => 5;

    public void Prepare(Span<double> coefficients) => Values.CopyTo(coefficients);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Evaluate<T>(ref T c, T squared, out T energy, out T slope)
        where T : struct, IReal<T>
    {
        T r = T.Sqrt(squared) * Unsafe.Add(ref c, 1), x = T.Max(r, T.One), pull = T.Zero, steep = T.Zero;
        // In pieces of their own: together they are too long to be inlined wherever a pair's energy is wanted.
        Begin(ref Unsafe.Add(ref c, 1), ref x, out var per, out var power, out var decay, out var sum, out var rise);
        Add(ref Unsafe.Add(ref c, 2), 6, ref x, ref per, ref power, ref decay, ref sum, ref rise, ref pull, ref steep);
        Add(ref Unsafe.Add(ref c, 3), 8, ref x, ref per, ref power, ref decay, ref sum, ref rise, ref pull, ref steep);
        Add(ref Unsafe.Add(ref c, 4), 10, ref x, ref per, ref power, ref decay, ref sum, ref rise, ref pull, ref steep);
        var push = c * T.Exp(-r);
        energy = push - pull;
        slope = (T.Select(T.Less(r, T.One), T.Zero, steep) - r * push) * 0.5 / squared;
    }

    /// <summary>r⁻²; and of the order 6: r⁻⁶, e^(−x), Σ x^k/k! up to x⁶, and x⁷/6!.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    static void Begin<T>(ref T b, ref T x, out T per, out T power, out T decay, out T sum, out T rise)
        where T : struct, IReal<T>
    {
        T y = x, inverse = b / y;
        inverse *= inverse;
        per = inverse;
        power = inverse * inverse * inverse;
        decay = T.Exp(-y);
        sum = T.Fma(y, T.Fma(y, T.Fma(y, T.Fma(y, T.Fma(y, T.FmaS(y, 1.0 / 720, T.Const(1.0 / 120)), T.Const(1.0 / 24)), T.Const(1.0 / 6)), T.Const(0.5)), T.One), T.One);
        var square = y * y;
        rise = square * square * square * y * (1.0 / 720);
    }

    /// <summary>Adds f_n C_n/rⁿ and, of it, −r d/dr; then goes on to the next order.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    static void Add<T>(ref T c, int order, ref T x, ref T per, ref T power, ref T decay, ref T sum, ref T rise, ref T pull, ref T steep)
        where T : struct, IReal<T>
    {
        T y = x, part = c * power * T.Fnma(decay, sum, T.One);
        pull += part;
        steep += T.FmaS(part, order, -(c * power * decay * rise));
        sum = T.Fma(rise, T.FmaS(y, 1.0 / ((order + 1) * (order + 2)), T.Const(1.0 / (order + 1))), sum);
        rise = rise * y * y * (1.0 / ((order + 1) * (order + 2)));
        power *= per;
    }
}

/// <summary><c>tang-toennies:Ar</c>: a noble gas as Tang and Toennies, J. Chem. Phys. 118, 4976 (2003), have it, ending at <c>cutoff=</c> (40 Å where not said); other atoms by their parameters, as for any pair law.</summary>
public sealed class TangToenniesKind : IPotentialKind
{
    const double Cutoff = 40;

    // A, b, C6, C8, C10 in atomic units; the sum of that paper ends with C10 here, as the B(T) it is compared with were computed.
    static readonly Dictionary<string, double[]> Published = new()
    {
        ["He"] = [41.96, 2.523, 1.461, 14.11, 183.6],
        ["Ne"] = [199.5, 2.458, 6.383, 90.34, 1536],
        ["Ar"] = [748.3, 2.031, 64.30, 1623, 49060],
        ["Kr"] = [832.4, 1.865, 129.6, 4187, 155500],
        ["Xe"] = [951.8, 1.681, 285.9, 12810, 619800],
    };

    readonly PairKind<TangToennies> _pairs = new();

    public string Name => _pairs.Name;

    public string Usage => _pairs.Usage;

    public IPotential Open(PotentialName name)
    {
        var arguments = new PotentialArguments(name);
        if (arguments.Keys.FirstOrDefault(k => Published.ContainsKey(k)) is not { } symbol)
        {
            if (arguments.Keys.FirstOrDefault(k => Element.TryParse(k, out _) && TangToennies.Parameters.All(p => p.Key != k)) is { } other)
                throw arguments.Error(other, $"There are published parameters for {string.Join(", ", Published.Keys)}, not for {other}.");
            return _pairs.Open(name);
        }
        arguments.Flag(symbol);
        var cutoff = arguments.Positive("cutoff");
        var shifted = arguments.Flag("shift");
        var switched = arguments.Positive("switch");
        arguments.Finish();
        if (switched is not null && (shifted || switched >= (cutoff ?? Cutoff)))
            throw arguments.Error("switch", $"'switch' is where switching begins, below the cutoff of {cutoff ?? Cutoff} Å, and takes the place of 'shift'.");
        var v = Published[symbol];
        double Dispersion(int n) => v[n - 1] * Units.Hartree * Math.Pow(Units.Bohr, 2 * n);
        var law = new TangToennies(v[0] * Units.Hartree, v[1] / Units.Bohr, Dispersion(3), Dispersion(4), Dispersion(5));
        var ending = switched is not null ? PairEnding.Switched : shifted ? PairEnding.Shifted : PairEnding.Truncated;
        var text = string.Create(CultureInfo.InvariantCulture, $"{Name}:{symbol}{(cutoff is { } c ? $",cutoff={c}" : "")}{(shifted ? ",shift" : "")}{(switched is { } s ? $",switch={s}" : "")}");
        return new PairPotential<TangToennies>(text, new PairTable<TangToennies>([Element.Parse(symbol)], (_, _) => new PairEntry<TangToennies>(law, cutoff ?? Cutoff, switched ?? 0), ending));
    }
}
