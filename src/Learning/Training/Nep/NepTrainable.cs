using System.Text.Json.Nodes;
using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Potentials.Nep;

namespace Athanor.Learning;

/// <summary>A neuroevolution potential to be trained on frames.</summary>
/// <param name="start">Parameters whose coefficients the fit starts from.</param>
/// <param name="edges">By frame of the data.</param>
/// <param name="training">Frames whose descriptors are the range the model knows.</param>
sealed class NepTrainable(NepParameters parameters, double[] start, AtomEnergies atomEnergies, IReadOnlyList<Frame> frames, NepFrame[] edges, IReadOnlyList<int> training, Team team) : ITrainable
{
    public IReadOnlyList<FrameFeatures> Features { get; } =
        [.. frames.Select(f => new FrameFeatures { Atoms = f.Structure.Count, Volume = f.Structure.Periodic.IsBulk ? f.Structure.Cell!.Volume : 0, Groups = [] })];

    public string Description
    {
        get
        {
            var form = parameters.Form;
            return FormattableString.Invariant(
                $"Neuroevolution potential within {form.RadialCutoffs.Max():0.##} Å: network {form.DescriptorLength}-{form.Neurons}-1 {(form.Species > 1 ? "for each element " : "")}on {form.RadialChannels} radial and {form.AngularChannels} × {form.InvariantCount} angular invariants, whose radial functions are learned too.");
        }
    }

    public IModelFit Open(TrainingFrame[] train, TrainingFrame[] validation, FitOptions options, Team with)
    {
        var repulsion = Repulsion();
        return new NetworkFit(new NepFitModel(parameters, edges, start), Less(train, repulsion), Less(validation, repulsion), options, with);
    }

    public IPotential Build(ReadOnlySpan<double> values, string? baseline)
    {
        var model = parameters.ToModel(values, [.. parameters.Form.Elements.Select(atomEnergies.Of)]);
        var range = new DescriptorRange(parameters.Form.Species, parameters.Form.DescriptorLength);
        // An isolated atom has no surroundings.
        NepFrame[] seen = [.. training.Select(i => edges[i]).Where(f => f.Atoms > 1)];
        var descriptors = NepDescriptors.Of(parameters, values, seen, team);
        for (var f = 0; f < seen.Length; f++)
        {
            for (var i = 0; i < seen[f].Atoms; i++)
                range.Add(seen[f].Species[i], descriptors[f].AsSpan(i * parameters.Inputs, parameters.Inputs));
        }
        return model.With(range);
    }

    public ModelFile ToFile(IPotential model, JsonObject card) => NepModelFile.ToFile(((NepModel)model).With(((NepModel)model).Trained, card));

    /// <summary>The model's repulsion of nuclei alone; null where it has none.</summary>
    NepModel? Repulsion()
    {
        if (parameters.Form.Zbl is null)
            return null;
        var form = parameters.Form with { Version = 4, Neurons = 1 };
        var nothing = new NepNetwork(new double[form.DescriptorLength], [0.0], [0.0]);
        return new NepModel(
            form, [.. form.Elements.Select(_ => nothing)], 0, new double[form.Species * form.Species * form.RadialChannels * form.RadialBasis],
            new double[form.Species * form.Species * form.AngularChannels * form.AngularBasis], new double[form.DescriptorLength]);
    }

    /// <summary>Targets less the repulsion, which is no part of the fit.</summary>
    TrainingFrame[] Less(TrainingFrame[] targets, NepModel? repulsion)
    {
        if (repulsion is null)
            return targets;
        using var evaluator = repulsion.Open(EvaluatorOptions.Default);
        var prediction = new Prediction();
        return [.. targets.Select(Less)];

        TrainingFrame Less(TrainingFrame target)
        {
            var structure = frames[target.Index].Structure;
            evaluator.Evaluate(structure, Request.Forces | Request.Virial, prediction);
            if (prediction.Energy == 0)
                return target;
            var rows = (double[])target.Rows.Clone();
            for (var i = 0; i < structure.Count; i++)
            {
                for (var axis = 0; axis < 3; axis++)
                    rows[3 * i + axis] += prediction.Forces[i][axis];
            }
            if (target.Features.HasStrain)
            {
                var w = prediction.Virial.Symmetrized;
                double[] strains = [w.XX, w.YY, w.ZZ, w.YZ, w.XZ, w.XY];
                for (var v = 0; v < 6; v++)
                    rows[3 * structure.Count + v] += strains[v];
            }
            return new TrainingFrame { Features = target.Features, Energy = target.Energy - prediction.Energy, Rows = rows, Weight = target.Weight, Index = target.Index };
        }
    }
}
