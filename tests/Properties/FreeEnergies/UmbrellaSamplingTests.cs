using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Simulation;

namespace Athanor.Properties.Tests;

public sealed class UmbrellaSamplingTests : IDisposable
{
    static readonly PotentialCatalogue Catalogue = PotentialCatalogue.BuiltIn.With([.. BiasKind.All]);

    static readonly IPotential Well = PotentialGrammar.Parse("doublewell:cv=position(1,x),h=0.2,a=1,c=0.03", Catalogue);

    readonly string _folder = Directory.CreateTempSubdirectory("athanor-umbrella-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    static Structure Atom => new([Element.Parse("C")], [new Vec3(-1, 0, 0)]);

    static UmbrellaSettings Settings(int windows = 13, long steps = 5000) => new(CollectiveVariables.Parse("position(1,x)"), -1.5, 1.5, TiltedWell.Temperature)
    {
        Windows = windows, Steps = steps, Equilibration = 200, Pull = 100, TimeStep = 2, RelaxationTime = 20, Every = 10,
    };

    string In(string name) => Path.Combine(_folder, name);

    [Fact]
    public void The_double_well_comes_out()
    {
        using var team = new Team(2);
        var windows = new UmbrellaSampling(Well, Atom, Settings(), In("w")).Run(team);
        var profile = FreeEnergyProfile.Of(windows, new ProfileSettings(TiltedWell.Temperature) { From = -1.5, To = 1.5, Bins = 30, Bootstraps = 40 }, team);
        var barrier = Assert.Single(profile.Barriers);
        Assert.Equal(0.2308, barrier.Forward.Value, 4 * barrier.Forward.Statistical!.Value + 0.003);
        Assert.InRange(barrier.Forward.Statistical.Value, 0.001, 0.02);
        var right = profile.Basins[1].FreeEnergy;
        Assert.Equal(0.0583, right.Value, 4 * right.Statistical!.Value);
        Assert.InRange(windows.Count, 13, 16);
    }

    [Fact]
    public void Windows_that_do_not_meet_get_others_in_between()
    {
        long taken = 0, more = 0;
        var sampling = new UmbrellaSampling(Well, Atom, Settings(windows: 4, steps: 3000) with { Stiffness = 3, MostWindows = 20 }, In("w")) { Stepped = steps => taken += steps, Added = (_, steps) => more += steps };
        var planned = sampling.StepsLeft;
        Assert.Equal(4 * 3200, planned);
        var windows = sampling.Run(Team.Single);
        Assert.Equal(planned + more, taken);
        Assert.Equal(0, sampling.StepsLeft);
        Assert.InRange(windows.Count, 7, 20);
        Assert.NotEmpty(FreeEnergyProfile.Of(windows, new ProfileSettings(TiltedWell.Temperature) { Bootstraps = 0 }).Barriers);
    }

    [Fact]
    public void What_was_killed_goes_on_to_the_same_bits_on_any_number_of_threads()
    {
        var settings = Settings(windows: 5, steps: 3000) with { Stiffness = 1, LeastOverlap = 0 };
        using var team = new Team(2);
        new UmbrellaSampling(Well, Atom, settings, In("whole")).Run(Team.Single);
        using var source = new CancellationTokenSource();
        long steps = 0;
        var cut = new UmbrellaSampling(Well, Atom, settings, In("cut")) { Stepped = more => { if (Interlocked.Add(ref steps, more) > 7_000) source.Cancel(); } };
        Assert.ThrowsAny<OperationCanceledException>(() => cut.Run(team, source.Token));
        Assert.Contains("holds windows already", Assert.Throws<SimulationException>(() => new UmbrellaSampling(Well, Atom, settings, In("cut"))).Message, StringComparison.Ordinal);
        Assert.Contains("--temperature 300, not with 400", Assert.Throws<SimulationException>(() => new UmbrellaSampling(Well, Atom, settings with { Temperature = 400 }, In("cut"), resume: true)).Message, StringComparison.Ordinal);
        long rest = 0;
        var resumed = new UmbrellaSampling(Well, Atom, settings, In("cut"), resume: true) { Stepped = more => Interlocked.Add(ref rest, more) };
        var left = resumed.StepsLeft;
        resumed.Run(team);
        Assert.Equal(left, rest);
        for (var k = 0; k < 5; k++)
            Assert.Equal(File.ReadAllText(In($"whole/window-{k:000}.series")), File.ReadAllText(In($"cut/window-{k:000}.series")));
    }

    [Fact]
    public void A_committee_says_what_it_does_not_know()
    {
        // Two members with barriers of 0.18 and 0.22 eV about a mean of 0.2: the barrier is uncertain by their sample deviation.
        var committee = PotentialGrammar.Parse("committee(doublewell:cv=position(1,x),h=0.18,a=1,c=0.03, doublewell:cv=position(1,x),h=0.22,a=1,c=0.03)", Catalogue);
        var windows = new UmbrellaSampling(committee, Atom, Settings(steps: 3000), In("w")).Run(Team.Single);
        var profile = FreeEnergyProfile.Of(windows, new ProfileSettings(TiltedWell.Temperature) { From = -1.5, To = 1.5, Bins = 30, Bootstraps = 0 });
        Assert.Equal(MemberProfiles.Reweighted, profile.Members);
        Assert.Equal(0.04 / Math.Sqrt(2), profile.Barriers.Single().Forward.Model!.Value, 0.003);
    }
}
