namespace Athanor.Quantum;

/// <summary>The functionals, one a line: names, share of exact exchange, parts with their shares, source.</summary>
internal static class FunctionalCatalogue
{
    static readonly IFunctionalPart Slater = new SlaterExchange(), PbeX = new PbeExchange(), PbeC = new PbeCorrelation();

    public static IReadOnlyList<Functional> All { get; } =
    [
        new(["svwn", "svwn5", "lda"], 0, [(1, Slater), (1, VwnCorrelation.Five)], "Slater's exchange; Vosko, Wilk, Nusair, Can. J. Phys. 58, 1200 (1980), formula V"),
        new(["svwn-rpa"], 0, [(1, Slater), (1, VwnCorrelation.RandomPhase)], "Slater's exchange; Vosko, Wilk, Nusair, Can. J. Phys. 58, 1200 (1980), random phase approximation"),
        new(["pbe"], 0, [(1, PbeX), (1, PbeC)], "Perdew, Burke, Ernzerhof, Phys. Rev. Lett. 77, 3865 (1996)"),
        new(["pbe0"], 0.25, [(0.75, PbeX), (1, PbeC)], "Adamo, Barone, J. Chem. Phys. 110, 6158 (1999)"),
    ];
}
