using Athanor.Numerics;

namespace Athanor.Learning.Tests;

public sealed class HeadSolutionTests
{
    static readonly GradientSettings Settings = new() { Rate = 0.02, WarmUp = 20, Optimiser = (blocks, settings, team) => new Adam(blocks, settings.Decay, team) };

    static FitState Fit(bool head, int sweeps, GradientSettings settings, Team team, FitState? from = null, int? cancelAt = null)
    {
        var (positions, frames) = PairData.Clusters(48);
        var pairs = new LearnedPairs(positions);
        using var fit = new GradientFit(head ? new LearnedPairs.WithHead(pairs) : pairs, frames[..40], frames[40..], new FitOptions(1, sweeps, 1, null), team, settings);
        using var cancel = new CancellationTokenSource();
        var state = from ?? fit.Begin();
        fit.Run(state, s => { if (s.Step == cancelAt) cancel.Cancel(); }, cancel.Token);
        return state;
    }

    [Fact]
    public void Rows_of_the_head_are_what_gradients_say()
    {
        var (positions, frames) = PairData.Clusters(3);
        var model = new LearnedPairs(positions);
        model.Set(model.Begin(2));
        using var pass = (ILinearHeadPass)model.Open();
        var rows = new double[(1 + frames[2].Rows.Length) * 7];
        pass.HeadRows(frames[2], rows, 7);
        pass.Evaluate(frames[2], new double[frames[2].Rows.Length]);
        for (var r = 0; r <= frames[2].Rows.Length; r++)
        {
            var (gradient, one) = (new float[model.ParameterCount], new double[frames[2].Rows.Length]);
            if (r > 0)
                one[r - 1] = 1;
            pass.AddGradient(r == 0 ? 1 : 0, one, gradient);
            for (var k = 0; k < LearnedPairs.Units; k++)
                Assert.Equal(gradient[LearnedPairs.Units * LearnedPairs.Functions + k], rows[r * 7 + k], 1e-6);
        }
    }

    [Fact]
    public void The_head_is_solved_for_and_nothing_else()
    {
        var (positions, frames) = PairData.Clusters(48);
        var model = new LearnedPairs.WithHead(new LearnedPairs(positions));
        double[]? first = null;
        foreach (var threads in new[] { 1, 2, 3 })
        {
            using var team = new Team(threads);
            var parameters = model.Begin(1);
            using var gradients = new FrameGradients(model, 40, team, frames);
            model.Set(parameters);
            var before = gradients.Evaluate(frames[40..]);
            Assert.True(new HeadSolution(model, frames[..40], frames[40..], team).Improve(parameters));
            model.Set(parameters);
            var after = gradients.Evaluate(frames[40..]);
            Assert.True(NetworkFit.Score(after) < NetworkFit.Score(before) - 1);
            Assert.Equal(model.Begin(1).AsSpan(0, model.Head.First), parameters.AsSpan(0, model.Head.First));
            first ??= [.. parameters];
            Assert.Equal(first, parameters);
            // Once is enough: a second solution finds the same evidence and little to change.
            new HeadSolution(model, frames[..40], frames[40..], team).Improve(parameters);
            model.Set(parameters);
            Assert.InRange(NetworkFit.Score(gradients.Evaluate(frames[40..])), NetworkFit.Score(after) - 0.1, NetworkFit.Score(after));
        }
    }

    [Fact]
    public void A_solution_at_the_end_does_no_harm_and_one_now_and_then_can_be_gone_on_from()
    {
        double plain = Fit(false, 60, Settings, Team.Single).BestScore, end = Fit(true, 60, Settings, Team.Single).BestScore;
        Assert.True(end <= plain, $"{end} {plain}");
        var often = Settings with { HeadEvery = 10 };
        var straight = Fit(true, 60, often, Team.Single);
        Assert.True(straight.BestScore < plain + 0.5, $"{straight.BestScore} {plain}");
        using var team = new Team(2);
        var resumed = Fit(true, 60, often, team, Fit(true, 60, often, Team.Single, cancelAt: 20));
        Assert.Equal(straight.History, resumed.History);
        Assert.Equal(straight.Best, resumed.Best);
    }
}
