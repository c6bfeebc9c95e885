using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Properties.Tests;

/// <summary>Vibrations that are known in closed form, and what must hold of any.</summary>
public sealed class VibrationsTests
{
    static readonly (int, int)[] Triangle = [(0, 1), (1, 2), (0, 2)];

    [Theory]
    [InlineData("morse:D=4.5,alpha=1.9,r0=1.2,cutoff=9", 2 * 4.5 * 1.9 * 1.9, 1.2)]
    [InlineData("lj:epsilon=0.3,sigma=1.1,cutoff=9", 57.1464378708 * 0.3 / 1.21, 1.234708)]
    public void A_diatomic_vibrates_with_the_root_of_stiffness_over_reduced_mass(string expression, double stiffness, double distance)
    {
        var start = Molecules.Of("C O", new(0.1, 0.2, 0.3), new(0.5, 1.3, 0.4));
        var vibrations = Vibrations.Of(start, PotentialGrammar.Parse(expression));
        var mode = Assert.Single(vibrations.Modes);
        var mass = 12.011 * 15.999 / (12.011 + 15.999);
        Assert.True(vibrations.Hessian.IsExact);
        Assert.Equal(distance, (vibrations.Structure.Positions[1] - vibrations.Structure.Positions[0]).Length, 1e-5);
        Assert.Equal(Molecules.WavenumberOf(stiffness, mass), mode.Wavenumber, 1e-3);
        Assert.Equal(0.5 * mode.Wavenumber * 1.2398419843320026e-4, vibrations.ZeroPointEnergy, 1e-12);
        // Unit displacements of the atoms against one another: μ is that of the diatomic up to how much of the length the atoms share.
        Assert.Equal(mode.ForceConstant, mode.ReducedMass * mode.Eigenvalue, 1e-12);
        Assert.Equal(5, vibrations.RigidWavenumbers.Count);
        Assert.All(vibrations.RigidWavenumbers, w => Assert.Equal(0, w, 0.1));
        Assert.True(vibrations.Rest.Force < 1e-6);
        Assert.True(vibrations.Rest.ForceBefore > 0.01);
    }

    [Fact]
    public void A_gaussian_well_gives_depth_over_width_squared()
    {
        var start = Molecules.Of("H H", Vec3.Zero, new(0.9, 0, 0));
        var vibrations = Vibrations.Of(start, new GaussianWell(4.7, 0.75, 0.3));
        Assert.False(vibrations.Hessian.IsExact);
        Assert.Equal(Molecules.WavenumberOf(4.7 / 0.09, 1.008 / 2), Assert.Single(vibrations.Modes).Wavenumber, 1e-2);
    }

    [Fact]
    public void A_triangle_of_springs_breathes_and_bends()
    {
        var start = Molecules.Of("O O O", new(0, 0, 0.02), new(1.25, 0.05, 0), new(0.6, 1.0, 0.1));
        var vibrations = Vibrations.Of(start, new Springs(35, 1.2, Triangle));
        Assert.Equal(3, vibrations.Modes.Count);
        var unit = Molecules.WavenumberOf(35, 15.999);
        Assert.Equal(Math.Sqrt(1.5) * unit, vibrations.Modes[0].Wavenumber, 1e-3);
        Assert.Equal(Math.Sqrt(1.5) * unit, vibrations.Modes[1].Wavenumber, 1e-3);
        Assert.Equal(Math.Sqrt(3) * unit, vibrations.Modes[2].Wavenumber, 1e-3);
        Assert.All(vibrations.Modes, m => Assert.Equal(15.999, m.ReducedMass, 1e-9));
        Assert.Equal(0.5 * unit * (2 * Math.Sqrt(1.5) + Math.Sqrt(3)) * Units.InverseCentimetre, vibrations.ZeroPointEnergy, 1e-7);
    }

    [Fact]
    public void A_linear_molecule_has_one_mode_more()
    {
        // Springs along the chain alone do not resist bending: two modes of zero, and the two stretches.
        var start = Molecules.Of("O C O", new(-1.16, 0, 0), Vec3.Zero, new(1.16, 0, 0)).Turned(0.7);
        var vibrations = Vibrations.Of(start, new Springs(90, 1.16, (0, 1), (1, 2)));
        Assert.Equal(4, vibrations.Modes.Count);
        Assert.Equal(5, vibrations.RigidWavenumbers.Count);
        Assert.Equal(0, vibrations.Rest.Steps);
        Assert.Equal(0, vibrations.Modes[1].Wavenumber, 0.5);
        Assert.Equal(Molecules.WavenumberOf(90, 15.999), vibrations.Modes[2].Wavenumber, 1e-2);
        Assert.Equal(Molecules.WavenumberOf(90, 1 / (1 / 15.999 + 2 / 12.011)), vibrations.Modes[3].Wavenumber, 1e-2);
        Assert.Equal(("C", "O"), (vibrations.Modes[3].Shares(start)[0].Element.Symbol, vibrations.Modes[2].Shares(start)[0].Element.Symbol));
    }

    [Fact]
    public void Isotopes_change_frequencies_as_their_masses_say()
    {
        var start = Molecules.Of("H Cl", Vec3.Zero, new(1.27, 0, 0));
        var potential = PotentialGrammar.Parse("morse:D=4.6,alpha=1.87,r0=1.2746,cutoff=9");
        var light = Vibrations.Of(start, potential).Modes[0];
        start.Masses = [2.014, 35.45];
        var heavy = Vibrations.Of(start, potential).Modes[0];
        var ratio = Math.Sqrt(2.014 * 35.45 / (2.014 + 35.45) / (1.008 * 35.45 / (1.008 + 35.45)));
        Assert.Equal(light.Wavenumber / ratio, heavy.Wavenumber, 1e-3);
    }

    [Fact]
    public void Modes_turn_with_the_molecule_and_keep_their_frequency()
    {
        // Not at rest on purpose: rigid motions are projected out, so that turning changes nothing even there.
        var random = new Random(4);
        var cluster = new Structure([.. Enumerable.Repeat(new Element(14), 7)], [.. Enumerable.Range(0, 7).Select(k =>
            2.4 * Molecules.Direction(k, 5) + new Vec3(0.3 * random.NextDouble(), 0.3 * random.NextDouble(), k < 5 ? 0 : k == 5 ? 1.9 : -1.9))]);
        var settings = new VibrationSettings { Relax = false };
        var own = Vibrations.Of(cluster, new StillingerWeber(), settings);
        var turned = Vibrations.Of(cluster.Turned(1.1), new StillingerWeber(), settings);
        Assert.Equal(15, own.Modes.Count);
        for (var m = 0; m < 15; m++)
        {
            Assert.Equal(own.Modes[m].Wavenumber, turned.Modes[m].Wavenumber, 1e-6);
            for (var k = 0; k < m; k++)
                Assert.Equal(0, Enumerable.Range(0, 7).Sum(i => Vec3.Dot(own.Modes[m].Displacements[i], own.Modes[k].Displacements[i])), 1e-9);
            // Nothing moves or turns as a whole.
            var momentum = own.Modes[m].Displacements.Aggregate(Vec3.Zero, (a, d) => a + d);
            var spin = own.Modes[m].Displacements.Select((d, i) => Vec3.Cross(cluster.Positions[i] - Inertia.Of(cluster).Centre, d)).Aggregate(Vec3.Zero, (a, d) => a + d);
            Assert.Equal(0, momentum.Length + spin.Length, 1e-9);
        }
    }

    static Structure Square(double side) => Molecules.Of("Ar Ar Ar Ar", Vec3.Zero, new(side, 0, 0), new(side, side, 0), new(0, side, 0));

    [Fact]
    public void A_saddle_point_keeps_its_imaginary_mode_where_nothing_is_relaxed()
    {
        // A square of Lennard-Jones atoms at rest within its plane folds and shears with gain.
        var potential = PotentialGrammar.Parse("lj:epsilon=0.0104,sigma=3.4,cutoff=12");
        var square = Square(3.7829074531976823);
        var standing = Vibrations.Of(square, potential, new VibrationSettings { Relax = false });
        Assert.True(standing.Rest is { Stood: true, Force: < 1e-9 });
        Assert.Equal(2, standing.Imaginary.Count());
        Assert.True(standing.Modes[0].Wavenumber < -1);
        Assert.EndsWith("i", standing.Modes[0].WavenumberText());
        Assert.Equal(0, standing.Modes[0].ZeroPointEnergy);
    }

    [Fact]
    public void What_comes_to_rest_on_a_saddle_point_is_pushed_off()
    {
        // Bends of stiff springs in a line: the chain is held straight by symmetry and folds up because its ends attract one another.
        var potential = new WeightedSum([(1.0, new Springs(35, 1.2, (0, 1), (1, 2))), (1.0, new Springs(5, 1.3, (0, 2)))]);
        var line = Molecules.Of("O C O", new(-1.3, 0, 0), Vec3.Zero, new(1.3, 0, 0));
        var vibrations = Vibrations.Of(line, potential);
        Assert.Equal(1, vibrations.Rest.Pushes);
        Assert.Empty(vibrations.Imaginary);
        Assert.Equal(3, vibrations.Modes.Count);
        Assert.Equal(1.3, (vibrations.Structure.Positions[2] - vibrations.Structure.Positions[0]).Length, 1e-6);
    }

    [Fact]
    public void A_crystal_has_three_motions_that_cost_nothing()
    {
        var silicon = Crystal.Diamond(new Element(14), 5.43095);
        var vibrations = Vibrations.Of(silicon, new StillingerWeber());
        Assert.Equal(21, vibrations.Modes.Count);
        Assert.All(vibrations.RigidWavenumbers, w => Assert.Equal(0, w, 0.01));
        // The optical mode at Γ: of Stillinger and Weber's silicon some 18 THz (measured: 15.5), threefold.
        double[] top = [.. vibrations.Modes.TakeLast(3).Select(m => m.Wavenumber)];
        Assert.Equal(top[0], top[2], 1e-6);
        Assert.InRange(top[0], 585, 605);
        Assert.True(vibrations.Hessian.Asymmetry < 1e-10 && vibrations.Hessian.SumRule < 1e-10);
    }

    [Fact]
    public void A_chain_that_repeats_may_turn_about_itself()
    {
        // Springs do not know images; what counts is which motions are taken out.
        var zigzag = new Structure([new(6), new(6)], [new(0, 0, 0), new(0, 0.9, 1.2)], new Cell(Mat3.Diagonal(20, 20, 2.4)), new Periodicity(false, false, true));
        var vibrations = Vibrations.Of(zigzag, new Springs(30, 1.5, (0, 1)));
        Assert.Equal(2, vibrations.Modes.Count);
    }

    [Fact]
    public void An_atom_has_no_vibrations()
    {
        var vibrations = Vibrations.Of(Molecules.Of("Ar", new Vec3(1, 2, 3)), PotentialGrammar.Parse("lj:epsilon=0.0104,sigma=3.4,cutoff=12"));
        Assert.Empty(vibrations.Modes);
        Assert.Equal(0, vibrations.ZeroPointEnergy);
    }

    [Fact]
    public void Exact_derivatives_and_differences_agree()
    {
        var silicon = Crystal.Diamond(new Element(14), 5.43095);
        var exact = Hessian.Of(silicon, new StillingerWeber());
        var sum = Hessian.Of(silicon, new WeightedSum([(1.0, new StillingerWeber()), (1.0, new Springs(0, 1, (0, 1)))]));
        Assert.True(exact.IsExact && !sum.IsExact);
        for (var k = 0; k < exact.Values.Length; k++)
            Assert.Equal(exact.Values[k], sum.Values[k], 2e-8);
    }

    [Fact]
    public void Members_of_a_committee_spread_by_their_own_hessians()
    {
        // Stiffer and softer springs of the same length: wavenumbers go with the root of the stiffness, and the mean is at rest for each.
        double[] stiffness = [30, 35, 42];
        var committee = new Committee("springs", stiffness.Select(k => new Springs(k, 1.2, Triangle)));
        var start = Molecules.Of("O O O", new(0, 0, 0.02), new(1.25, 0.05, 0), new(0.6, 1.0, 0.1));
        var vibrations = Vibrations.Of(start, committee, new VibrationSettings { Uncertainty = true });
        var breathing = stiffness.Select(k => Math.Sqrt(3) * Molecules.WavenumberOf(k, 15.999)).ToArray();
        var mean = breathing.Average();
        Assert.Equal(Math.Sqrt(breathing.Sum(b => (b - mean) * (b - mean)) / 2), vibrations.Spread!.Wavenumbers[2], 1e-2);
        Assert.Equal(breathing[1], vibrations.Spread.Members[1][2], 1e-2);
        Assert.Equal(vibrations.ZeroPointEnergy * vibrations.Spread.Wavenumbers[2] / vibrations.Modes[2].Wavenumber, vibrations.Spread.ZeroPointEnergy, 1e-5);
        Assert.Throws<PotentialException>(() => Vibrations.Of(start, new Springs(30, 1.2, Triangle), new VibrationSettings { Uncertainty = true }));
        var more = Vibrations.Of(start, new WeightedSum([(1.0, committee), (1.0, new Springs(5, 1.2, Triangle))]), new VibrationSettings { Uncertainty = true });
        Assert.Equal(Math.Sqrt(3) * Molecules.WavenumberOf(35, 15.999), more.Spread!.Members[0][2], 1e-2);
    }
}
