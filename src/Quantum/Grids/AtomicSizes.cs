using Athanor.Atoms;

namespace Athanor.Quantum;

/// <summary>How large atoms are to the grids, for hydrogen to krypton; what lies beyond counts as krypton's neighbour would.</summary>
internal static class AtomicSizes
{
    // Slater, J. Chem. Phys. 41, 3199 (1964), Å; hydrogen 0.35 as Becke wants it, noble gases between their neighbours.
    static readonly double[] Bragg =
    [
        0.35, 0.35,
        1.45, 1.05, 0.85, 0.70, 0.65, 0.60, 0.50, 0.50,
        1.80, 1.50, 1.25, 1.10, 1.00, 1.00, 1.00, 1.00,
        2.20, 1.80, 1.60, 1.40, 1.35, 1.40, 1.40, 1.40, 1.35, 1.35, 1.35, 1.35, 1.30, 1.25, 1.15, 1.15, 1.15, 1.15,
    ];

    // Treutler, Ahlrichs, J. Chem. Phys. 102, 346 (1995), table I, bohr.
    static readonly double[] Scales =
    [
        0.8, 0.9,
        1.8, 1.4, 1.3, 1.1, 0.9, 0.9, 0.9, 0.9,
        1.4, 1.3, 1.3, 1.2, 1.1, 1.0, 1.0, 1.0,
        1.5, 1.4, 1.3, 1.2, 1.2, 1.2, 1.2, 1.2, 1.2, 1.1, 1.1, 1.1, 1.1, 1.0, 0.9, 0.9, 0.9, 0.9,
    ];

    /// <summary>Bragg–Slater radius, Å.</summary>
    public static double Radius(Element element) => Bragg[Math.Min(element.AtomicNumber, Bragg.Length) - 1];

    /// <summary>ξ of <see cref="RadialGrid"/>, bohr.</summary>
    public static double Scale(Element element) => Scales[Math.Min(element.AtomicNumber, Scales.Length) - 1];
}
