using Athanor.Atoms;

namespace Athanor.Properties;

/// <summary>
/// Two atoms in a well −D e^(−(r−r₀)²/2w²) (<c>gaussian:</c> in the grammar): harmonic frequency in closed form, and the levels of the motion along r to second order in ε = ħω/D, by perturbation theory from the fourth and
/// sixth powers of the well (it has no odd ones).
/// </summary>
/// <param name="Depth">D, eV.</param>
/// <param name="Width">w, Å.</param>
/// <param name="ReducedMass">μ, amu.</param>
readonly record struct GaussianWellLaw(double Depth, double Width, double ReducedMass)
{
    /// <summary>k = D/w², eV/Å².</summary>
    public double ForceConstant => Depth / (Width * Width);

    /// <summary>ν = √(D/μ)/2πw, 1/s.</summary>
    public double Frequency => Math.Sqrt(ForceConstant / ReducedMass * Units.AccelerationPerForce) / (2 * Math.PI) * 1e15;

    /// <summary>ν/c, cm⁻¹.</summary>
    public double Wavenumber => NormalMode.WavenumberOf(ForceConstant / ReducedMass);

    /// <summary>ε = ħω/D: how far the well is from harmonic; about half its inverse is the number of levels.</summary>
    public double Anharmonicity => Quantum / Depth;

    double Quantum => Wavenumber * Units.InverseCentimetre;

    /// <summary>
    /// E_n above the bottom, eV: ħω [(n + ½) − ε (3/32)(2n² + 2n + 1) + ε² ((5/384)(4n³ + 6n² + 8n + 3) − (1/512)(34n³ + 51n² + 59n + 21))]. Off by some ε³ħω of the ground state, more of higher ones.
    /// </summary>
    public double Level(int n)
    {
        double m = n, e = Anharmonicity;
        var first = 3.0 / 32 * (2 * m * m + 2 * m + 1);
        var second = 5.0 / 384 * (4 * m * m * m + 6 * m * m + 8 * m + 3) - (34 * m * m * m + 51 * m * m + 59 * m + 21) / 512;
        return Quantum * (m + 0.5 - e * first + e * e * second);
    }

    /// <summary>(E₁ − E₀)/hc = ν̃ (1 − 3ε/8 − 3ε²/64), cm⁻¹; the first correction, 3ħ²/8μw², does not know the depth.</summary>
    public double Fundamental => Wavenumber * (1 - 0.375 * Anharmonicity - 3.0 / 64 * Anharmonicity * Anharmonicity);

    /// <summary>The well of this depth (eV) in which a reduced mass (amu) has this harmonic wavenumber (cm⁻¹): w = √(D/μ)/ω.</summary>
    public static GaussianWellLaw Of(double wavenumber, double depth, double reducedMass)
    {
        var unit = NormalMode.WavenumberOf(depth / reducedMass);
        return new GaussianWellLaw(depth, unit / wavenumber, reducedMass);
    }
}
