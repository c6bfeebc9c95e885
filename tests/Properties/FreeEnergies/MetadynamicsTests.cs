using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Simulation;

namespace Athanor.Properties.Tests;

public sealed class MetadynamicsTests : IDisposable
{
    static readonly IPotential Well = PotentialGrammar.Parse("doublewell:cv=position(1,x),h=0.2,a=1,c=0.03", PotentialCatalogue.BuiltIn.With([.. BiasKind.All]));

    readonly string _folder = Directory.CreateTempSubdirectory("athanor-hills-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    static Structure Atom => new([Element.Parse("C")], [new Vec3(-1, 0, 0)]);

    static MetadynamicsSettings Settings(long steps) => new(CollectiveVariables.Parse("position(1,x)"), -1.5, 1.5, TiltedWell.Temperature) { Steps = steps, TimeStep = 2, RelaxationTime = 50, Width = 0.15, Pace = 100, Factor = 8, Every = 5 };

    string In(string name) => Path.Combine(_folder, name);

    [Fact]
    public void The_double_well_comes_out()
    {
        using var team = new Team(2);
        var metadynamics = new Metadynamics(Well, Atom, Settings(60_000), In("m"));
        var profile = FreeEnergyProfile.Of([metadynamics.Run(team)], new ProfileSettings(TiltedWell.Temperature) { From = -1.5, To = 1.5, Bins = 30, Bootstraps = 40 }, team);
        var barrier = Assert.Single(profile.Barriers);
        Assert.InRange(barrier.Forward.Statistical!.Value, 0.001, 0.02);
        Assert.Equal(0.2308, barrier.Forward.Value, 3.5 * barrier.Forward.Statistical.Value + 0.002);
        var right = profile.Basins[1].FreeEnergy;
        Assert.Equal(0.0583, right.Value, 3.5 * right.Statistical!.Value);
        // What the hills say, which is rougher.
        var hills = metadynamics.FromHills([-1.02, 0.04, 0.98]);
        Assert.Equal(0.2308, hills[1] - hills[0], 0.04);
    }

    [Fact]
    public void What_was_killed_goes_on_to_the_same_bits()
    {
        new Metadynamics(Well, Atom, Settings(3_000), In("whole")).Run(Team.Single);
        using var source = new CancellationTokenSource();
        long steps = 0;
        var cut = new Metadynamics(Well, Atom, Settings(3_000), In("cut")) { Stepped = more => { if (Interlocked.Add(ref steps, more) > 3_500) source.Cancel(); } };
        Assert.ThrowsAny<OperationCanceledException>(() => cut.Run(Team.Single, source.Token));
        new Metadynamics(Well, Atom, Settings(3_000), In("cut"), resume: true).Run(Team.Single);
        foreach (var file in (string[])["run-00.series", "run-01.series", "run-01.hills"])
            Assert.Equal(File.ReadAllText(In("whole/" + file)), File.ReadAllText(In("cut/" + file)));
        MetadynamicsSettings[] others = [Settings(6_000) with { Factor = 7.5 }, Settings(6_000) with { Pace = 50 }, Settings(6_000) with { From = -1.4 }, Settings(6_000) with { Height = 0.01, Width = 0.2 }];
        string[] says = ["--bias-factor 8, not with 7.5", "--pace 100, not with 50", "--from -1.5, not with -1.4", "--width 0.15, not with 0.01 and 0.2"];
        foreach (var (other, words) in others.Zip(says))
            Assert.Contains(words, Assert.Throws<SimulationException>(() => new Metadynamics(Well, Atom, other, In("cut"), resume: true)).Message, StringComparison.Ordinal);
        File.Delete(In("cut/metadynamics.json"));
        Assert.Contains("of this run would", Assert.Throws<SimulationException>(() => new Metadynamics(Well, Atom, others[0], In("cut"), resume: true).Run(Team.Single)).Message, StringComparison.Ordinal);
        Assert.Contains("holds runs already", Assert.Throws<SimulationException>(() => new Metadynamics(Well, Atom, Settings(3_000), In("cut"))).Message, StringComparison.Ordinal);
    }
}
