using Athanor.Atoms;
using Athanor.Learning;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Potentials.GaussianProcesses;

namespace Athanor.Bench.Training;

/// <summary>
/// Few frames: <c>gp train.xyz test.xyz [frames [seed]]</c>. Takes 100 frames of the first file, by seed; trains a Gaussian process and a linear cluster expansion on the same ones; errors on the second file, how well error bars that were calibrated on the frames
/// held back hold there, and what all costs.
/// </summary>
static class GaussianBench
{
    public static void Run(string[] arguments)
    {
        if (arguments.Length < 2)
        {
            Console.WriteLine("gp: give a file of training frames, and one of test frames");
            return;
        }
        int count = arguments.Length > 2 ? int.Parse(arguments[2]) : 100, seed = arguments.Length > 3 ? int.Parse(arguments[3]) : 1;
        var random = new Random(seed);
        Frame[] frames = [.. Dataset.Read([arguments[0]]).Frames.Select(f => (Frame: f, Key: random.NextDouble())).OrderBy(f => f.Key).Select(f => f.Frame).Take(count)];
        Frame[] test = [.. Dataset.Read([arguments[1]]).Frames];
        foreach (var preset in new[] { "gp", "instant" })
        {
            var begun = Environment.CpuUsage.TotalTime;
            var result = new Trainer(ImportReport.Of(new Dataset(frames)), new TrainingOptions { Preset = preset, Validation = 0.2 }, Team.Single).Train(null, _ => { }, default);
            Console.WriteLine($"{preset}, {count} frames: {(Environment.CpuUsage.TotalTime - begun).TotalSeconds:0.0} s of processor. {result.Description}");
            var law = Calibration.Of(result.Potential, result.Split.Validation.Select(i => frames[i]), Team.Single, default).Law!;
            foreach (var exact in result.Potential is ModelWithBaseline { Model: GaussianModel } ? new[] { true, false } : [false])
                Judge(result.Potential, law, test, EvaluatorOptions.Default with { ExactUncertainty = exact });
            Cost(result.Potential, test[0].Structure);
        }
    }

    static void Judge(IPotential potential, ErrorLaw law, Frame[] test, EvaluatorOptions options)
    {
        using var evaluator = potential.Open(options);
        var prediction = new Prediction();
        Reliability bare = new(), judged = new();
        double energies = 0, forces = 0, count = 0;
        foreach (var frame in test)
        {
            evaluator.Evaluate(frame.Structure, Request.Everything, prediction);
            var error = FrameError.Of(new EvaluatedFrame(frame, prediction));
            bare.Add(error, null);
            judged.Add(error.Under(law), law);
            energies += Math.Abs(error.Energy) / test.Length;
            foreach (var f in error.Forces)
                forces += Math.Abs(f.X) + Math.Abs(f.Y) + Math.Abs(f.Z);
            count += 3 * error.Forces.Length;
        }
        ReliabilityPart e = judged.Energy, f90 = judged.Forces;
        Console.WriteLine($"  energies {1e3 * energies:0.00} ({1e3 * e.Rmse:0.00}) meV/atom, forces {1e3 * forces / count:0.0} ({1e3 * f90.Rmse:0.0}) meV/Å, MAE (RMSE)");
        Console.WriteLine($"  σ {(options.ExactUncertainty ? "exact" : "of members")}: stretch {law.Stretch:0.00}; of forces within 50, 68, 90, 95 %: {Shares(f90)}; of energies {Shares(e)}; rank correlation with errors {bare.Forces.Spearman:0.00}, with noise {f90.Spearman:0.00}");
    }

    static string Shares(ReliabilityPart part) => string.Join(' ', new[] { 0.5, 0.683, 0.9, 0.95 }.Select(l => $"{100 * part.Within(l):0.0}"));

    static void Cost(IPotential potential, Structure structure)
    {
        var large = structure.Repeat(3, 3, 3);
        foreach (var precision in new[] { Precision.Double, Precision.Single })
        {
            using var evaluator = potential.Open(EvaluatorOptions.Default with { Precision = precision, Skin = 0.5 });
            var prediction = new Prediction();
            double Each(Request request) => 1e6 * Clock.Measure(() => evaluator.Evaluate(large, request, prediction), 2).Processor / large.Count;
            Console.WriteLine($"  {precision}: {Each(Request.Forces):0.0} µs an atom, with σ of members {Each(Request.Forces | Request.Uncertainty):0} ({large.Count} atoms)");
        }
        using var exact = potential.Open(EvaluatorOptions.Default with { ExactUncertainty = true });
        var into = new Prediction();
        Console.WriteLine($"  with σ exact: {1e6 * Clock.Measure(() => exact.Evaluate(structure, Request.Forces | Request.Uncertainty, into), 1).Processor / structure.Count:0}");
    }
}
