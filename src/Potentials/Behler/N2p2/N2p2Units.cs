using Athanor.Atoms;

namespace Athanor.Potentials.Behler.N2p2;

/// <summary>The units a model or an <c>input.data</c> is in; the files do not say.</summary>
/// <param name="Length">Å per unit.</param>
/// <param name="Energy">eV per unit.</param>
readonly record struct N2p2Units(double Length, double Energy)
{
    internal static N2p2Units Metal { get; } = new(1, 1);

    internal static N2p2Units Atomic { get; } = new(Units.Bohr, Units.Hartree);

    /// <summary>The words that <c>units=</c> takes.</summary>
    internal const string Words = "angstrom-ev, bohr-hartree, angstrom-hartree and bohr-ev";

    /// <summary>From "bohr-hartree"; null where it is something else.</summary>
    internal static N2p2Units? Parse(string text)
    {
        var parts = text.ToLowerInvariant().Split('-');
        double? length = parts[0] switch { "angstrom" => 1, "bohr" => Units.Bohr, _ => null };
        double? energy = parts[^1] switch { "ev" => 1, "hartree" => Units.Hartree, _ => null };
        return parts.Length == 2 && length is { } l && energy is { } e ? new N2p2Units(l, e) : null;
    }

    public override string ToString() => $"{(Length == 1 ? "angstrom" : "bohr")}-{(Energy == 1 ? "ev" : "hartree")}";
}
