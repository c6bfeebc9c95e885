using Athanor.Atoms;

namespace Athanor.Potentials;

/// <summary>Parameters as Tersoff published them, by the names that follow <c>tersoff:</c>.</summary>
static class TersoffSets
{
    /// <param name="R">Where the bond begins to be switched off, Å, and <paramref name="S"/> where it ends.</param>
    sealed record OfElement(string Symbol, double A, double B, double Lambda, double Mu, double Beta, double N, double C, double D, double H, double R, double S);

    // Phys. Rev. B 39, 5566 (1989), table I, with its erratum (41, 3248); silicon is that of 38, 9902 (1988), carbon that of Phys. Rev. Lett. 61, 2879 (1988).
    static readonly OfElement
        Carbon = new("C", 1393.6, 346.74, 3.4879, 2.2119, 1.5724e-7, 0.72751, 38049, 4.3484, -0.57058, 1.8, 2.1),
        Silicon = new("Si", 1830.8, 471.18, 2.4799, 1.7322, 1.1e-6, 0.78734, 1.0039e5, 16.217, -0.59825, 2.7, 3.0),
        Germanium = new("Ge", 1769, 419.23, 2.4451, 1.7047, 9.0166e-7, 0.75627, 1.0643e5, 15.652, -0.43884, 2.8, 3.1);

    internal static IReadOnlyList<string> Names { get; } = ["Si", "C", "Ge", "SiC", "SiGe", "Si-T2"];

    internal static string Source(string name) => name switch
    {
        "Si" => "Tersoff, Phys. Rev. B 38, 9902 (1988), known as T3 or Si(C)",
        "Si-T2" => "Tersoff, Phys. Rev. B 37, 6991 (1988), known as T2 or Si(B)",
        "C" => "Tersoff, Phys. Rev. Lett. 61, 2879 (1988)",
        _ => "Tersoff, Phys. Rev. B 39, 5566 (1989), and its erratum 41, 3248 (1990)",
    };

    /// <summary>Null where there is no such set.</summary>
    internal static TersoffTable? Find(string name) => name switch
    {
        "Si" => Mixed(1, Silicon),
        "C" => Mixed(1, Carbon),
        "Ge" => Mixed(1, Germanium),
        "SiC" => Mixed(0.9776, Silicon, Carbon),
        "SiGe" => Mixed(1.00061, Silicon, Germanium),
        "Si-T2" => new TersoffTable([Element.Parse("Si")], new TersoffEntry?[,,] { { { new TersoffEntry(3, 1, 1.3258, 4.8381, 2.0417, 0, 22.956, 0.33675, 1.3258, 95.373, 3.0, 0.2, 3.2394, 3264.7) } } }),
        _ => null,
    };

    /// <summary>By the paper's rules: exponents are arithmetic means, energies and cutoffs geometric ones, attraction of unlike atoms is scaled by χ; all that makes the angle is the centre's.</summary>
    static TersoffTable Mixed(double chi, params OfElement[] elements)
    {
        var n = elements.Length;
        var entries = new TersoffEntry?[n, n, n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                for (var k = 0; k < n; k++)
                {
                    OfElement own = elements[i], bond = elements[j], third = elements[k];
                    double inner = Math.Sqrt(own.R * third.R), outer = Math.Sqrt(own.S * third.S);
                    entries[i, j, k] = new TersoffEntry(
                        3, 1, 0, own.C, own.D, own.H, own.N, own.Beta, (own.Mu + bond.Mu) / 2, (i == j ? 1 : chi) * Math.Sqrt(own.B * bond.B), (inner + outer) / 2, (outer - inner) / 2,
                        (own.Lambda + bond.Lambda) / 2, Math.Sqrt(own.A * bond.A));
                }
            }
        }
        return new TersoffTable([.. elements.Select(e => Element.Parse(e.Symbol))], entries);
    }
}
