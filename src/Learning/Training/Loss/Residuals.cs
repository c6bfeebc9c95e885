namespace Athanor.Learning;

/// <summary>Sums of squared residuals by kind of label, in physical units, weighted by frame.</summary>
public struct Residuals
{
    /// <summary>Σ (ΔE/N)², eV² per atom².</summary>
    internal double Energy;

    /// <summary>Σ ΔF², (eV/Å)².</summary>
    internal double Force;

    /// <summary>Σ ΔS², (eV/Å³)².</summary>
    internal double Stress;

    /// <summary>Weighted numbers of energies, force components and stress components.</summary>
    internal double Energies, Forces, Stresses;

    public readonly double EnergyRmse => Energies > 0 ? Math.Sqrt(Energy / Energies) : 0;

    public readonly double ForceRmse => Forces > 0 ? Math.Sqrt(Force / Forces) : 0;

    public readonly double StressRmse => Stresses > 0 ? Math.Sqrt(Stress / Stresses) : 0;

    /// <summary>χ² under a likelihood: Σ of squared dimensionless residuals.</summary>
    internal readonly double ChiSquared(Likelihood sigma) =>
        Energy / (sigma.Energy * sigma.Energy) + Force / (sigma.Force * sigma.Force) + Stress / (sigma.Stress * sigma.Stress);

    internal readonly bool IsFinite => double.IsFinite(Energy + Force + Stress);

    /// <summary>The same of <paramref name="factor"/> times the weight.</summary>
    internal readonly Residuals Scaled(double factor) => new()
    {
        Energy = factor * Energy,
        Force = factor * Force,
        Stress = factor * Stress,
        Energies = factor * Energies,
        Forces = factor * Forces,
        Stresses = factor * Stresses,
    };

    internal void Add(in Residuals other)
    {
        Energy += other.Energy;
        Force += other.Force;
        Stress += other.Stress;
        Energies += other.Energies;
        Forces += other.Forces;
        Stresses += other.Stresses;
    }

    /// <summary>Residuals of one frame's prediction.</summary>
    internal static Residuals Of(TrainingFrame frame, double energy, ReadOnlySpan<double> rows)
    {
        var r = default(Residuals);
        if (frame.Energy is { } reference)
        {
            r.Energies = Likelihood.EnergyCount(frame);
            r.Energy = r.Energies * Square((energy - reference) / frame.Features.Atoms);
        }
        for (var k = 0; k < rows.Length; k++)
        {
            if (double.IsNaN(frame.Rows[k]))
                continue;
            if (k < 3 * frame.Features.Atoms)
            {
                r.Force += frame.Weight * Square(rows[k] - frame.Rows[k]);
                r.Forces += frame.Weight;
            }
            else
            {
                r.Stress += frame.Weight * Square((rows[k] - frame.Rows[k]) / frame.Features.Volume);
                r.Stresses += frame.Weight;
            }
        }
        return r;
    }

    static double Square(double x) => x * x;
}
