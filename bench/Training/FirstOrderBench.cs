using Athanor.Learning;
using Athanor.Numerics;

namespace Athanor.Bench.Training;

/// <summary>What a step of each optimiser costs, beside the gradient it is given.</summary>
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
    }
}
