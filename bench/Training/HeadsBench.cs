using System.Globalization;
using Athanor.Learning;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Potentials.Layered;

namespace Athanor.Bench.Training;

/// <summary>
/// Heads for a many-body network that has none yet, from the data and the seed that it was trained with: <c>heads model.athanor FILE,FILE… out.athanor method=likelihood draws=16 components=24 sweeps=0 seed=1</c>.
/// </summary>
static class HeadsBench
{
    public static void Run(string[] arguments)
    {
        if (arguments.Length < 3)
        {
            Console.WriteLine("heads: give a model of kind 'layered', its data, and a file to write");
            return;
        }
        var given = arguments.Skip(3).Select(a => a.Split('=')).ToDictionary(a => a[0], a => a[1]);
        double Number(string name, double otherwise) => given.TryGetValue(name, out var text) ? double.Parse(text, CultureInfo.InvariantCulture) : otherwise;
        var file = LayeredModelFile.FromFile(ModelFile.Read(arguments[0]), arguments[0]);
        var import = ImportReport.Of(Dataset.Read(arguments[1].Split(',')));
        var seed = (int)Number("seed", 1);
        using var team = new Team((int)Number("threads", 1));
        var split = import.Data.Split(0.1, (ulong)seed);
        int[] learned = [.. split.Training.Where(i => !Dataset.IsIsolatedAtom(import.Data.Frames[i]))];
        var trainable = new LayeredTrainable(file.Form, import.Data.Frames, learned, import.AtomEnergies, seed, new GradientSettings(), team);
        var baseline = file.Baseline is { } name ? PotentialGrammar.Parse(name) : null;
        TrainingFrame[] Frames(int[] indices) => TrainingTargets.Of(import.Data, indices, trainable, import.AtomEnergies, baseline, new Dictionary<string, double>(), !import.DistrustsStress);
        TrainingFrame[] training = Frames(learned), validation = Frames(split.Validation);
        using var model = new LayeredGradientModel(file.Layout, [.. import.Data.Frames.Select(f => LayeredFrame.Of(f.Structure, file.Form))], (int)Number("draws", 16));
        double[] parameters = [.. file.Parameters], spreads = file.Layout.Spreads();
        for (var k = 0; k < parameters.Length; k++)
            parameters[k] /= spreads[k];
        var begun = Environment.CpuUsage.TotalTime;
        var draws = (int)Number("draws", 16);
        var posterior = new LastLayerPosterior(model, training, validation, team);
        var deviations = posterior.Draw(parameters, draws, (int)Number("components", 24) * 2, (ulong)seed, given.GetValueOrDefault("method") != "laplace")!;
        Console.WriteLine(FormattableString.Invariant($"{(Environment.CpuUsage.TotalTime - begun).TotalSeconds:0.0} s, {posterior.Remark}"));
        if (Number("sweeps", 0) > 0)
        {
            begun = Environment.CpuUsage.TotalTime;
            using var frames = new FrameGradients(model, 4, team, training, validation);
            model.Set(parameters);
            Residuals held = frames.Evaluate(validation), known = frames.Evaluate(training);
            var fit = new HeadedFit(model, training, validation, draws, team);
            fit.Improve(parameters, deviations, known, held, (int)Number("sweeps", 0), (ulong)seed, default);
            Console.WriteLine(FormattableString.Invariant($"{(Environment.CpuUsage.TotalTime - begun).TotalSeconds:0.0} s, {fit.Remark}"));
            file = new LayeredModel(file.Form, model.Scaled(parameters), [.. file.Elements.Select((_, s) => file.AtomEnergy(s))], file.Trained, file.Name, file.Baseline);
        }
        LayeredModelFile.Write(file.With(LayeredHeads.Centred(file.Layout, draws, model.Heads(deviations, draws))), arguments[2], overwrite: true);
    }
}
