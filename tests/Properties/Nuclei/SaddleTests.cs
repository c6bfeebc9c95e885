using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Simulation;

namespace Athanor.Properties.Tests;

/// <summary>Four argon atoms: a tetrahedron turns inside out over a flat rhombus, which is a saddle point.</summary>
public sealed class SaddleTests
{
    const double Epsilon = 0.0104;

    static readonly IPotential Argon = PotentialGrammar.Parse("lj:epsilon=0.0104,sigma=3.4,cutoff=40");

    static Structure Tetrahedron => Molecules.Of("Ar Ar Ar Ar", new Vec3(0, 0, 0), new Vec3(2.7, 2.7, 0), new Vec3(2.7, 0, 2.7), new Vec3(0, 2.7, 2.7));

    // Flat it stays while it comes to rest: nothing pulls out of the plane.
    static Structure Rhombus => Relaxation.Run(Molecules.Of("Ar Ar Ar Ar", new Vec3(1.9, 0, 0), new Vec3(-1.9, 0, 0), new Vec3(0, 3.3, 0), new Vec3(0, -3.3, 0)), Argon,
        new RelaxationSettings { ForceTolerance = 1e-9 }).Structure;

    [Fact]
    public void A_barrier_comes_from_a_saddle_point()
    {
        var saddle = Rhombus;
        var barrier = SaddleBarrier.Of(saddle, Tetrahedron, null, Argon);
        var (top, bottom) = (Vibrations.Of(saddle, Argon, new VibrationSettings { Relax = false }), Vibrations.Of(Tetrahedron, Argon));
        // Less than 5 cm⁻¹, and a saddle: everything is soft here.
        Assert.InRange(top.Modes[0].Wavenumber, -5, -0.1);
        Assert.Equal(1, SaddlePoint.OrderOf(top));
        // The two energies of LJ4, −6 ε and −5.0734 ε.
        Assert.Equal((6 - 5.073421) * Epsilon + top.ZeroPointEnergy - bottom.ZeroPointEnergy, barrier.Forward, 1e-5 * Epsilon);
        Assert.Equal(barrier.Forward, barrier.Backward);
        Assert.Equal(-top.Modes[0].Wavenumber, barrier.Frequency / (2 * Math.PI * Units.SpeedOfLight), 1e-9);
        Assert.Contains("one imaginary mode", Assert.Throws<SimulationException>(() => SaddleBarrier.Of(Tetrahedron, saddle, null, Argon)).Message, StringComparison.Ordinal);
    }

    /// <summary>All atoms heavier by one factor: hot, the rates' ratio is that of the imaginary frequencies; cold, zero points are added.</summary>
    [Fact]
    public void A_kinetic_isotope_effect_is_Bigeleisens()
    {
        const double Share = 1.21;
        var (saddle, reactant) = (Rhombus, Tetrahedron);
        double[] heavy = [.. Enumerable.Range(0, 4).Select(i => Share * reactant.MassOf(i))];
        var hot = HarmonicIsotopes.Kinetic(reactant, saddle, Argon, heavy, 1e5, false);
        Assert.Equal(0.5 * Math.Log(Share), hot.Value, 1e-6);
        var (top, bottom) = (Vibrations.Of(saddle, Argon, new VibrationSettings { Relax = false }), Vibrations.Of(reactant, Argon));
        double Excess(Vibrations of, double scale) => of.Modes.Where(m => !m.IsImaginary).Sum(m => m.ZeroPointEnergy * scale / (Units.Boltzmann * 20) is var half ? Math.Log(half / Math.Sinh(half)) : 0);
        double Change(Vibrations of) => Excess(of, 1 / Math.Sqrt(Share)) - Excess(of, 1);
        Assert.Equal(0.5 * Math.Log(Share) + Change(bottom) - Change(top), HarmonicIsotopes.Kinetic(reactant, saddle, Argon, heavy, 20, false).Value, 1e-6);
        Assert.True(HarmonicIsotopes.Kinetic(reactant, saddle, Argon, heavy, 20, true).Value > HarmonicIsotopes.Kinetic(reactant, saddle, Argon, heavy, 20, false).Value);
    }
}
