using System.Globalization;
using System.Text;
using Athanor.Atoms;
using Athanor.Potentials;

namespace Athanor.Quantum.Programs;

/// <summary>
/// The basis set of an NWChem input. A set that ships is written out number by number, so that <c>nwchem:hf/cc-pvdz</c> and <c>hf/cc-pvdz</c> are one surface: NWChem's own library has
/// older numbers under some of these names (cc-pVDZ of lithium differs by 10⁻⁴ Hartree in LiH). Other sets, and elements that ours do not have, are NWChem's.
/// </summary>
static class NwchemFunctions
{
    /// <summary>Names of sets that are made for effective cores, which nobody asks NWChem for.</summary>
    static readonly string[] Cores = ["ecp", "-pp", "lanl", "stuttgart", "crenb", "sbkjc", "hay", "sdb", "dhf-", "modelpot", "qmmm"];

    const int Krypton = 36;

    /// <exception cref="PotentialException">The set wants effective cores, or mixes Cartesian and spherical shells.</exception>
    public static string Block(string name, IEnumerable<Element> elements)
    {
        var own = BasisLibrary.TryFind(name);
        var text = new StringBuilder();
        var (cartesian, spherical) = (false, false);
        foreach (var element in elements.Distinct().Order())
        {
            if (own is not null && own.Elements.Contains(element))
            {
                foreach (var shell in own.For(element))
                {
                    if (shell.Momenta.Max() > 1)
                        (cartesian, spherical) = (cartesian | shell.Cartesian, spherical | !shell.Cartesian);
                    Append(text, element, shell);
                }
                continue;
            }
            RefuseCores(name, element);
            text.Append(CultureInfo.InvariantCulture, $" {element.Symbol} library \"{name}\"\n");
            if (IsCartesian(name))
                cartesian = true;
            else
                spherical = true;
        }
        if (cartesian && spherical)
            throw new PotentialException($"The basis set {name} has Cartesian d shells for some elements of this structure and spherical ones for others, which NWChem cannot have at once.");
        return $"basis \"ao basis\" {(cartesian ? "cartesian" : "spherical")} noprint\n{text}end\n";
    }

    static void Append(StringBuilder text, Element element, ElementShell shell)
    {
        var letters = shell.Momenta.Distinct().Count() == 1 ? shell.Momenta[..1] : shell.Momenta;
        text.Append(CultureInfo.InvariantCulture, $" {element.Symbol} {string.Concat(letters.Select(l => CompactBasis.Letters[l]))}\n");
        for (var p = 0; p < shell.Exponents.Length; p++)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {shell.Exponents[p]:R}");
            foreach (var column in shell.Coefficients)
                text.Append(CultureInfo.InvariantCulture, $" {column[p]:R}");
            text.Append('\n');
        }
    }

    /// <summary>Pople's sets have six d functions, those of the 6-311G family excepted, as the Basis Set Exchange has it.</summary>
    static bool IsCartesian(string name) =>
        !name.StartsWith("6-311", StringComparison.Ordinal) && ((string[])["6-31", "3-21", "4-31", "4-22", "m6-31"]).Any(p => name.StartsWith(p, StringComparison.Ordinal));

    static void RefuseCores(string name, Element element)
    {
        if (Array.Exists(Cores, c => name.Contains(c, StringComparison.Ordinal)) || (element.AtomicNumber > Krypton && name.StartsWith("def2", StringComparison.Ordinal)))
            throw new PotentialException($"The basis set {name} wants an effective core for {element.Symbol}, which is not asked of NWChem here; take a set for all electrons.");
    }
}
