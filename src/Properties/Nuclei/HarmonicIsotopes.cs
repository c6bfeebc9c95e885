using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Simulation;

namespace Athanor.Properties;

/// <summary>Isotope effects of harmonic vibrations (Bigeleisen and Mayer, J. Chem. Phys. 15, 261 (1947)): products of (u/2)/sinh(u/2) over the modes, u = ħω/kT.</summary>
public static class HarmonicIsotopes
{
    /// <summary>ln β of the structure at rest: how much the heavy isotopes prefer it over a place where nuclei are classical; the model's error is the spread over members.</summary>
    /// <param name="heavy">amu, by atom; the structure's own masses are the light ones.</param>
    /// <param name="discretised">The same of rings of so many beads, exactly: what their number costs a path integral.</param>
    /// <exception cref="SimulationException">Nothing is substituted.</exception>
    public static Estimate Of(
        Structure structure, IPotential potential, IReadOnlyList<double> heavy, double temperature, int beads, out double discretised, Team? team = null, CancellationToken cancellation = default)
    {
        (double Exact, double Ring) LogRatio(IPotential of)
        {
            var (light, other) = Both(structure, of, heavy, relax: true, team, cancellation);
            return (Excess(other, temperature) - Excess(light, temperature), RingExcess(other, temperature, beads) - RingExcess(light, temperature, beads));
        }
        (var exact, discretised) = LogRatio(potential);
        return new Estimate(exact, "", null, MemberSpread.Of(potential, of => [LogRatio(of).Exact])?[0]);
    }

    /// <summary>
    /// ln(k/k*) of a reaction over a saddle point: ln(ν‡/ν‡*) + ln β − ln β‡, and, where wanted, Wigner's tunnelling 1 + u‡²/24 in both rates.
    /// </summary>
    /// <param name="saddle">Left where it stands. Atoms in the order of the reactant.</param>
    /// <exception cref="SimulationException">Nothing is substituted; or the saddle has not exactly one imaginary mode.</exception>
    public static Estimate Kinetic(
        Structure reactant, Structure saddle, IPotential potential, IReadOnlyList<double> heavy, double temperature, bool tunnelling, Team? team = null, CancellationToken cancellation = default)
    {
        double LogRatio(IPotential of)
        {
            var (light, other) = Both(reactant, of, heavy, relax: true, team, cancellation);
            var (top, otherTop) = Both(saddle, of, heavy, relax: false, team, cancellation);
            double Wigner(double wavenumber) => Math.Log(1 + Math.Pow(wavenumber * Units.InverseCentimetre / (Units.Boltzmann * temperature), 2) / 24);
            var (first, second) = (SaddlePoint.ImaginaryOf(top), SaddlePoint.ImaginaryOf(otherTop));
            return Math.Log(first / second) + Excess(other, temperature) - Excess(light, temperature) - Excess(otherTop, temperature) + Excess(top, temperature)
                + (tunnelling ? Wigner(first) - Wigner(second) : 0);
        }
        return new Estimate(LogRatio(potential), "", null, MemberSpread.Of(potential, of => [LogRatio(of)])?[0]);
    }

    static (Vibrations Light, Vibrations Heavy) Both(Structure structure, IPotential potential, IReadOnlyList<double> heavy, bool relax, Team? team, CancellationToken cancellation)
    {
        if (heavy.Count != structure.Count || !Enumerable.Range(0, structure.Count).Any(i => heavy[i] != structure.MassOf(i)))
            throw new SimulationException("No atom has another mass in the second isotopologue: there is nothing to compare.");
        var light = structure.Clone();
        (light.Velocities, light.Masses) = (null, [.. Enumerable.Range(0, structure.Count).Select(structure.MassOf)]);
        var first = Vibrations.Of(light, potential, new VibrationSettings { Relax = relax }, team, null, cancellation);
        var at = first.Structure.Clone();
        at.Masses = [.. heavy];
        // The Hessian is the same; so is where it is taken.
        return (first, Vibrations.Of(at, potential, new VibrationSettings { Relax = false }, team, null, cancellation));
    }

    static double Excess(Vibrations vibrations, double temperature) => vibrations.Modes.Where(m => !m.IsImaginary).Sum(m =>
    {
        var half = m.ZeroPointEnergy / (Units.Boltzmann * temperature);
        return Math.Log(half / Math.Sinh(half));
    });

    /// <summary>Π_k ω_k/√(ω_k² + ω²) over the internal modes of the ring, in place of (u/2)/sinh(u/2).</summary>
    static double RingExcess(Vibrations vibrations, double temperature, int beads) => vibrations.Modes.Where(m => !m.IsImaginary).Sum(m =>
    {
        double sum = 0;
        for (var k = 1; k < beads; k++)
        {
            var spring = 2 * beads * Units.Boltzmann * temperature * Math.Sin(Math.PI * k / beads);
            sum -= 0.5 * Math.Log(1 + Math.Pow(2 * m.ZeroPointEnergy / spring, 2));
        }
        return sum;
    });
}
