using System.Globalization;
using Athanor.Learning;
using Athanor.Numerics;

namespace Athanor.Bench.Training;

/// <summary>
/// A fit by gradients of networks over fixed features, with settings from the command line, for a number of sweeps:
/// <c>dotnet run --project bench -c Release -- gradient-fit train.xyz 300 optimiser=soap rate=0.003 batch=4 emphasis=8 huber=4 hidden=64x64</c>.
/// </summary>
static class GradientFitBench
{
    public static void Run(string[] arguments)
    {
        if (arguments.Length < 2 || !int.TryParse(arguments[1], out var sweeps))
        {
            Console.WriteLine("gradient-fit: give a data file and a number of sweeps");
            return;
        }
        var given = arguments.Skip(2).Select(a => a.Split('=')).ToDictionary(a => a[0], a => a[1]);
        double Number(string name, double otherwise) => given.TryGetValue(name, out var text) ? double.Parse(text, CultureInfo.InvariantCulture) : otherwise;
        var import = ImportReport.Of(Dataset.Read([arguments[0]]));
        using var team = new Team((int)Number("threads", 1));
        var options = new TrainingOptions { Seed = 1, Hidden = [.. given.GetValueOrDefault("hidden", "40x40").Split('x').Select(int.Parse)] };
        var split = import.Data.Split(options.Validation, 1);
        var model = (INetworkTrainable)TrainingPresets.Find("behler").Prepare(import.Data.Frames, split.Training, import.AtomEnergies, options, team);
        TrainingFrame[] Frames(int[] indices) => TrainingTargets.Of(import.Data, indices, model, import.AtomEnergies, null, options.GroupWeights, !import.DistrustsStress);
        TrainingFrame[] training = Frames(split.Training), validation = Frames(split.Validation);
        using var networks = new NetworkSet(model.Networks);
        double[] start;
        using (var centred = new NetworkFit(model.Networks, training, validation, new FitOptions(1, 1, 1, null), team))
            start = centred.Begin().Parameters;
        var standard = new GradientSettings();
        var settings = standard with
        {
            Batch = given.ContainsKey("batch") ? (int)Number("batch", 4) : null,
            Rate = Number("rate", standard.Rate),
            Emphasis = Number("emphasis", standard.Emphasis),
            Huber = Number("huber", standard.Huber),
            DecayFrom = Number("decay", standard.DecayFrom),
            AverageDecay = Number("average", standard.AverageDecay),
            Optimiser = (blocks, s, t) => given.GetValueOrDefault("optimiser", "soap") switch
            {
                "muon" => new Muon(blocks, s.Decay, t),
                "adam" => new Learning.Adam(blocks, s.Decay, t),
                _ => new Soap(blocks, s.Decay, t),
            },
        };
        using var fit = new GradientFit(new NetworkGradients(networks, start), training, validation, new FitOptions(1, sweeps, 1, null), team, settings);
        var state = fit.Begin();
        fit.Run(state, step =>
        {
            if (step.Step % Math.Max(1, sweeps / 6) == 0)
                Show($"sweep {step.Step}", step);
        }, default);
        foreach (var remark in state.Remarks)
            Console.WriteLine(remark);
        Show($"{string.Join(' ', arguments.Skip(2))}: kept {state.BestStep}", state.History[state.BestStep - 1]);
    }

    static void Show(string name, FitStep step) => Console.WriteLine(
        $"{name,-40} {1e3 * step.Training.EnergyRmse,8:0.00} |{1e3 * step.Validation.EnergyRmse,7:0.00} meV/atom {1e3 * step.Training.ForceRmse,8:0.0} |{1e3 * step.Validation.ForceRmse,7:0.0} meV/Å   {step.Score:0.000} at {step.Damping:g2}");
}
