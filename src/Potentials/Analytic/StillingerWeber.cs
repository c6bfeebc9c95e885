using System.Globalization;
using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials;

/// <summary>
/// Stillinger and Weber, Phys. Rev. B 31, 5262 (1985), of one element:
/// E = Σ_{i&lt;j} A ε (B (σ/r)⁴ − 1) e^(σ/(r − aσ)) + Σ_i Σ_{j&lt;k} λ ε (cos θ_jik − cos θ₀)² e^(γσ/(r_ij − aσ)) e^(γσ/(r_ik − aσ)), zero from r = aσ on.
/// </summary>
public sealed class StillingerWeber : ShortRangeModel
{
    static readonly StillingerWeber Published = new();

    /// <summary>The element it is for.</summary>
    public Element Element { get; init; } = new(14);

    /// <summary>ε, eV; of silicon unless given, like all others.</summary>
    public double Epsilon { get; init; } = 2.1683;

    /// <summary>σ, Å.</summary>
    public double Sigma { get; init; } = 2.0951;

    /// <summary>a: the cutoff in units of σ.</summary>
    public double ReducedCutoff { get; init; } = 1.80;

    public double Lambda { get; init; } = 21;

    public double Gamma { get; init; } = 1.20;

    /// <summary>cos θ₀.</summary>
    public double Cosine { get; init; } = -1.0 / 3;

    public double A { get; init; } = 7.049556277;

    public double B { get; init; } = 0.6022245584;

    public override double Range => ReducedCutoff * Sigma;

    /// <summary>"sw" and what differs from the published silicon.</summary>
    public override string Name
    {
        get
        {
            var parts = new List<string>();
            if (Element != Published.Element)
                parts.Add($"element={Element}");
            foreach (var (key, value, published) in Parameters().Zip(Published.Parameters(), (own, other) => (own.Key, own.Value, other.Value)))
            {
                if (value != published)
                    parts.Add(string.Create(CultureInfo.InvariantCulture, $"{key}={value}"));
            }
            return parts.Count == 0 ? "sw" : "sw:" + string.Join(',', parts);
        }
    }

    (string Key, double Value)[] Parameters() =>
    [
        ("epsilon", Epsilon), ("sigma", Sigma), ("a", ReducedCutoff), ("lambda", Lambda), ("gamma", Gamma), ("costheta0", Cosine), ("A", A), ("B", B),
    ];

    public override int SpeciesOf(Element element) => element == Element ? 0 : -1;

    public override BlockKernel<T> OpenKernel<T>()
    {
        if (typeof(T) == typeof(float))
            return (BlockKernel<T>)(object)Widths.Single<Opener, BlockKernel<float>>(new Opener(this));
        return (BlockKernel<T>)(object)Widths.Double<Opener, BlockKernel<double>>(new Opener(this));
    }

    readonly struct Opener(StillingerWeber potential) : ISingleUser<BlockKernel<float>>, IDoubleUser<BlockKernel<double>>
    {
        BlockKernel<float> ISingleUser<BlockKernel<float>>.Use<W>() => new StillingerWeberKernel<float, W>(potential);

        BlockKernel<double> IDoubleUser<BlockKernel<double>>.Use<W>() => new StillingerWeberKernel<double, W>(potential);
    }
}

/// <summary><c>sw</c>: silicon as published; <c>sw:element=Ge,epsilon=1.93,sigma=2.181,lambda=31</c> changes what it names. The exponents p = 4, q = 0 are fixed.</summary>
public sealed class StillingerWeberKind : IPotentialKind
{
    public string Name => "sw";

    public string Usage => "sw";

    public IPotential Open(PotentialName name)
    {
        var silicon = new StillingerWeber();
        var arguments = new PotentialArguments(name);
        var element = silicon.Element;
        if (arguments.Text("element") is { } symbol && !Element.TryParse(symbol, out element))
            throw arguments.Error("element", $"'{symbol}' is not the symbol of an element.");
        var potential = new StillingerWeber
        {
            Element = element,
            Epsilon = arguments.Positive("epsilon") ?? silicon.Epsilon,
            Sigma = arguments.Positive("sigma") ?? silicon.Sigma,
            ReducedCutoff = arguments.Positive("a") ?? silicon.ReducedCutoff,
            Lambda = arguments.Number("lambda") ?? silicon.Lambda,
            Gamma = arguments.Positive("gamma") ?? silicon.Gamma,
            Cosine = arguments.Number("costheta0") ?? silicon.Cosine,
            A = arguments.Positive("A") ?? silicon.A,
            B = arguments.Number("B") ?? silicon.B,
        };
        arguments.Finish();
        return potential;
    }
}
