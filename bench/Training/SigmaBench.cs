using Athanor.Atoms;
using Athanor.Learning;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Bench.Training;

/// <summary>
/// How good error bars of forces are and what they cost: <c>sigma POTENTIAL calibration.xyz test.xyz …</c>. A stretch and a noise are found on the first file, by the greatest likelihood; then of every file the errors, the mean σ of members alone, the rank
/// correlation of σ and error atom by atom, and how many components are within intervals of 90 %.
/// </summary>
static class SigmaBench
{
    public static void Run(string[] arguments)
    {
        if (arguments.Length < 2)
        {
            Console.WriteLine("sigma: give a potential and files of labelled structures, the first to calibrate on");
            return;
        }
        var potential = PotentialGrammar.Parse(arguments[0]);
        Console.WriteLine(arguments[0]);
        using var evaluator = potential.Open(EvaluatorOptions.Default);
        (double Stretch, double Noise)? law = null;
        foreach (var path in arguments.Skip(1))
        {
            var (errors, sigmas) = Forces(evaluator, Dataset.Read([path]).Frames);
            law ??= Fit(errors, sigmas);
            Show(Path.GetFileName(path), errors, sigmas, law.Value);
        }
        Cost(evaluator, Dataset.Read([arguments[1]]).Frames[0].Structure);
    }

    /// <summary>Errors and standard deviations of members by component, three to an atom, eV/Å.</summary>
    static (double[] Errors, double[] Sigmas) Forces(IEvaluator evaluator, IReadOnlyList<Frame> frames)
    {
        List<double> errors = [], sigmas = [];
        var prediction = new Prediction();
        foreach (var frame in frames.Where(f => f.Forces is not null))
        {
            evaluator.Evaluate(frame.Structure, Request.Forces | Request.Uncertainty, prediction);
            for (var i = 0; i < frame.Structure.Count; i++)
            {
                for (var d = 0; d < 3; d++)
                {
                    errors.Add(prediction.Forces[i][d] - frame.Forces![i][d]);
                    sigmas.Add(prediction.HasForcesStd ? prediction.ForcesStd[i][d] : 0);
                }
            }
        }
        return ([.. errors], [.. sigmas]);
    }

    static (double Stretch, double Noise) Fit(double[] errors, double[] sigmas)
    {
        var size = Math.Sqrt(errors.Average(e => e * e));
        var best = (Value: double.PositiveInfinity, Stretch: 0.0, Noise: 0.0);
        for (var stretch = 0.25; stretch < 64; stretch *= 1.1)
        {
            for (var part = 0.02; part < 1.5; part *= 1.15)
            {
                var (noise, sum) = (part * size, 0.0);
                for (var k = 0; k < errors.Length; k++)
                {
                    var variance = stretch * stretch * sigmas[k] * sigmas[k] + noise * noise;
                    sum += errors[k] * errors[k] / variance + Math.Log(variance);
                }
                if (sum < best.Value)
                    best = (sum, stretch, noise);
            }
        }
        return (best.Stretch, best.Noise);
    }

    static void Show(string name, double[] errors, double[] sigmas, (double Stretch, double Noise) law)
    {
        var atoms = errors.Length / 3;
        double Norm(double[] of, int atom) => Math.Sqrt(of.AsSpan(3 * atom, 3).ToArray().Sum(x => x * x));
        var rank = Correlation(Ranks([.. Enumerable.Range(0, atoms).Select(i => Norm(errors, i))]), Ranks([.. Enumerable.Range(0, atoms).Select(i => Norm(sigmas, i))]));
        int Within(Func<int, double> sigma) => Enumerable.Range(0, errors.Length).Count(k => Math.Abs(errors[k]) < 1.6449 * sigma(k));
        var total = Within(k => Math.Sqrt(law.Stretch * law.Stretch * sigmas[k] * sigmas[k] + law.Noise * law.Noise));
        Console.WriteLine(FormattableString.Invariant(
            $"  {name,-16} RMSE {1e3 * Math.Sqrt(errors.Average(e => e * e)),6:0.0} meV/Å, σ {1e3 * Math.Sqrt(sigmas.Average(s => s * s)),6:0.0}, ρ {rank:0.00}, 90 %: {100.0 * Within(k => sigmas[k]) / errors.Length:0} as it is, {100.0 * total / errors.Length:0} with stretch {law.Stretch:0.00} and noise {1e3 * law.Noise:0.0}"));
    }

    static double[] Ranks(double[] values)
    {
        var ranks = new double[values.Length];
        int[] order = [.. Enumerable.Range(0, values.Length)];
        Array.Sort((double[])values.Clone(), order);
        for (var k = 0; k < order.Length; k++)
            ranks[order[k]] = k;
        return ranks;
    }

    static double Correlation(double[] a, double[] b)
    {
        double meanA = a.Average(), meanB = b.Average();
        return a.Zip(b).Sum(p => (p.First - meanA) * (p.Second - meanB)) / Math.Sqrt(a.Sum(x => (x - meanA) * (x - meanA)) * b.Sum(x => (x - meanB) * (x - meanB)));
    }

    static void Cost(IEvaluator evaluator, Structure structure)
    {
        var prediction = new Prediction();
        var plain = Clock.Measure(() => evaluator.Evaluate(structure, Request.Forces, prediction), 1).Processor;
        var sigma = Clock.Measure(() => evaluator.Evaluate(structure, Request.Forces | Request.Uncertainty, prediction), 1).Processor;
        Console.WriteLine(FormattableString.Invariant($"  {1e6 * plain / structure.Count:0.0} µs an atom, {1e6 * sigma / structure.Count:0.0} with σ: {sigma / plain:0.0} times"));
    }
}
