using Athanor.Atoms;

namespace Athanor.Potentials.Behler;

/// <summary>
/// Many more symmetry functions than a model wants, to choose from: radial ones as broad and narrow shells between the nearest contact and the cutoff and as Gaussians
/// on the centre (Imbalzano et al., J. Chem. Phys. 148, 241730, 2018), angular ones over a range of widths and of sharpness in the angle, narrow and wide.
/// </summary>
static class FunctionPool
{
    /// <summary>Elements up to which angular functions tell pairs of elements apart; beyond, they are weighted by atomic numbers.</summary>
    const int MostResolvedElements = 3;

    /// <summary>Exponents of angular functions times rc²: from all pairs alike to only the nearest shell.</summary>
    static readonly double[] Widths = [0.5, 2, 6, 16];

    static readonly double[] Sharpness = [1, 2, 4, 8, 16];

    /// <param name="contact">Distance of the nearest atoms, Å.</param>
    internal static List<SymmetryFunction> Make(IReadOnlyCollection<Element> elements, double contact, double cutoff)
    {
        var pool = new List<SymmetryFunction>();
        foreach (var neighbour in elements)
            pool.AddRange(Radial(neighbour, contact, cutoff));
        if (elements.Count > MostResolvedElements)
        {
            pool.AddRange(Radial(null, contact, cutoff));
            pool.AddRange(Angular(null, cutoff));
            return pool;
        }
        Element[] sorted = [.. elements.Order()];
        for (var a = 0; a < sorted.Length; a++)
        {
            for (var b = a; b < sorted.Length; b++)
                pool.AddRange(Angular(new ElementPair(sorted[a], sorted[b]), cutoff));
        }
        return pool;
    }

    static IEnumerable<SymmetryFunction> Radial(Element? neighbour, double contact, double cutoff)
    {
        foreach (var shells in new[] { 6, 12 })
        {
            var spacing = (cutoff - contact) / shells;
            var eta = Rounded(1 / Square(spacing));
            for (var m = 0; m < shells; m++)
                yield return new RadialFunction(neighbour, eta, Rounded(contact + m * spacing), cutoff);
        }
        for (var m = 0; m < 6; m++)
            yield return new RadialFunction(neighbour, Rounded(Square(Math.Pow(6, m / 5.0) / cutoff)), 0, cutoff);
    }

    static IEnumerable<SymmetryFunction> Angular(ElementPair? pair, double cutoff)
    {
        foreach (var narrow in new[] { true, false })
        {
            foreach (var width in Widths)
            {
                foreach (var zeta in Sharpness)
                {
                    foreach (var lambda in new[] { -1, 1 })
                        yield return new AngularFunction(pair, narrow, Rounded(width / Square(cutoff)), 0, lambda, zeta, cutoff);
                }
            }
        }
    }

    static double Square(double x) => x * x;

    /// <summary>To four digits, so that a model's header reads well.</summary>
    static double Rounded(double x)
    {
        if (x == 0)
            return 0;
        var digits = 3 - (int)Math.Floor(Math.Log10(Math.Abs(x)));
        return digits is >= 0 and <= 15 ? Math.Round(x, digits) : x;
    }
}
