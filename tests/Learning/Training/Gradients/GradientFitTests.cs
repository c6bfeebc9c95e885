using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Learning.Tests;

public sealed class GradientFitTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("athanor-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    static FitOptions Sweeps(int count) => new(1, count, 1, null);

    static GradientFit Open(FitOptions options, Team? team = null, GradientSettings? settings = null, Func<int, bool>? spoil = null)
    {
        var (positions, frames) = PairData.Clusters(48);
        return new GradientFit(new LearnedPairs(positions) { Spoil = spoil }, frames[..40], frames[40..], options, team ?? Team.Single, settings ?? By("adam"));
    }

    static FitState Fit(GradientFit fit, FitState? from = null, Action<FitStep>? stepped = null, CancellationToken cancellation = default)
    {
        using (fit)
        {
            var state = from ?? fit.Begin();
            fit.Run(state, stepped ?? (_ => { }), cancellation);
            return state;
        }
    }

    [Fact]
    public void A_fit_recovers_the_law_behind_the_data()
    {
        var state = Fit(Open(Sweeps(400)));
        var (first, last) = (state.History[0], state.History[^1]);
        Assert.Equal(400, state.Steps);
        Assert.InRange(last.Validation.ForceRmse, 0, 0.03 * first.Validation.ForceRmse);
        Assert.InRange(last.Validation.EnergyRmse, 0, 0.03 * first.Validation.EnergyRmse);
        Assert.Equal(state.History.Min(s => s.Score), state.BestScore);
        Assert.Empty(state.Remarks);
        Assert.InRange(last.Damping, 0, 3e-5);
    }

    [Fact]
    public void Before_the_first_step_the_model_hears_what_is_left_of_the_energies()
    {
        var (positions, frames) = PairData.Clusters(9);
        var model = new LearnedPairs(positions);
        using var fit = new GradientFit(model, frames[..7], frames[7..], Sweeps(1), Team.Single);
        var state = fit.Begin();
        model.Set(state.Parameters);
        using var pass = model.Open();
        for (var f = 0; f < 7; f++)
            Assert.Equal(frames[f].Energy - pass.Evaluate(frames[f], new double[frames[f].Rows.Length]) ?? double.NaN, model.Left![f]);
        Assert.Contains(model.Left!, double.IsNaN);
    }

    public static TheoryData<string> Optimisers => ["adam", "muon", "soap"];

    static GradientSettings By(string name) => new()
    {
        Rate = name == "soap" ? 0.01 : 0.02,
        WarmUp = 20,
        Optimiser = (blocks, settings, team) => name switch
        {
            "adam" => new Adam(blocks, settings.Decay, team),
            "muon" => new Muon(blocks, settings.Decay, team),
            _ => new Soap(blocks, settings.Decay, team),
        },
    };

    [Theory]
    [MemberData(nameof(Optimisers))]
    public void Every_optimiser_fits_and_goes_on_where_it_was_interrupted(string name)
    {
        using var team = new Team(2);
        var straight = Fit(Open(Sweeps(60), settings: By(name)));
        Assert.InRange(straight.History[^1].Validation.ForceRmse, 0, 0.15 * straight.History[0].Validation.ForceRmse);
        Assert.Empty(straight.Remarks);
        using var cancel = new CancellationTokenSource();
        var file = new FitCheckpoint(Path.Combine(_folder, "fit.checkpoint"), name);
        var cut = Fit(Open(Sweeps(60), settings: By(name)), null, s => { if (s.Step == 23) cancel.Cancel(); }, cancel.Token);
        file.Write(cut);
        var resumed = Fit(Open(Sweeps(60), team, By(name)), file.TryRead(cut.Parameters.Length));
        Assert.Equal(straight.History, resumed.History);
        Assert.Equal(straight.Best, resumed.Best);
    }

    [Fact]
    public void The_moments_of_another_optimiser_are_refused()
    {
        var state = Fit(Open(Sweeps(2), settings: By("adam")));
        Assert.Contains("no moments that fit the optimiser Muon", Assert.Throws<AtomsException>(() => Fit(Open(Sweeps(3), settings: By("muon")), state)).Message);
    }

    [Fact]
    public void Bits_do_not_depend_on_threads()
    {
        var one = Fit(Open(Sweeps(12)));
        foreach (var threads in new[] { 2, 3 })
        {
            using var team = new Team(threads);
            var other = Fit(Open(Sweeps(12), team));
            Assert.Equal(one.History, other.History);
            Assert.Equal(one.Best, other.Best);
        }
    }

    [Fact]
    public void A_fit_that_was_killed_goes_on_to_the_same_bits()
    {
        var file = new FitCheckpoint(Path.Combine(_folder, "fit.checkpoint"), "pairs");
        var state = Open(Sweeps(1)).Begin();
        var left = new List<byte[]>();
        var straight = Fit(Open(Sweeps(9)), state, _ =>
        {
            file.Write(state);
            left.Add(File.ReadAllBytes(Path.Combine(_folder, "fit.checkpoint")));
        });
        foreach (var sweeps in new[] { 1, 4, 9 })
        {
            File.WriteAllBytes(Path.Combine(_folder, "fit.checkpoint"), left[sweeps - 1]);
            var resumed = Fit(Open(Sweeps(9)), file.TryRead(state.Parameters.Length));
            Assert.Equal(straight.History, resumed.History);
            Assert.Equal(straight.Parameters, resumed.Parameters);
            Assert.Equal(straight.Best, resumed.Best);
            // Time alone is not the same.
            straight.Arrays["course"][2] = resumed.Arrays["course"][2];
            Assert.Equal(straight.Arrays, resumed.Arrays);
        }
    }

    [Fact]
    public void A_fit_that_was_cancelled_keeps_its_sweeps_and_goes_on_to_the_same_bits()
    {
        var straight = Fit(Open(Sweeps(7)));
        using var cancel = new CancellationTokenSource();
        var state = Fit(Open(Sweeps(7)), null, s => { if (s.Step == 3) cancel.Cancel(); }, cancel.Token);
        Assert.Equal(3, state.Steps);
        Assert.Equal(straight.History, Fit(Open(Sweeps(7)), state).History);
    }

    [Fact]
    public void Time_ends_a_fit_within_a_sweep_and_the_rate_has_fallen_by_then()
    {
        // Ten steps a sweep, and a clock that is looked at once a step or oftener.
        var clock = new SteppedClock();
        var settings = By("adam") with { WarmUp = 5, Wall = clock };
        var state = Fit(Open(new FitOptions(1, 1_000_000, 1, TimeSpan.FromSeconds(400)), settings: settings));
        Assert.InRange(state.Steps, 20, 40);
        Assert.InRange(state.History[^1].Damping, 0.02e-3, 0.03e-3);
        Assert.Equal(0.02, state.History[state.Steps / 4].Damping, 1e-9);
        Assert.Equal(400, state.Arrays["course"][2], 10.0);
        // What was spent is spent, in the next run too.
        var steps = state.Steps;
        Assert.Equal(steps, Fit(Open(new FitOptions(1, 1_000_000, 1, TimeSpan.FromSeconds(400)), settings: settings), state).Steps);
    }

    [Fact]
    public void A_gradient_that_is_no_number_sends_the_fit_back_and_on_at_half_the_rate()
    {
        var state = Fit(Open(Sweeps(60), spoil: n => n is 333 or 1501));
        Assert.Equal(60, state.Steps);
        Assert.Equal(2, state.Remarks.Count);
        Assert.Contains("In sweep 9 the fit diverged (a gradient was no number)", state.Remarks[0]);
        Assert.Equal(0.25, state.Arrays["course"][3]);
        Assert.All(state.Best, p => Assert.True(double.IsFinite(p)));
        Assert.InRange(state.History[^1].Validation.ForceRmse, 0, 0.3 * state.History[0].Validation.ForceRmse);
    }

    [Fact]
    public void A_rate_much_too_high_is_found_out_and_lowered()
    {
        var state = Fit(Open(Sweeps(80), settings: By("adam") with { Optimiser = (_, _, _) => new Kicked() }));
        Assert.Contains("errors grew many times over", state.Remarks[0]);
        Assert.Equal(80, state.Steps);
        Assert.True(state.History[^1].Validation.ForceRmse < state.History[0].Validation.ForceRmse);
    }

    [Fact]
    public void A_fit_that_never_gives_a_number_ends_with_a_sentence()
    {
        Assert.Contains("diverged at once", Assert.Throws<PotentialException>(() => Fit(Open(Sweeps(5), spoil: _ => true))).Message);
        var state = Fit(Open(Sweeps(50), spoil: n => n > 500));
        Assert.Contains("was ended", state.Remarks[^1]);
        Assert.InRange(state.Steps, 5, 20);
    }

    [Fact]
    public void Steps_allocate_nothing()
    {
        var bytes = new List<long>();
        // The test's model allocates 54 numbers a Set, of which there are ten steps and a validation a sweep.
        Fit(Open(Sweeps(30)), null, _ => bytes.Add(GC.GetAllocatedBytesForCurrentThread()));
        var own = 11 * (54 * 8 + 24 + 8);
        for (var s = 20; s < 30; s++)
            Assert.InRange(bytes[s] - bytes[s - 1] - own, -1000, 2500);
    }

    /// <summary>Plain descent that once leaps far away.</summary>
    sealed class Kicked : IFirstOrder
    {
        readonly double[] _steps = new double[1];

        public string Name => "descent";

        public IReadOnlyDictionary<string, double[]> State => new Dictionary<string, double[]>();

        public void Step(double[] parameters, double[] gradient, double rate)
        {
            var leap = ++_steps[0] == 105 ? 100 : 0;
            for (var i = 0; i < parameters.Length; i++)
                parameters[i] += leap - rate * gradient[i];
        }
    }

    /// <summary>A clock that goes on by a second each time it is looked at.</summary>
    sealed class SteppedClock : TimeProvider
    {
        long _now;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => _now++;
    }
}
