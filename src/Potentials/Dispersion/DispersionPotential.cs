using Athanor.Atoms;

namespace Athanor.Potentials.Dispersion;

/// <summary>
/// Grimme's D3 correction with Becke–Johnson damping: the London dispersion that density functionals (and Hartree–Fock) leave out, as a potential of its own. C6 of two atoms follows from their
/// coordination numbers by interpolation between reference systems, C8 from C6; energy, forces and virial are those of one function. H to Pu; molecules, and whatever repeats.
/// </summary>
public sealed class DispersionPotential : IPotential, IDescribed
{
    readonly string _source;

    internal DispersionPotential(string name, DispersionSettings settings, string source)
    {
        (Name, Settings, _source) = (name, settings, source);
    }

    public string Name { get; }

    public DispersionSettings Settings { get; }

    /// <summary>The reach of a pair and the neighbours of its atoms. The energy itself has no end; where it is cut is part of the settings.</summary>
    public double? Cutoff => Settings.Reach;

    /// <summary>With the parameters that were published for a functional: "pbe", "pbe0", "hf" …, in any case.</summary>
    /// <exception cref="PotentialException">None are known for it.</exception>
    public static DispersionPotential For(string functional, bool threeBody = false) => PublishedDamping.Find(functional) is { } entry
        ? DispersionNotation.Create(entry, new DispersionSettings(entry.Damping, threeBody))
        : throw new PotentialException($"No D3 parameters are known for '{functional}'. They are for {string.Join(", ", PublishedDamping.All.Select(e => e.Name))}; others are given as d3:s8=…,a1=…,a2=….");

    /// <summary>Whether <see cref="For"/> knows the functional.</summary>
    public static bool Knows(string functional) => PublishedDamping.Find(functional) is not null;

    public bool Covers(Element element) => DispersionTables.Covers(element);

    public IEvaluator Open(EvaluatorOptions options) => new DispersionEvaluator(this, options.Team);

    public string Card
    {
        get
        {
            var (d, s) = (Settings.Damping, Settings);
            var triples = s.ThreeBody ? Text($", triples {s.TripleCutoff:0.###} Å") : "";
            var ending = s.SwitchStart is { } start ? Text($" (switched off from {start:0.###} Å)") : "";
            return $"{Name}\n"
                + PotentialCard.Line("method", $"D3 dispersion with Becke–Johnson damping{(s.ThreeBody ? ", and triples" : "")}")
                + PotentialCard.Line("damping", Text($"s6 = {d.S6}, s8 = {d.S8}, a1 = {d.A1}, a2 = {d.A2} Bohr"))
                + PotentialCard.Line("fitted in", _source)
                + PotentialCard.Line("elements", "H to Pu")
                + PotentialCard.Line("cutoffs", Text($"pairs {s.PairCutoff:0.###} Å{ending}{triples}, counted neighbours {s.CoordinationCutoff:0.###} Å"))
                + PotentialCard.Line("papers", "Grimme, Antony, Ehrlich, Krieg, J. Chem. Phys. 132, 154104 (2010); Grimme, Ehrlich, Goerigk, J. Comput. Chem. 32, 1456 (2011)");
        }
    }

    static string Text(FormattableString text) => FormattableString.Invariant(text);
}
