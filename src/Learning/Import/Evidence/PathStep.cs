using Athanor.Numerics;

namespace Athanor.Learning;

/// <summary>
/// Two frames of the same atoms that lie near one another, with what their labels say of the straight way between them. Where labels agree,
/// EnergyChange = ForceWork + Work of the stress, up to the trapezoid rule's error, which is of third order in the step.
/// </summary>
/// <param name="Distance">Root mean square displacement of an atom, the strain included, Å.</param>
/// <param name="StretchShare">How much of the distance is the cell's strain, 0 to 1.</param>
/// <param name="EnergyChange">E_second − E_first, as labelled; NaN where one is missing.</param>
/// <param name="ForceWork">−½ Σ (F_first + F_second) · Δr over displacements within the cell; NaN where forces are missing.</param>
/// <param name="FirstStrain">The strain of the cell from first to second, relative to the first; zero where the cell is the same.</param>
/// <param name="SecondStrain">The same strain, relative to the second.</param>
internal sealed record PathStep(int First, int Second, double Distance, double StretchShare, double EnergyChange, double ForceWork, Mat3 FirstStrain, Mat3 SecondStrain)
{
    /// <summary>Largest strain that cells written with six digits may differ by and still be the same cell.</summary>
    const double Rounding = 2e-6;

    public bool SameCell => Size(FirstStrain) < Rounding;

    public static double Size(Mat3 m) => Math.Sqrt(m.Row(0).LengthSquared + m.Row(1).LengthSquared + m.Row(2).LengthSquared);
}
