using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials;

/// <summary>
/// Effective-medium theory: Jacobsen, Stoltze and Nørskov, Surf. Sci. 366, 394 (1996), in the form and with the parameters of ASE's calculator <c>EMT</c> (3.22, asap_cutoff=False), so that numbers agree:
/// E_i = E0 ((1 + λs) e^(−λs) − 1) + 6 V0 e^(−κs) − ½ Σ_j V0 χ_ij e^(−κ_j (r/β − s0_j)) θ(r)/γ2_i with s = −ln(σ/12)/(β η2) and σ = Σ_j χ_ij e^(−η2_j (r − β s0_j)) θ(r)/γ1_i, χ_ij = n0_j/n0_i.
/// The same smooth cutoff θ for all elements, cut hard 0.5 Å behind its middle. Zero of energy is the bulk metal; an atom alone has −E0.
/// </summary>
public sealed class EffectiveMedium : ShortRangeModel
{
    // ASE's, from CODATA 1986 to 2014 as its version 3.22 has them, and the truncated β; numbers agree with its own only so.
    const double Bohr = 0.5291772105638411, Beta = 1.809;

    const double LargestRadius = 3.01 * Bohr;

    static readonly double MiddleOfCutoff = Beta * LargestRadius * 0.5 * (Math.Sqrt(3) + 2);

    static readonly double Sharpness = Math.Log(9999.0) / (MiddleOfCutoff * (4 / (Math.Sqrt(3) + 2) - 1));

    static readonly EmtElement[] Table =
    [
        new("Al", -3.28, 3.00, 1.493, 1.240, 2.000, 1.169, 0.00700),
        new("Cu", -3.51, 2.67, 2.476, 1.652, 2.740, 1.906, 0.00910),
        new("Ag", -2.96, 3.01, 2.132, 1.652, 2.790, 1.892, 0.00547),
        new("Au", -3.80, 3.00, 2.321, 1.674, 2.873, 2.182, 0.00703),
        new("Ni", -4.44, 2.60, 3.673, 1.669, 2.757, 1.948, 0.01030),
        new("Pd", -3.90, 2.87, 2.773, 1.818, 3.107, 2.155, 0.00688),
        new("Pt", -5.85, 2.90, 4.067, 1.812, 3.145, 2.192, 0.00802),
        // Beside the metals only for trying things out; ASE says so too.
        new("H", -3.21, 1.31, 0.132, 2.652, 2.790, 3.892, 0.00547),
        new("C", -3.50, 1.81, 0.332, 1.652, 2.790, 1.892, 0.01322),
        new("N", -5.10, 1.88, 0.132, 1.652, 2.790, 1.892, 0.01222),
        new("O", -4.60, 1.95, 0.332, 1.652, 2.790, 1.892, 0.00850),
    ];

    readonly int[] _species = new int[Element.All.Count() + 1];

    public EffectiveMedium()
    {
        Array.Fill(_species, -1);
        for (var s = 0; s < Table.Length; s++)
            _species[Element.Parse(Table[s].Symbol).AtomicNumber] = s;
    }

    /// <summary>A row of the published table: eV, Bohr, 1/Bohr, 1/Bohr³.</summary>
    readonly record struct EmtElement(string Symbol, double E0, double S0, double V0, double Eta2, double Kappa, double Lambda, double N0)
    {
        internal double Radius => S0 * Bohr;

        /// <summary>Σ over three shells of the perfect crystal, so that σ is 12 and the pair energy cancels there.</summary>
        internal double Shells(double decay)
        {
            double sum = 0;
            ReadOnlySpan<int> atoms = [12, 6, 24];
            for (var k = 0; k < atoms.Length; k++)
            {
                var r = Radius * Beta * Math.Sqrt(k + 1);
                sum += atoms[k] / (12 * (1 + Math.Exp(Sharpness * (r - MiddleOfCutoff)))) * Math.Exp(-decay * (r - Beta * Radius));
            }
            return sum;
        }
    }

    public override string Name => "emt";

    /// <summary>Å.</summary>
    public override double Range => MiddleOfCutoff + 0.5;

    public override int SpeciesOf(Element element) => _species[element.AtomicNumber];

    /// <summary>−E0.</summary>
    public override double AtomEnergy(int species) => -Table[species].E0;

    public override BlockKernel<T> OpenKernel<T>()
    {
        if (typeof(T) == typeof(float))
            return (BlockKernel<T>)(object)Widths.Single<Opener, BlockKernel<float>>(new Opener(this));
        return (BlockKernel<T>)(object)Widths.Double<Opener, BlockKernel<double>>(new Opener(this));
    }

    readonly struct Opener(EffectiveMedium potential) : ISingleUser<BlockKernel<float>>, IDoubleUser<BlockKernel<double>>
    {
        BlockKernel<float> ISingleUser<BlockKernel<float>>.Use<W>() => new EmbeddedKernel<float, W>(new EmtTerms<float, W>(potential.Numbers()), potential.Range);

        BlockKernel<double> IDoubleUser<BlockKernel<double>>.Use<W>() => new EmbeddedKernel<double, W>(new EmtTerms<double, W>(potential.Numbers()), potential.Range);
    }

    /// <summary>What kernels compute with.</summary>
    EmtNumbers Numbers()
    {
        var n = Table.Length;
        var edges = new double[n * EmtNumbers.EdgeNumbers * n];
        var atoms = new double[EmtNumbers.AtomNumbers * n];
        for (var i = 0; i < n; i++)
        {
            var own = Table[i];
            for (var j = 0; j < n; j++)
            {
                var other = Table[j];
                var chi = other.N0 / own.N0;
                ReadOnlySpan<double> numbers =
                [
                    Math.Log(chi / own.Shells(own.Eta2 / Bohr)),
                    other.Eta2 / Bohr,
                    Math.Log(0.5 * own.V0 * chi / own.Shells(own.Kappa / Bohr / Beta)),
                    other.Kappa / Bohr / Beta,
                    Beta * other.Radius,
                ];
                for (var c = 0; c < numbers.Length; c++)
                    edges[(i * EmtNumbers.EdgeNumbers + c) * n + j] = numbers[c];
            }
            ReadOnlySpan<double> atom = [1 / (Beta * own.Eta2 / Bohr), own.Lambda / Bohr, own.Kappa / Bohr, own.E0, 6 * own.V0];
            for (var c = 0; c < atom.Length; c++)
                atoms[c * n + i] = atom[c];
        }
        return new EmtNumbers(n, MiddleOfCutoff, Sharpness, edges, atoms);
    }
}

/// <summary><c>emt</c>: effective-medium theory for Al, Cu, Ag, Au, Ni, Pd, Pt and their alloys.</summary>
public sealed class EffectiveMediumKind : IPotentialKind
{
    public string Name => "emt";

    public string Usage => "emt";

    public IPotential Open(PotentialName name)
    {
        new PotentialArguments(name).Finish();
        return new EffectiveMedium();
    }
}
