using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Properties;

/// <summary>One harmonic vibration.</summary>
/// <param name="Eigenvalue">λ = ω² of the mass-weighted Hessian, eV/Å²/amu; negative where the energy falls along the mode.</param>
/// <param name="ReducedMass">μ, amu, that goes with displacements of unit length: Σ m_i d_i².</param>
/// <param name="Displacements">By atom, Σ |d_i|² = 1; of either sign the one that makes the largest component positive.</param>
public sealed record NormalMode(double Eigenvalue, double ReducedMass, IReadOnlyList<Vec3> Displacements)
{
    /// <summary>ν̃ = √λ / 2πc in cm⁻¹; −√|λ| / 2πc, a negative number, where the frequency is imaginary.</summary>
    public double Wavenumber => WavenumberOf(Eigenvalue);

    public bool IsImaginary => Eigenvalue < 0;

    /// <summary>k = μ ω², eV/Å²: the curvature of the energy along the displacements.</summary>
    public double ForceConstant => ReducedMass * Eigenvalue;

    /// <summary>"1623.4", or "512.0i" where imaginary.</summary>
    public string WavenumberText(int decimals = 1) => Reports.NumberText.Fixed(Math.Abs(Wavenumber), decimals) + (IsImaginary ? "i" : "");

    /// <summary>hν̃c/2, eV; zero for an imaginary mode.</summary>
    public double ZeroPointEnergy => IsImaginary ? 0 : 0.5 * Wavenumber * Units.InverseCentimetre;

    /// <summary>Fractions of the kinetic energy by element, the largest first.</summary>
    public IReadOnlyList<(Element Element, double Fraction)> Shares(Structure structure)
    {
        var weights = Displacements.Select((d, i) => (Element: structure.Elements[i], Weight: structure.MassOf(i) * d.LengthSquared)).ToArray();
        var total = weights.Sum(w => w.Weight);
        return [.. weights.GroupBy(w => w.Element).Select(g => (g.Key, g.Sum(w => w.Weight) / total)).OrderByDescending(s => s.Item2).ThenBy(s => s.Key)];
    }

    internal static double WavenumberOf(double eigenvalue) =>
        Math.Sign(eigenvalue) * Math.Sqrt(Math.Abs(eigenvalue) * Units.AccelerationPerForce) / (2 * Math.PI * Units.SpeedOfLight);

    /// <summary>From an eigenvector in mass-weighted coordinates.</summary>
    internal static NormalMode From(double eigenvalue, double[] cartesian)
    {
        // With u normalised, Σ |u_i/√m_i|² = 1/μ.
        var square = cartesian.Sum(x => x * x);
        var largest = cartesian.MaxBy(Math.Abs);
        var scale = Math.Sign(largest) / Math.Sqrt(square);
        var displacements = new Vec3[cartesian.Length / 3];
        for (var i = 0; i < displacements.Length; i++)
            displacements[i] = scale * new Vec3(cartesian[3 * i], cartesian[3 * i + 1], cartesian[3 * i + 2]);
        return new NormalMode(eigenvalue, 1 / square, displacements);
    }
}
