using Athanor.Numerics;

namespace Athanor.Atoms;

/// <summary>The conventional cells of the common crystals, lattice constants in Å, repeating in all three directions.</summary>
public static class Crystal
{
    /// <summary>1 atom.</summary>
    public static Structure SimpleCubic(Element element, double a) => Cubic(a, (element, SimpleSites));

    /// <summary>Face-centred cubic, 4 atoms.</summary>
    public static Structure Fcc(Element element, double a) => Cubic(a, (element, FaceCentred));

    /// <summary>Body-centred cubic, 2 atoms.</summary>
    public static Structure Bcc(Element element, double a) => Cubic(a, (element, BodyCentred));

    /// <summary>Diamond, 8 atoms.</summary>
    public static Structure Diamond(Element element, double a) => ZincBlende(element, element, a);

    /// <summary>Zinc blende (sphalerite), 4 + 4 atoms: anions on the quarter points.</summary>
    public static Structure ZincBlende(Element cation, Element anion, double a) =>
        Cubic(a, (cation, FaceCentred), (anion, Shifted(FaceCentred, new Vec3(0.25, 0.25, 0.25))));

    /// <summary>Rock salt, 4 + 4 atoms.</summary>
    public static Structure RockSalt(Element cation, Element anion, double a) =>
        Cubic(a, (cation, FaceCentred), (anion, Shifted(FaceCentred, new Vec3(0.5, 0.5, 0.5))));

    /// <summary>Caesium chloride, 1 + 1 atoms.</summary>
    public static Structure CaesiumChloride(Element cation, Element anion, double a) =>
        Cubic(a, (cation, SimpleSites), (anion, Shifted(SimpleSites, new Vec3(0.5, 0.5, 0.5))));

    /// <summary>Hexagonal close packing, 2 atoms, γ = 120°.</summary>
    /// <param name="c">Å; the ideal √(8/3) a where not given.</param>
    public static Structure Hcp(Element element, double a, double? c = null)
    {
        var height = c ?? Math.Sqrt(8.0 / 3) * a;
        var cell = new Cell(new Vec3(a, 0, 0), new Vec3(-a / 2, Math.Sqrt(3) / 2 * a, 0), new Vec3(0, 0, height));
        return Build(cell, (element, [new Vec3(1.0 / 3, 2.0 / 3, 0.25), new Vec3(2.0 / 3, 1.0 / 3, 0.75)]));
    }

    static Vec3[] SimpleSites => [Vec3.Zero];

    static Vec3[] BodyCentred => [Vec3.Zero, new(0.5, 0.5, 0.5)];

    static Vec3[] FaceCentred => [Vec3.Zero, new(0, 0.5, 0.5), new(0.5, 0, 0.5), new(0.5, 0.5, 0)];

    static Vec3[] Shifted(Vec3[] sites, Vec3 by) => [.. sites.Select(s => s + by)];

    static Structure Cubic(double a, params (Element, Vec3[])[] basis) => Build(Cell.Cubic(a), basis);

    static Structure Build(Cell cell, params (Element Element, Vec3[] Sites)[] basis)
    {
        var atoms = basis.SelectMany(b => b.Sites.Select(s => (b.Element, Position: cell.ToCartesian(new Vec3(Fraction(s.X), Fraction(s.Y), Fraction(s.Z)))))).ToArray();
        return new Structure([.. atoms.Select(x => x.Element)], [.. atoms.Select(x => x.Position)], cell, Periodicity.All);
    }

    static double Fraction(double s) => s - Math.Floor(s);
}
