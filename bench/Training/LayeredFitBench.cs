using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Athanor.Learning;
using Athanor.Numerics;

namespace Athanor.Bench.Training;

/// <summary>
/// A layered model fitted with other sizes and settings than its preset's, for a number of sweeps, data files separated by commas:
/// <c>dotnet run --project bench -c Release -- layered-fit train.xyz,atoms.xyz 300 channels=64 degrees=333 messages=333 features=1 optimiser=soap rate=0.003</c>.
/// </summary>
static class LayeredFitBench
{
    public static void Run(string[] arguments)
    {
        if (arguments.Length < 2 || !int.TryParse(arguments[1], out var sweeps))
        {
            Console.WriteLine("layered-fit: give data files and a number of sweeps");
            return;
        }
        var given = arguments.Skip(2).Select(a => a.Split('=')).ToDictionary(a => a[0], a => a[1]);
        double Number(string name, double otherwise) => given.TryGetValue(name, out var text) ? double.Parse(text, CultureInfo.InvariantCulture) : otherwise;
        ImmutableArray<int> Digits(string name, string otherwise) => [.. given.GetValueOrDefault(name, otherwise).Select(c => c - '0')];
        var preset = (given.GetValueOrDefault("preset") == "accurate" ? LayeredPreset.Accurate : LayeredPreset.Max) is var usual && given.ContainsKey("degrees")
            ? usual with { Degrees = Digits("degrees", "333"), MessageDegrees = Digits("messages", "") }
            : usual;
        var standard = preset.Settings;
        preset = preset with
        {
            FeatureDegree = preset.MessageDegrees.IsEmpty ? 0 : (int)Number("features", preset.FeatureDegree),
            Channels = (int)Number("channels", preset.Channels),
            Functions = (int)Number("functions", preset.Functions),
            Settings = standard with
            {
                Batch = given.ContainsKey("batch") ? (int)Number("batch", 4) : standard.Batch,
                Rate = Number("rate", standard.Rate),
                LastRate = Number("last", standard.LastRate),
                Decay = Number("decay", standard.Decay),
                DecayFrom = Number("from", standard.DecayFrom),
                Emphasis = Number("emphasis", standard.Emphasis),
                Huber = Number("huber", standard.Huber),
                AverageDecay = Number("average", standard.AverageDecay),
                Optimiser = given.GetValueOrDefault("optimiser") switch
                {
                    "adam" => (blocks, s, t) => new Learning.Adam(blocks, s.Decay, t),
                    "muon" => (blocks, s, t) => new Muon(blocks, s.Decay, t),
                    "soap" => (blocks, s, t) => new Soap(blocks, s.Decay, t),
                    _ => standard.Optimiser,
                },
            },
        };
        var import = ImportReport.Of(Dataset.Read(arguments[0].Split(',')));
        using var team = new Team((int)Number("threads", 1));
        var options = new TrainingOptions { Seed = (int)Number("seed", 1), MostSteps = sweeps, Validation = Number("validation", 0.1), Cutoff = given.ContainsKey("cutoff") ? Number("cutoff", 5) : null };
        var label = string.Join(' ', arguments.Skip(1));
        var result = new Trainer(import, options, team, preset).Train(null, progress =>
        {
            if (progress.Step is { } step && step.Step % Math.Max(1, sweeps / 5) == 0)
                Show($"{label} | {step.Step}", step);
        }, default);
        Show($"DONE {label} | {result.BestStep}", result.History[result.BestStep - 1]);
    }

    static void Show(string name, FitStep step) => Console.WriteLine(
        $"{name}: {1e3 * step.Training.EnergyRmse:0.00} | {1e3 * step.Validation.EnergyRmse:0.000} meV/atom {1e3 * step.Training.ForceRmse:0.00} | {1e3 * step.Validation.ForceRmse:0.00} meV/Å at {step.Damping:g2}, processor {Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds:0} s");
}
