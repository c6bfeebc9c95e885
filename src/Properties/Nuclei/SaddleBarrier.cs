using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Simulation;

namespace Athanor.Properties;

/// <summary>An Eckart barrier from a saddle point and what lies on both sides of it.</summary>
public static class SaddleBarrier
{
    /// <summary>Heights with zero-point energies (of all modes but the imaginary one), frequency of the imaginary mode.</summary>
    /// <param name="saddle">Left where it stands.</param>
    /// <param name="reactant">Brought to rest.</param>
    /// <param name="product">Brought to rest; null for one as high as the reactant.</param>
    /// <exception cref="SimulationException">The saddle has not one imaginary mode, or a side lies above it.</exception>
    public static EckartBarrier Of(Structure saddle, Structure reactant, Structure? product, IPotential potential, Team? team = null, CancellationToken cancellation = default)
    {
        var top = Vibrations.Of(saddle, potential, new VibrationSettings { Relax = false }, team, null, cancellation);
        var imaginary = SaddlePoint.ImaginaryOf(top);
        double Height(Structure side, string name)
        {
            var rest = Vibrations.Of(side, potential, null, team, null, cancellation);
            var height = top.Rest.Energy + top.ZeroPointEnergy - rest.Rest.Energy - rest.ZeroPointEnergy;
            return height > 0 ? height : throw new SimulationException($"The {name} lies {-height:G4} eV above the saddle point, zero-point energies included: there is no barrier. Are these the right files?");
        }
        var forward = Height(reactant, "reactant");
        return new EckartBarrier(forward, product is null ? forward : Height(product, "product"), imaginary * 2 * Math.PI * Units.SpeedOfLight);
    }
}
