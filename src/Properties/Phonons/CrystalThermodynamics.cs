using Athanor.Atoms;

namespace Athanor.Properties;

/// <summary>What harmonic phonons have of energy and entropy, for a primitive cell: the sum over a mesh of wave vectors, of modes that are not imaginary.</summary>
public sealed class CrystalThermodynamics
{
    /// <summary>THz; what is softer is a translation of the whole crystal, or imaginary.</summary>
    internal const double Softest = 5e-3;

    readonly (double Wavenumber, double Weight)[] _modes;

    public CrystalThermodynamics(WaveVectorMesh mesh, PhononModes modes)
    {
        var found = new List<(double, double)>();
        var left = 0.0;
        for (var q = 0; q < modes.Q.Count; q++)
        {
            for (var m = 0; m < modes.Branches; m++)
            {
                var frequency = modes.Frequency(q, m);
                var weight = (double)mesh.Weights[q] / mesh.Count;
                if (frequency > Softest)
                    found.Add((frequency / (1e3 * Units.SpeedOfLight), weight));
                else if (frequency < -Softest)
                    left += weight / modes.Branches;
            }
        }
        (_modes, Imaginary) = ([.. found], left);
    }

    /// <summary>The part of all modes that is imaginary, and nothing of which is in here.</summary>
    public double Imaginary { get; }

    /// <summary>½ Σ hν, eV for a primitive cell.</summary>
    public double ZeroPointEnergy => At(0).Energy;

    /// <summary>Energy above the potential's minimum, with the zero-point energy (eV), entropy and heat capacity (eV/K), for a primitive cell.</summary>
    /// <param name="temperature">K, from 0 on.</param>
    public Contribution At(double temperature)
    {
        var sum = default(Contribution);
        foreach (var (wavenumber, weight) in _modes)
        {
            var one = temperature > 0 ? Contribution.Oscillator(wavenumber, temperature) : new Contribution(0.5 * wavenumber * Units.InverseCentimetre, 0, 0);
            sum += new Contribution(weight * one.Energy, weight * one.Entropy, weight * one.HeatCapacity);
        }
        return sum;
    }

    /// <summary>F = U − T S above the potential's minimum, eV for a primitive cell.</summary>
    public double FreeEnergy(double temperature) => At(temperature) is var state ? state.Energy - temperature * state.Entropy : 0;
}
