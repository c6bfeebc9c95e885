using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials;

/// <summary>
/// Small molecules for potentials that are about molecules, on which a crystal of loose atoms would be chemistry gone wrong. Bond lengths and angles are textbook
/// values, rounded.
/// </summary>
static class AuditMolecule
{
    /// <summary>The smallest molecule that holds hydrogen and all of carbon, nitrogen and oxygen that are covered; null where that is none of them.</summary>
    public static Structure? Of(IReadOnlyCollection<Element> covered)
    {
        bool Has(string symbol) => covered.Contains(Element.Parse(symbol));
        if (!Has("H"))
            return null;
        return (Has("C"), Has("N"), Has("O")) switch
        {
            (false, false, true) => Make("O 0 0 0  H 0.757 0.586 0  H -0.757 0.586 0"),
            (true, false, false) => Make("C 0 0 0  H 0.629 0.629 0.629  H 0.629 -0.629 -0.629  H -0.629 0.629 -0.629  H -0.629 -0.629 0.629"),
            (false, true, false) => Make("N 0 0 0.116  H 0 0.94 -0.271  H 0.814 -0.47 -0.271  H -0.814 -0.47 -0.271"),
            (true, false, true) => Make("C 0 0 0  O 1.42 0 0  H 1.725 0.91 0  H -0.373 -1.024 0  H -0.373 0.512 0.887  H -0.373 0.512 -0.887"),
            (true, true, false) => Make("C 0 0 0  N 1.47 0 0  H 1.815 0.517 0.796  H 1.815 0.517 -0.796  H -0.373 1.024 0  H -0.373 -0.512 0.887  H -0.373 -0.512 -0.887"),
            (false, true, true) => Make("N 0 0 0  O 1.45 0 0  H 1.65 0.939 0  H -0.247 -0.539 0.83  H -0.247 -0.539 -0.83"),
            (true, true, true) => Make("C 0 0 0  O 0.568 1.068 0  N 0.624 -1.209 0  H -1.1 0 0  H 1.623 -1.256 0  H 0.084 -2.051 0"),
            _ => null,
        };
    }

    /// <summary>Eight of them in a periodic box, each turned at random.</summary>
    public static Structure Box(Structure molecule, Random random)
    {
        const double room = 2.7; // Å between the outermost atoms of two, turned anyhow.
        var middle = molecule.Positions.Aggregate(Vec3.Zero, (sum, r) => sum + r) / molecule.Count;
        var spacing = 2 * molecule.Positions.Max(r => (r - middle).Length) + room;
        var (elements, positions) = (new List<Element>(), new List<Vec3>());
        for (var k = 0; k < 8; k++)
        {
            var turn = Rotation.Random(random);
            var place = spacing * new Vec3(k & 1, (k >> 1) & 1, k >> 2);
            elements.AddRange(molecule.Elements);
            positions.AddRange(molecule.Positions.Select(r => place + turn * (r - middle)));
        }
        return new Structure([.. elements], [.. positions], Cell.Cubic(2 * spacing), Periodicity.All);
    }

    static Structure Make(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var atoms = words.Chunk(4).ToArray();
        double Number(string s) => double.Parse(s, System.Globalization.CultureInfo.InvariantCulture);
        return new Structure([.. atoms.Select(a => Element.Parse(a[0]))], [.. atoms.Select(a => new Vec3(Number(a[1]), Number(a[2]), Number(a[3])))]);
    }
}
