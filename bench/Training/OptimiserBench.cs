using System.Diagnostics;
using Athanor.Learning;
using Athanor.Numerics;

namespace Athanor.Bench.Training;

/// <summary>
/// Levenberg–Marquardt against Adam at several learning rates, on the same features, likelihood and threads, for the same wall time:
/// <c>dotnet run --project bench -c Release -- optimisers Si_train.xyz 120</c>.
/// </summary>
static class OptimiserBench
{
    static readonly double[] Rates = [1e-3, 3e-3, 1e-2];

    public static void Run(string[] arguments)
    {
        if (arguments.Length != 2 || !double.TryParse(arguments[1], out var seconds))
        {
            Console.WriteLine("optimisers: give a data file and seconds");
            return;
        }
        var import = ImportReport.Of(Dataset.Read([arguments[0]]));
        using var team = new Team(Environment.ProcessorCount);
        var options = new TrainingOptions { Seed = 1 };
        var split = import.Data.Split(options.Validation, 1);
        var model = (INetworkTrainable)TrainingPresets.Find("behler").Prepare(import.Data.Frames, split.Training, import.AtomEnergies, options, team);
        TrainingFrame[] Frames(int[] indices) => TrainingTargets.Of(import.Data, indices, model, import.AtomEnergies, null, options.GroupWeights, !import.DistrustsStress);
        var training = Frames(split.Training);
        new Random(1).Shuffle(training);
        var validation = Frames(split.Validation);
        using var networks = new NetworkSet(model.Networks);
        Console.WriteLine(model.Description);
        Console.WriteLine("optimiser        seconds  energy train|validation  forces train|validation (meV/atom, meV/Å)");

        var limit = TimeSpan.FromSeconds(seconds);
        using (var fit = new NetworkFit(model.Networks, training, validation, new FitOptions(1, int.MaxValue, int.MaxValue, limit), team))
        {
            var state = fit.Begin();
            var watch = Stopwatch.StartNew();
            var next = seconds / 8;
            fit.Run(
                state,
                step =>
                {
                    if (watch.Elapsed.TotalSeconds < next)
                        return;
                    next *= 2;
                    Show("LM", watch, step.Training, step.Validation);
                },
                default);
            Show("LM, kept", watch, fit.Training.Evaluate(state.Best), fit.Validation.Evaluate(state.Best));
        }
        foreach (var rate in Rates)
            RunAdam(rate, seconds, training, validation, networks, team);
    }

    static void RunAdam(double rate, double seconds, TrainingFrame[] training, TrainingFrame[] validation, NetworkSet networks, Team team)
    {
        using var objective = new Objective(training, networks, team);
        using var held = new Objective(validation, networks, team);
        var parameters = networks.Initialise(1);
        var sigma = NetworkFit.SigmaOf(objective.Evaluate(new double[parameters.Length]), default);
        var adam = new Adam(objective, 1);
        var watch = Stopwatch.StartNew();
        var next = seconds / 8;
        while (watch.Elapsed.TotalSeconds < seconds)
        {
            var now = rate * 0.5 * (1 + Math.Cos(Math.PI * watch.Elapsed.TotalSeconds / seconds));
            var residuals = adam.Epoch(parameters, sigma, now);
            var validated = held.Evaluate(parameters);
            sigma = NetworkFit.SigmaOf(residuals, validated);
            if (watch.Elapsed.TotalSeconds < next)
                continue;
            next *= 2;
            Show($"Adam {rate:g2}", watch, residuals, validated);
        }
        Show($"Adam {rate:g2}, avg", watch, objective.Evaluate(adam.Average), held.Evaluate(adam.Average));
    }

    static void Show(string name, Stopwatch watch, Residuals training, Residuals validation) => Console.WriteLine(
        $"{name,-16} {watch.Elapsed.TotalSeconds,7:0}  {1e3 * training.EnergyRmse,8:0.00} |{1e3 * validation.EnergyRmse,7:0.00}        {1e3 * training.ForceRmse,8:0.0} |{1e3 * validation.ForceRmse,7:0.0}");
}
