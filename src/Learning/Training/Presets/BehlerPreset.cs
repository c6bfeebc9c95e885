using System.Text.Json.Nodes;
using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Potentials.Behler;
using Athanor.Potentials.Networks;

namespace Athanor.Learning;

/// <summary>Element networks on symmetry functions, after Behler and Parrinello.</summary>
sealed class BehlerPreset : ITrainingPreset
{
    static readonly int[] DefaultHidden = [20, 20];

    public string Name => "behler";

    public string Summary => "element networks on symmetry functions (Behler and Parrinello)";

    public string? DefaultBaseline => "zbl";

    public PresetSuit? Suits(TrainingTask task) => new(10, TimeSpan.FromMinutes(1), "makes networks on symmetry functions");

    public ITrainable Prepare(IReadOnlyList<Frame> frames, IReadOnlyList<int> training, AtomEnergies atomEnergies, TrainingOptions options, Team team)
    {
        Structure[] seen = [.. training.Select(i => frames[i].Structure)];
        var functions = SymmetryFunctionChoice.From(seen, options.Cutoff ?? SymmetryFunctionChoice.SuggestCutoff(seen));
        var descriptors = new DescriptorJob(functions, frames, team).Run();
        var scaling = Enumerable.Range(0, functions.Elements.Length).Select(s => ScalingOf(descriptors, training, s, functions.Count(s))).ToArray();
        team.Run(k => descriptors[k].Scale(scaling), descriptors.Length);
        var features = descriptors.Select((d, i) => BehlerFeatures.Of(d, VolumeOf(frames[i].Structure))).ToArray();
        return new Trainable(functions, scaling, options.Hidden ?? DefaultHidden, atomEnergies, features);
    }

    static double VolumeOf(Structure s) => s.Periodic.IsBulk ? s.Cell!.Volume : 0;

    static FunctionScaling ScalingOf(Descriptors[] descriptors, IReadOnlyList<int> training, int species, int count)
    {
        var values = new List<double>();
        foreach (var f in training)
        {
            // An isolated atom has no surroundings to scale by.
            if (descriptors[f].Count == 1 && descriptors[f].Values.All(v => v == 0))
                continue;
            for (var i = 0; i < descriptors[f].Count; i++)
            {
                if (descriptors[f].Species[i] == species)
                    values.AddRange(descriptors[f].Values.AsSpan(descriptors[f].ValueStart(i), count));
            }
        }
        return FunctionScaling.Standard([.. values], count);
    }

    /// <summary>Descriptors of all frames, a frame a piece.</summary>
    sealed class DescriptorJob(SymmetryFunctionSet functions, IReadOnlyList<Frame> frames, Team team) : IJob
    {
        readonly DescriptorEvaluator[] _evaluators = [.. Enumerable.Range(0, team.Threads).Select(_ => new DescriptorEvaluator(functions))];
        readonly Descriptors[] _descriptors = new Descriptors[frames.Count];

        internal Descriptors[] Run()
        {
            team.Run(this, frames.Count);
            foreach (var evaluator in _evaluators)
                evaluator.Dispose();
            return _descriptors;
        }

        void IJob.Run(int index, int worker) => _descriptors[index] = _evaluators[worker].Evaluate(frames[index].Structure, derivatives: true);
    }

    sealed class Trainable(SymmetryFunctionSet functions, FunctionScaling[] scaling, int[] hidden, AtomEnergies atomEnergies, FrameFeatures[] features) : INetworkTrainable
    {
        readonly NetworkShape[] _shapes = [.. Enumerable.Range(0, functions.Elements.Length).Select(s => new NetworkShape(functions.Count(s), hidden))];

        public IReadOnlyList<NetworkShape> Networks => _shapes;

        public IReadOnlyList<FrameFeatures> Features => features;

        public string Description =>
            $"Networks {string.Join(", ", functions.Elements.Select((e, s) => $"{e} {_shapes[s]}"))} on symmetry functions within {functions.Range:0.##} Å.";

        public IPotential Build(ReadOnlySpan<double> parameters, string? baseline)
        {
            var networks = new ElementNetwork[_shapes.Length];
            var start = 0;
            for (var s = 0; s < networks.Length; s++)
            {
                networks[s] = _shapes[s].ToNetwork(parameters.Slice(start, _shapes[s].ParameterCount));
                start += _shapes[s].ParameterCount;
            }
            return new BehlerModel(functions, scaling, networks, [.. functions.Elements.Select(atomEnergies.Of)], baseline: baseline);
        }

        public ModelFile ToFile(IPotential model, JsonObject card) => BehlerModelFile.ToFile(((BehlerModel)model).With(record: card));
    }
}
