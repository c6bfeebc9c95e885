using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Simulation;

namespace Athanor.Properties.Tests;

/// <summary>Whether error bars of runs, whose values are correlated, are as large as the runs' own scatter about the exact value.</summary>
[Trait("Category", "Long")]
public sealed class RepeatTests : IDisposable
{
    const int Repeats = 24;

    static readonly IPotential Well = PotentialGrammar.Parse("doublewell:cv=position(1,x),h=0.2,a=1,c=0.03", PotentialCatalogue.BuiltIn.With([.. BiasKind.All]));

    readonly string _folder = Directory.CreateTempSubdirectory("athanor-repeats-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    static Structure Atom => new([Element.Parse("C")], [new Vec3(-1, 0, 0)]);

    static ICollectiveVariable X => CollectiveVariables.Parse("position(1,x)");

    /// <summary>Root of the mean squared deviation in units of the error bar, of one valley against the other and of the barrier, and the mean error bar of the former, meV.</summary>
    static (double Valley, double Barrier, double Bar) Scatter(Func<ulong, IReadOnlyList<UmbrellaWindow>> sample)
    {
        double valley = 0, barrier = 0, bar = 0;
        for (ulong r = 0; r < Repeats; r++)
        {
            var profile = FreeEnergyProfile.Of(sample(r), new ProfileSettings(TiltedWell.Temperature) { From = -1.5, To = 1.5, Bins = 30, Bootstraps = 60, Seed = r, LeastBarrier = 3 });
            double F(double from, double to) => -TiltedWell.Energy * Math.Log(TiltedWell.Integral(from, to));
            var right = profile.Basins[1];
            var left = profile.Basins[0];
            var of = right.FreeEnergy.Value - left.FreeEnergy.Value;
            var error = Math.Max(right.FreeEnergy.Statistical!.Value, left.FreeEnergy.Statistical!.Value);
            valley += Math.Pow((of - (F(right.From, right.To) - F(left.From, left.To))) / error, 2) / Repeats;
            bar += 1000 * error / Repeats;
            var top = profile.Barriers.Single();
            var exact = F(top.At - 0.05, top.At + 0.05) - F(left.Minimum - 0.05, left.Minimum + 0.05);
            barrier += Math.Pow((top.Forward.Value - exact) / top.Forward.Statistical!.Value, 2) / Repeats;
        }
        return (Math.Sqrt(valley), Math.Sqrt(barrier), bar);
    }

    static void Check((double Valley, double Barrier, double Bar) scatter)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"{scatter}");
        Assert.InRange(scatter.Valley, 0.6, 1.5);
        Assert.InRange(scatter.Barrier, 0.6, 1.5);
    }

    [Fact(Explicit = true)]
    public void Of_windows() => Check(Scatter(seed => new UmbrellaSampling(Well, Atom, new UmbrellaSettings(X, -1.5, 1.5, TiltedWell.Temperature)
    {
        Windows = 13, Steps = 5000, Equilibration = 200, Pull = 100, TimeStep = 2, RelaxationTime = 20, Every = 10, Seed = seed,
    }, Path.Combine(_folder, $"w{seed}")).Run(Team.Single)));

    /// <summary>How often one error bar holds the exact value, which it should in 68 of 100 repeats.</summary>
    [Fact(Explicit = true)]
    public void Hills_cover_two_thirds_of_two_hundred_repeats()
    {
        const int repeats = 200;
        var bounds = (Valley: 0, Barrier: 0, Back: 0, Bins: 0, All: 0);
        var (bias, square) = (0.0, 0.0);
        using var team = new Team(2);
        for (ulong r = 0; r < repeats; r++)
        {
            var run = new Metadynamics(Well, Atom, new MetadynamicsSettings(X, -1.5, 1.5, TiltedWell.Temperature)
            {
                Steps = 80_000, TimeStep = 2, RelaxationTime = 50, Width = 0.15, Pace = 100, Factor = 8, Every = 5, Seed = 100 + r,
            }, Path.Combine(_folder, $"c{r}")).Run(team);
            var profile = FreeEnergyProfile.Of([run], new ProfileSettings(TiltedWell.Temperature) { From = -1.5, To = 1.5, Bins = 30, LeastBarrier = 3 }, team);
            static double F(double from, double to) => -TiltedWell.Energy * Math.Log(TiltedWell.Integral(from, to));
            var (left, right, top) = (profile.Basins[0], profile.Basins[1], profile.Barriers.Single());
            double Bin(double at, double against) => F(at - 0.05, at + 0.05) - F(against - 0.05, against + 0.05);
            static int Holds(double off, double error) => Math.Abs(off) < error ? 1 : 0;
            var valley = right.FreeEnergy.Value - left.FreeEnergy.Value - (F(right.From, right.To) - F(left.From, left.To));
            (bias, square) = (bias + valley / repeats, square + valley * valley / repeats);
            bounds.Valley += Holds(valley, Math.Max(right.FreeEnergy.Statistical!.Value, left.FreeEnergy.Statistical!.Value));
            bounds.Barrier += Holds(top.Forward.Value - Bin(top.At, left.Minimum), top.Forward.Statistical!.Value);
            bounds.Back += Holds(top.Backward.Value - Bin(top.At, right.Minimum), top.Backward.Statistical!.Value);
            var lowest = profile.Points.Single(p => p.FreeEnergy.Value == 0);
            foreach (var point in profile.Points.Where(p => Math.Abs(p.At) < 1.3 && p != lowest))
            {
                bounds.All++;
                bounds.Bins += Holds(point.FreeEnergy.Value - Bin(point.At, lowest.At), point.FreeEnergy.Statistical!.Value);
            }
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{bounds}; valley off by {1000 * bias} meV in the mean, {1000 * Math.Sqrt(square)} in all");
        Assert.All((double[])[(double)bounds.Valley / repeats, (double)bounds.Barrier / repeats, (double)bounds.Back / repeats, (double)bounds.Bins / bounds.All], share => Assert.InRange(share, 0.58, 0.78));
        // Some three errors of the mean: c(t) by the hills' own profile was 4 meV off.
        Assert.InRange(bias, -0.0016, 0.0016);
    }
}
