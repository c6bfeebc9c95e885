using System.Text.Json.Nodes;
using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Potentials.Layered;

namespace Athanor.Learning;

/// <summary>A layered model without its parameters, and the frames it is to be fitted to.</summary>
sealed class LayeredTrainable : ITrainable
{
    /// <summary>Training frames that tell how large forces of a random model are.</summary>
    const int Samples = 20;

    readonly LayeredForm _form;
    readonly IReadOnlyList<Frame> _frames;
    readonly IReadOnlyList<int> _training;
    readonly AtomEnergies _atomEnergies;
    readonly GradientSettings _settings;
    readonly LayeredFrame[] _layered;
    readonly LayeredLayout _layout;

    internal LayeredTrainable(LayeredForm form, IReadOnlyList<Frame> frames, IReadOnlyList<int> training, AtomEnergies atomEnergies, int seed, GradientSettings settings, Team team)
    {
        (_frames, _training, _atomEnergies, _settings) = (frames, training, atomEnergies, settings);
        _layered = new LayeredFrame[frames.Count];
        team.Run(k => _layered[k] = LayeredFrame.Of(frames[k].Structure, form), frames.Count);
        _form = form with { Scale = Scale(form, seed) };
        _layout = new LayeredLayout(_form);
        Features = [.. frames.Select(f => new FrameFeatures { Atoms = f.Structure.Count, Volume = f.Structure.Periodic.IsBulk ? f.Structure.Cell!.Volume : 0, Groups = [] })];
    }

    public IReadOnlyList<FrameFeatures> Features { get; }

    public string Description
    {
        get
        {
            var layers = _form.HasMessages
                ? FormattableString.Invariant($"two layers within {_form.Basis.Cutoff:0.##} Å each, features of degree up to {_form.FeatureDegree}")
                : FormattableString.Invariant($"one layer within {_form.Basis.Cutoff:0.##} Å");
            return FormattableString.Invariant($"Many-body network of {layers}, in {_form.Channels} channels, products to order {_form.Degrees.Length}: {_layout.Count} parameters.");
        }
    }

    internal LayeredGradientModel Model(int heads = 0) => new(_layout, _layered, heads);

    public IModelFit Open(TrainingFrame[] training, TrainingFrame[] validation, FitOptions options, Team team) => new GradientFit(Model(options.HeadSweeps > 0 ? options.Heads : 0), training, validation, options, team, _settings);

    public IPotential Build(ReadOnlySpan<double> parameters, string? baseline)
    {
        using var model = Model();
        var own = model.Scaled(parameters);
        double[] energies = [.. _form.Elements.Select(e => _atomEnergies.Of(e))];
        var unseen = new LayeredModel(_form, own, energies, new DescriptorRange(_form.Elements.Length, _form.Channels));
        var range = unseen.RangeOf(_training.Select(f => _frames[f].Structure));
        return new LayeredModel(_form, own, energies, range, baseline: baseline);
    }

    public IPotential Build(FitState state, string? baseline)
    {
        var built = (LayeredModel)Build(state.Arrays.GetValueOrDefault(GradientFit.Together) ?? state.Best, baseline);
        if (!state.Arrays.TryGetValue(GradientFit.Heads, out var deviations))
            return built;
        using var model = Model();
        var members = deviations.Length / model.LastLayerCount;
        return built.With(LayeredHeads.Centred(_layout, members, model.Heads(deviations, members)));
    }

    public ModelFile ToFile(IPotential model, JsonObject card) => LayeredModelFile.ToFile(((LayeredModel)model).With(record: card));

    /// <summary>What makes forces of the initial model as large as the labels.</summary>
    double Scale(LayeredForm form, int seed)
    {
        var layout = new LayeredLayout(form with { Scale = 1 });
        using var parameters = new LayeredParameters(layout);
        parameters.Set(layout.Begin(seed));
        using var gradient = parameters.Open();
        double found = 0, wanted = 0;
        foreach (var f in _training.Where(f => _frames[f].Structure.Count > 1 && _frames[f].Forces is not null).Take(Samples))
        {
            var rows = new double[3 * _layered[f].Atoms];
            gradient.Evaluate(_layered[f], rows);
            found += rows.Sum(r => r * r);
            wanted += _frames[f].Forces!.Sum(v => v.LengthSquared);
        }
        return found > 0 && wanted > 0 ? Math.Sqrt(wanted / found) : 1;
    }
}
