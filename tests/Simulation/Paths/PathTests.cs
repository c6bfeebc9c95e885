using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Simulation.Tests;

public sealed class PathTests
{
    static PathSettings OnPlane { get; } = new() { Images = 7, ForceTolerance = 1e-3, FixedAtoms = [0], Interpolation = PathInterpolation.Linear };

    [Theory]
    [InlineData(RelaxationMethod.Lbfgs)]
    [InlineData(RelaxationMethod.Fire)]
    public void The_climbing_image_finds_the_saddle_of_muller_and_brown(RelaxationMethod method)
    {
        var path = MinimumEnergyPath.Find([MullerBrown.At(MullerBrown.Deep), MullerBrown.At(MullerBrown.Shallow)], new MullerBrown(), OnPlane with { Method = method });
        Assert.True(path.Converged);
        Assert.InRange((path.Images[path.Highest].Structure.Positions[1] - MullerBrown.High).Length, 0, 1e-3);
        Assert.Equal(MullerBrown.HighEnergy - MullerBrown.DeepEnergy, path.Barrier, 1e-5);
        Assert.Equal(MullerBrown.HighEnergy - MullerBrown.ShallowEnergy, path.BackwardBarrier, 1e-5);
        Assert.Equal(MullerBrown.ShallowEnergy - MullerBrown.DeepEnergy, path.ReactionEnergy, 1e-6);
        Assert.Equal(path.Highest, path.Climbing);
        Assert.Empty(path.Dips);
        Assert.All(path.Images, i => Assert.InRange(i.Force, 0, 1e-3));
        // Slopes are what the energy does along the path.
        var (k, profile) = (2, path.Profile);
        Assert.Equal(path.Images[k].Energy, profile.At(path.Images[k].Arc), 1e-12);
        Assert.Equal(path.Images[k].Slope, (profile.At(path.Images[k].Arc + 1e-5) - profile.At(path.Images[k].Arc - 1e-5)) / 2e-5, 1e-4);
    }

    [Fact]
    public void Without_climbing_the_cubic_comes_near_and_images_may_gather_at_the_top()
    {
        var path = MinimumEnergyPath.Find([MullerBrown.At(MullerBrown.Deep), MullerBrown.At(MullerBrown.Shallow)], new MullerBrown(), OnPlane with { Climb = false, Images = 11, SoftSpring = 0.3 });
        Assert.True(path.Converged);
        Assert.Null(path.Climbing);
        Assert.Equal(MullerBrown.HighEnergy - MullerBrown.DeepEnergy, path.Barrier, 2e-2);
        var gaps = path.Images.Skip(1).Zip(path.Images, (b, a) => b.Arc - a.Arc).ToArray();
        Assert.True(gaps[0] > 1.2 * gaps.Min());
    }

    [Fact]
    public void A_minimum_on_the_way_is_found_out()
    {
        var path = MinimumEnergyPath.Find([MullerBrown.At(MullerBrown.Deep), MullerBrown.At(MullerBrown.Right)], new MullerBrown(), OnPlane with { Images = 12 });
        Assert.True(path.Converged);
        Assert.NotEmpty(path.Dips);
        Assert.Equal(MullerBrown.HighEnergy - MullerBrown.DeepEnergy, path.Barrier, 1e-4);
    }

    /// <summary>An atom in a ring of argon goes to the hollow beside: whatever the number of threads, and from the middle of an interrupted search to the same saddle.</summary>
    [Fact]
    public void Threads_change_no_bit_and_an_interrupted_path_goes_on()
    {
        var (first, last) = Hop();
        var settings = new PathSettings { Images = 5, ForceTolerance = 1e-3, RelaxEnds = true };
        using var team = new Team(2);
        var one = MinimumEnergyPath.Find([first, last], Samples.LennardJones, settings);
        var two = MinimumEnergyPath.Find([first, last], Samples.LennardJones, settings, team);
        Assert.True(one.Converged);
        Assert.True(one.Barrier > 0.01);
        for (var k = 0; k < one.Images.Count; k++)
            Samples.SameBits(one.Images[k].Structure.Positions, two.Images[k].Structure.Positions);
        var cut = MinimumEnergyPath.Find([first, last], Samples.LennardJones, settings with { MostSteps = 3 });
        Assert.False(cut.Converged);
        var resumed = MinimumEnergyPath.Find([.. cut.Images.Select(i => i.Structure)], Samples.LennardJones, settings with { RelaxEnds = false });
        Assert.True(resumed.Converged);
        Assert.Equal(one.Barrier, resumed.Barrier, 1e-5);
    }

    /// <summary>A vacancy in argon beside which an atom stands, and the same after it hopped; the second with its atoms anywhere in other cells.</summary>
    static (Structure First, Structure Last) Hop()
    {
        var crystal = Samples.Argon(2, 5.3);
        var neighbour = Enumerable.Range(1, crystal.Count - 1).MinBy(i => (crystal.Positions[i] - crystal.Positions[0]).Length);
        int[] kept = [.. Enumerable.Range(1, crystal.Count - 1)];
        var first = crystal.Select(kept);
        var last = first.Clone();
        last.Positions[neighbour - 1] = crystal.Positions[0];
        return (first, last.Translated(new Vec3(0, 3, 0)).Wrapped().Translated(new Vec3(0, -3, 0)));
    }

    /// <summary>One atom has to pass through another on the straight way; by pairs it goes round.</summary>
    [Fact]
    public void Atoms_do_not_run_into_one_another_on_a_path_by_pairs()
    {
        static Structure Chain(params double[] z) => new([Element.Parse("H"), Element.Parse("C"), Element.Parse("N")], [.. z.Select(x => new Vec3(0, 0, x))]);
        var settings = new PathSettings { Images = 7 };
        Structure[] Between(PathInterpolation how) => FirstPath.Between(Chain(-1.07, 0, 1.15), PathEnds.Near(Chain(-1.07, 0, 1.15), Chain(2.17, 0, 1.17), false), settings with { Interpolation = how });
        double Nearest(Structure[] images) => images.Min(s => Math.Min((s.Positions[0] - s.Positions[1]).Length, Math.Min((s.Positions[0] - s.Positions[2]).Length, (s.Positions[1] - s.Positions[2]).Length)));
        Assert.InRange(Nearest(Between(PathInterpolation.Linear)), 0, 0.5);
        Assert.InRange(Nearest(Between(PathInterpolation.Pairs)), 0.8, 2);
    }

    [Fact]
    public void Turned_molecules_are_laid_on_one_another()
    {
        var first = new Structure([.. "CHFN".Select(e => Element.Parse(e.ToString()))], [Vec3.Zero, new(1.1, 0, 0), new(0, 1.4, 0.1), new(0.2, -0.3, 1.5)]);
        var turned = first.Rotated(Rotation.About(new Vec3(1, 2, 3), 2)).Translated(new Vec3(5, 0, 1));
        var near = PathEnds.Near(first, turned, false);
        for (var i = 0; i < 4; i++)
            Assert.InRange((near.Positions[i] - first.Positions[i]).Length, 0, 1e-10);
        Assert.Contains("same structure", Assert.Throws<SimulationException>(() => MinimumEnergyPath.Find([first, turned], Samples.LennardJones)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Ends_that_are_not_of_the_same_atoms_are_refused()
    {
        var one = MullerBrown.At(MullerBrown.Deep);
        string Complaint(Structure other) => Assert.Throws<SimulationException>(() => MinimumEnergyPath.Find([one, other], new MullerBrown())).Message;
        Assert.Contains("same order", Complaint(one.Select([1, 0])), StringComparison.Ordinal);
        Assert.Contains("the same atoms", Complaint(one.Select([1])), StringComparison.Ordinal);
        Assert.Contains("two ends", Assert.Throws<SimulationException>(() => MinimumEnergyPath.Find([one], new MullerBrown())).Message, StringComparison.Ordinal);
    }

    /// <summary>Forces of the pair interpolation are its energy's.</summary>
    [Fact]
    public void Pair_interpolation_has_the_gradient_of_its_energy()
    {
        var first = Samples.Argon(1).Strained(Mat3.Zero);
        var last = first.Clone();
        last.Positions[2] += new Vec3(0.9, -0.4, 0.3);
        using var pairs = new PairInterpolation(first, last, 3);
        var image = first.Clone();
        image.Positions[2] += new Vec3(0.2, 0.3, 0.1);
        Prediction[] into = [new(), new(), new()];
        double Energy(int atom, double by)
        {
            var moved = image.Clone();
            moved.Positions[atom] += new Vec3(by, 0, 0);
            pairs.Evaluate([first, moved, last], [1], into);
            return into[1].Energy;
        }
        for (var atom = 0; atom < 4; atom++)
        {
            var slope = (Energy(atom, 1e-5) - Energy(atom, -1e-5)) / 2e-5;
            pairs.Evaluate([first, image, last], [1], into);
            Assert.Equal(-slope, into[1].Forces[atom].X, 1e-9);
        }
    }
}
