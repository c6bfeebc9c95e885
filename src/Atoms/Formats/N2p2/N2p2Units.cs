namespace Athanor.Atoms;

/// <summary>
/// The units of a model folder or an <c>input.data</c> of n2p2 and RuNNer, which do not say them: the user does, or the first comment of an <c>input.data</c> (<c>comment units=bohr-hartree</c>),
/// else they are Å and eV.
/// </summary>
/// <param name="Length">Å per unit.</param>
/// <param name="Energy">eV per unit.</param>
public readonly record struct N2p2Units(double Length, double Energy)
{
    /// <summary>The words that <see cref="Parse"/> takes, as a sentence lists them.</summary>
    public const string Words = "angstrom-ev, bohr-hartree, angstrom-hartree and bohr-ev";

    internal const string InComment = "units=";

    /// <summary>Å and eV.</summary>
    public static N2p2Units Metal { get; } = new(1, 1);

    /// <summary>Bohr and Hartree.</summary>
    public static N2p2Units Atomic { get; } = new(Units.Bohr, Units.Hartree);

    /// <summary>From "bohr-hartree"; null where the text is no pair of units.</summary>
    public static N2p2Units? Parse(string text)
    {
        var parts = text.ToLowerInvariant().Split('-');
        double? length = parts[0] switch { "angstrom" => 1, "bohr" => Units.Bohr, _ => null };
        double? energy = parts[^1] switch { "ev" => 1, "hartree" => Units.Hartree, _ => null };
        return parts.Length == 2 && length is { } l && energy is { } e ? new N2p2Units(l, e) : null;
    }

    public override string ToString() => $"{(Length == 1 ? "angstrom" : "bohr")}-{(Energy == 1 ? "ev" : "hartree")}";
}
