using Athanor.Learning;
using Athanor.Numerics;

namespace Athanor.Bench.Training;

/// <summary>What a step of each optimiser costs, beside the gradient it is given, and what the loop around the passes does.</summary>
static class FirstOrderBench
{
    public static void Run()
    {
        using var two = new Team(2);
        // Radial mixtures, two layers of a network, and what is no matrix.
        ParameterBlock[] blocks = [new("mixing", 64, 12, 32, true), new("first", 4, 96, 64, true), new("second", 4, 64, 64, true), new("weights", 1, 1, 34_000, false)];
        var count = blocks.Sum(b => b.Count * b.Rows * b.Columns);
        var random = new Random(1);
        double[] parameters = new double[count], gradient = [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() - 0.5)];
        foreach (var team in new[] { Team.Single, two })
        {
            foreach (IFirstOrder optimiser in new IFirstOrder[] { new Learning.Adam(blocks, 0, team), new Muon(blocks, 0, team), new Soap(blocks, 0, team) })
            {
                void Ten()
                {
                    for (var k = 0; k < 10; k++)
                        optimiser.Step(parameters, gradient, 1e-3);
                }
                var (wall, processor) = Clock.Measure(Ten, 1);
                Console.WriteLine($"{optimiser.Name}, {count} parameters, {team.Threads} thread(s): {1e2 * wall:F2} ms a step ({1e2 * processor:F2} ms of processors)");
            }
        }
        Loop(blocks, count);
    }

    /// <summary>Sweeps of a model that computes nothing, ten steps and a validation each.</summary>
    static void Loop(ParameterBlock[] blocks, int count)
    {
        TrainingFrame[] frames = [.. Enumerable.Range(0, 40).Select(f => new TrainingFrame { Features = new FrameFeatures { Atoms = 15, Volume = 0, Groups = [] }, Energy = 1, Rows = new double[45], Index = f })];
        using var fit = new GradientFit(new Idle(blocks, count), frames, frames[..1], new FitOptions(1, 100, 1, null), Team.Single);
        var state = fit.Begin();
        double least = double.PositiveInfinity, last = Environment.CpuUsage.TotalTime.TotalSeconds;
        fit.Run(state, _ =>
        {
            var now = Environment.CpuUsage.TotalTime.TotalSeconds;
            (least, last) = (Math.Min(least, now - last), now);
        }, default);
        Console.WriteLine($"The loop around the passes, {count} parameters, batches of 4, Adam's step included: {1e2 * least:F2} ms of processors a step");
    }

    sealed class Idle(ParameterBlock[] blocks, int count) : IGradientModel, IGradientPass
    {
        public int ParameterCount => count;

        public IReadOnlyList<ParameterBlock> Blocks => blocks;

        public double[] Begin(int seed) => new double[count];

        public void Set(ReadOnlySpan<double> parameters)
        {
        }

        public IGradientPass Open() => this;

        public double Evaluate(TrainingFrame frame, Span<double> rows) => 0;

        public void AddGradient(double energy, ReadOnlySpan<double> rows, Span<float> gradient) => gradient[0] += (float)energy;

        public void Dispose()
        {
        }
    }
}
