using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Simulation;

namespace Athanor.Properties.Tests;

public sealed class QuantumNucleiTests
{
    /// <summary>Hydrogen in quartic wells: energy and its parts as the levels on a grid have them, and as the virial theorem wants, 2K = 4V.</summary>
    [Fact]
    public void A_quartic_oscillator_has_the_energy_of_its_levels()
    {
        const double Strength = 30, Temperature = 500;
        const int Atoms = 16;
        var structure = new Structure([.. Enumerable.Repeat(Element.Parse("H"), Atoms)], [.. Enumerable.Range(0, Atoms).Select(i => new Vec3(5 * i, 0, 0))]);
        var levels = new SincDvr(x => Strength * Math.Pow(x, 4), structure.MassOf(0), -1.2, 1.2, 90);
        using var dynamics = PathIntegralDynamics.Start(structure, new QuarticWell(structure.Positions, Strength), new PathIntegralSettings { Temperature = Temperature, Beads = 24, Friction = 0.05 });
        var averages = new NuclearAverages(structure, 4) { From = 400 };
        dynamics.Attach(averages);
        dynamics.Run(5000);
        var nuclei = QuantumNuclei.Of(dynamics, averages);
        var exact = 3 * Atoms * levels.MeanEnergy(Temperature);
        Assert.True(exact > 1.2 * 3 * Atoms * 0.75 * Units.Boltzmann * Temperature, "Nothing quantum is tested.");
        void Near(double expected, Estimate found)
        {
            Assert.InRange(found.Value, expected - 3.5 * found.Statistical!.Value - 0.005 * exact, expected + 3.5 * found.Statistical.Value + 0.005 * exact);
            Assert.True(found.Statistical < 0.03 * exact, $"{found}");
        }
        Near(exact, nuclei.Energy);
        Near(exact / 3, nuclei.PotentialEnergy);
        Near(2 * exact / 3, nuclei.KineticEnergy);
        Near(2 * exact / 3, nuclei.PrimitiveKineticEnergy);
        var (_, kinetic, gyration) = Assert.Single(nuclei.Elements);
        Assert.Equal(nuclei.KineticEnergy.Value / Atoms, kinetic.Value, 1e-9);
        Assert.InRange(gyration.Value, 0.05, 0.4);
    }

    [Fact]
    public void What_flies_apart_says_so_and_has_no_errors_of_rounding()
    {
        var structure = Molecules.Of("H H H", Vec3.Zero, new Vec3(0, 0, 2.9), new Vec3(0, 2.9, 0));
        using var dynamics = PathIntegralDynamics.Start(structure, PotentialGrammar.Parse("lj:epsilon=1e-9,sigma=1.5,cutoff=3"), new PathIntegralSettings { Temperature = 600, Beads = 4 });
        var averages = new NuclearAverages(structure, 10) { From = 500 };
        dynamics.Attach(averages);
        dynamics.Run(1500);
        var nuclei = QuantumNuclei.Of(dynamics, averages);
        Assert.NotEmpty(nuclei.Strays);
        Assert.Contains("flew apart", QuantumNucleiTables.Remarks([nuclei]).First(), StringComparison.Ordinal);
        Assert.DoesNotContain("⁻¹⁷", string.Concat(QuantumNucleiTables.All([nuclei]).Select(t => t.ToText())), StringComparison.Ordinal);
    }

    /// <summary>A vibration of 8 fs: a step of 2.2 fs feeds the rings, one of 0.25 fs does not.</summary>
    [Theory]
    [InlineData(2.2, true)]
    [InlineData(0.25, false)]
    public void A_step_that_is_too_long_is_remarked_on(double timeStep, bool said)
    {
        var structure = Molecules.Of("H H", Vec3.Zero, new Vec3(0, 0, 0.741));
        using var dynamics = PathIntegralDynamics.Start(structure, PotentialGrammar.Parse("morse:D=4.75,alpha=1.95,r0=0.741,cutoff=9"), new PathIntegralSettings { Temperature = 300, Beads = 4, TimeStep = timeStep });
        var averages = new NuclearAverages(structure, 10);
        dynamics.Attach(averages);
        dynamics.Run(4000);
        var nuclei = QuantumNuclei.Of(dynamics, averages);
        Assert.True(said == string.Join(' ', QuantumNucleiTables.Remarks([nuclei])).Contains("--timestep 1.1", StringComparison.Ordinal), $"{1000 * nuclei.Drift} meV");
    }

    /// <summary>A molecule of Morse's: bonds of beads scatter more than those of centroids, and the committee's spread is that of its members' zero points.</summary>
    [Fact]
    public void Bonds_and_members_are_watched()
    {
        var committee = PotentialGrammar.Parse("committee(morse:D=4.75,alpha=1.95,r0=0.741,cutoff=9, morse:D=4.75,alpha=1.9,r0=0.741,cutoff=9)");
        var structure = Molecules.Of("H H", Vec3.Zero, new Vec3(0, 0, 0.75));
        var vibrations = Vibrations.Of(structure, committee);
        var harmonic = HarmonicNuclei.Of(vibrations, 600, 24);
        using var dynamics = PathIntegralDynamics.Start(vibrations.Structure, committee, new PathIntegralSettings { Temperature = 600, Beads = 24, Friction = 0.05 });
        var averages = new NuclearAverages(vibrations.Structure, 5) { From = 300 };
        using var members = MemberPaths.Of(committee, vibrations.Structure, 50, 300, Team.Single);
        dynamics.Attach(averages);
        dynamics.Attach(members!);
        dynamics.Run(4000);
        var nuclei = QuantumNuclei.Of(dynamics, averages, members, harmonic);
        var bond = Assert.Single(nuclei.Bonds);
        Assert.Equal("H–H", bond.Name);
        Assert.InRange(bond.Mean, 0.75, 0.8);
        Assert.InRange(bond.Deviation, 0.06, 0.12);
        Assert.Equal(1, bond.Distribution().Sum(d => d.Beads) * 0.01, 1e-9);
        // Zero-point energies of the members differ by 5 in 195, half of 0.54 eV; √2 for two members.
        Assert.Equal(0.5 * 0.54 * 5 / 195 / Math.Sqrt(2), nuclei.Energy.Model!.Value, 0.0025);
        Assert.Equal(harmonic.Discretised, nuclei.Energy.Value, 5 * nuclei.Energy.Statistical!.Value + 0.012);
        Assert.True(harmonic.Quantum - harmonic.Discretised is > 0 and < 0.01);
    }

    /// <summary>H₂ and D₂ of Morse's potential: levels by rotation and vibration are exact, the path integral finds what the harmonic value misses.</summary>
    [Fact(Explicit = true)]
    [Trait("Category", "Long")]
    public void The_isotope_effect_of_hydrogen_is_that_of_its_levels()
    {
        const double Temperature = 500, Depth = 4.75, Alpha = 1.95, Distance = 0.741;
        double[] masses = [1.00783, 2.01410];
        var structure = Molecules.Of("H H", Vec3.Zero, new Vec3(0, 0, 0.75));
        structure.Masses = [masses[0], masses[0]];
        var exact = LogPartition(masses[1] / 2) - LogPartition(masses[0] / 2) + 1.5 * Math.Log(masses[1] / masses[0]) - 3 * Math.Log(masses[1] / masses[0]);
        var potential = PotentialGrammar.Parse("morse:D=4.75,alpha=1.95,r0=0.741,cutoff=9");
        var found = IsotopeExchange.Of(structure, potential, [masses[1], masses[1]], new IsotopeSettings { Temperature = Temperature, Beads = 40, Steps = 12000 });
        var path = found.Corrected!.Value;
        TestContext.Current.TestOutputHelper?.WriteLine($"exact {exact:F4}, path integral {path} ({found.PathIntegral} as it came), harmonic {found.Harmonic}");
        Assert.InRange(path.Value, exact - 3 * path.Statistical!.Value - 0.01, exact + 3 * path.Statistical.Value + 0.01);
        Assert.InRange(path.Statistical.Value, 0, 0.04);
        Assert.Equal(exact, found.Harmonic.Value, 0.2);

        double LogPartition(double reduced)
        {
            var hbar = Units.ReducedPlanck;
            double sum = 0;
            for (var j = 0; j < 40; j++)
            {
                var turning = hbar * hbar * Units.AccelerationPerForce * j * (j + 1) / (2 * reduced);
                var levels = new SincDvr(r => Depth * Math.Pow(1 - Math.Exp(-Alpha * (r - Distance)), 2) + turning / (r * r), reduced, 0.2, 2.4, 80);
                sum += (2 * j + 1) * Math.Exp(levels.LogPartition(Temperature));
            }
            return Math.Log(sum);
        }
    }

    [Fact]
    public void The_harmonic_ratio_is_Bigeleisens()
    {
        var structure = Molecules.Of("H H", Vec3.Zero, new Vec3(0, 0, 0.741));
        structure.Masses = [1, 1];
        var springs = new Springs(35, 0.741, (0, 1));
        var found = IsotopeExchange.Of(structure, springs, [2, 1], new IsotopeSettings { Temperature = 300, Masses = 0 });
        double Excess(double reduced)
        {
            var half = 0.5 * Molecules.WavenumberOf(35, reduced) * Units.InverseCentimetre / (Units.Boltzmann * 300);
            return Math.Log(half / Math.Sinh(half));
        }
        Assert.Equal(Excess(2.0 / 3) - Excess(0.5), found.Harmonic.Value, 1e-4);
        Assert.Null(found.PathIntegral);
        Assert.Equal(found.Harmonic.Value, IsotopeExchange.Of(structure, springs, [2, 1], new IsotopeSettings { Temperature = 300, Masses = 0, Beads = 1024 }).HarmonicDiscretised, 1e-3);
        Assert.NotEqual(found.Harmonic.Value, found.HarmonicDiscretised, 1e-2);
        Assert.Throws<SimulationException>(() => IsotopeExchange.Of(structure, springs, [1, 1], new IsotopeSettings()));
    }
}
