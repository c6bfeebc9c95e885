using Athanor.Atoms;

namespace Athanor.Quantum;

/// <summary>Where a configuration comes from.</summary>
public enum ConfigurationSource
{
    /// <summary>A measured ground state (NIST ASD).</summary>
    Measured,

    /// <summary>From that of the neutral atom: electrons leave the highest n, then the highest l, or complete the outermost s or p subshell.</summary>
    Rule,

    /// <summary>Beyond Lr nothing is measured; Madelung's rule.</summary>
    Predicted,
}

/// <summary>A free atom or ion in its ground state: configuration, level, magnetic moments.</summary>
public sealed class Ion
{
    Ion(Element element, int charge, Configuration configuration, ConfigurationSource source)
    {
        (Element, Charge, Configuration, Source) = (element, charge, configuration, source);
        HundTerm = Term.ByHund(configuration);
        Term = MeasuredGround.TermOf(element.AtomicNumber, charge) ?? HundTerm;
        Remarks = [.. IonRemarks.Of(this)];
    }

    public Element Element { get; }

    /// <summary>In e.</summary>
    public int Charge { get; }

    public Configuration Configuration { get; }

    public ConfigurationSource Source { get; }

    /// <summary>The ground level: by Hund's rules, or as measured where they are known to fail (Ce, Ce+).</summary>
    public Term Term { get; }

    /// <summary>The level that Hund's rules give.</summary>
    public Term HundTerm { get; }

    /// <summary>Sentences on what these numbers do not tell: where measured moments differ by nature, which rule was not followed.</summary>
    public IReadOnlyList<string> Remarks { get; }

    /// <summary>Fe3+, Na+, Cl-, O2-, Fe.</summary>
    public string Name => NameOf(Element, Charge);

    /// <param name="element">Any.</param>
    /// <param name="charge">In e, up to Z. Negative where the outermost s or p subshell has room.</param>
    /// <exception cref="AtomsException">There is no such ion.</exception>
    public static Ion Of(Element element, int charge)
    {
        var z = element.AtomicNumber;
        if (charge > z)
            throw new AtomsException($"{NameOf(element, charge)} cannot be: {element.Symbol} has {z} electron{(z == 1 ? "" : "s")} to lose, so that {NameOf(element, z)} is the bare nucleus.");
        var source = z > MeasuredGround.LastKnown ? ConfigurationSource.Predicted : ConfigurationSource.Measured;
        if (MeasuredGround.ConfigurationOf(z, charge) is { } known)
            return new Ion(element, charge, known, source);
        var atom = Neutral(z);
        if (charge == 0)
            return new Ion(element, 0, atom, source);
        return new Ion(element, charge, ByRule(element, charge), source == ConfigurationSource.Predicted ? source : ConfigurationSource.Rule);
    }

    /// <summary>Reads Fe3+, Fe+3, Fe^3+, Fe³⁺, Fe(III), FeIII, "Fe 3+", Cl-, O2-, Fe; a Roman number is the charge, not the spectroscopists' stage, which is one more.</summary>
    /// <exception cref="AtomsException">It is not the name of an ion, or there is no such ion.</exception>
    public static Ion Parse(string text)
    {
        var (element, charge) = IonSpelling.Read(text);
        return Of(element, charge);
    }

    internal static Configuration ByRule(Element element, int charge)
    {
        var atom = Neutral(element.AtomicNumber);
        return charge >= 0 ? ElectronRules.Removed(atom, charge) : ElectronRules.Added(element, atom, -charge);
    }

    internal static Configuration Neutral(int z) => MeasuredGround.ConfigurationOf(z, 0) ?? Configuration.Filled(z);

    internal static string NameOf(Element element, int charge) =>
        $"{element.Symbol}{(Math.Abs(charge) > 1 ? Math.Abs(charge) : "")}{(charge > 0 ? "+" : charge < 0 ? "-" : "")}";

    public override string ToString() => $"{Name} {Configuration} {Term}";
}
