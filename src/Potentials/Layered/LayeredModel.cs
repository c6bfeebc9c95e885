using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials.Layered;

/// <summary>A many-body model of one or two layers with its parameters, and an ensemble where it carries heads. Immutable.</summary>
public sealed class LayeredModel : IEnsemble, IDescribed
{
    readonly double[] _parameters, _atomEnergies;
    readonly JsonObject _record;

    /// <param name="parameters">As <see cref="LayeredLayout"/> has them.</param>
    /// <param name="atomEnergies">By species: energy added for every atom, eV.</param>
    /// <param name="range">What atoms' first scalars were in the training data.</param>
    /// <exception cref="PotentialException">The parts do not fit together.</exception>
    public LayeredModel(LayeredForm form, ReadOnlySpan<double> parameters, IReadOnlyList<double> atomEnergies, DescriptorRange range, string name = "layered", string? baseline = null, JsonObject? record = null)
    {
        Layout = new LayeredLayout(form);
        if (parameters.Length != Layout.Count || atomEnergies.Count != form.Elements.Length || !range.IsOf(form.Elements.Length, form.Channels))
            throw new PotentialException($"A model of {form.Elements.Length} elements needs as many atom energies and ranges, and {Layout.Count} parameters, not {parameters.Length}.");
        foreach (var p in parameters)
        {
            if (!double.IsFinite(p))
                throw new PotentialException("A parameter is not a finite number.");
        }
        (_parameters, _atomEnergies, Trained) = (parameters.ToArray(), [.. atomEnergies], range);
        (Name, Baseline) = (name, baseline);
        _record = record?.DeepClone().AsObject() ?? [];
    }

    LayeredModel(LayeredModel other, double[] parameters, LayeredHeads? heads, string name, JsonObject? record)
    {
        (Layout, _parameters, _atomEnergies, Trained, Baseline) = (other.Layout, parameters, other._atomEnergies, other.Trained, other.Baseline);
        (Heads, Name, _record) = (heads, name, record?.DeepClone().AsObject() ?? other._record);
    }

    public string Name { get; }

    public LayeredForm Form => Layout.Form;

    public LayeredLayout Layout { get; }

    /// <summary>Å: two layers see neighbours of neighbours.</summary>
    public double? Cutoff => (Form.HasMessages ? 2 : 1) * Form.Basis.Cutoff;

    public ImmutableArray<Element> Elements => Form.Elements;

    /// <summary>The potential it was trained on top of, in the potential grammar; null where none. Who opens a model file adds it.</summary>
    public string? Baseline { get; }

    /// <summary>What is known of its making: data, training record, calibration. A copy.</summary>
    public JsonObject Record => _record.DeepClone().AsObject();

    public ReadOnlySpan<double> Parameters => _parameters;

    /// <summary>What atoms' first scalars were in the training data.</summary>
    public DescriptorRange Trained { get; }

    public string Card => LayeredCard.Text(this);

    public JsonObject Details => LayeredModelFile.ToFile(this).Described;

    /// <summary>The same model under another name or with another record.</summary>
    public LayeredModel With(string? name = null, JsonObject? record = null) => new(this, _parameters, Heads, name ?? Name, record);

    /// <summary>The same model with other heads, or with none.</summary>
    public LayeredModel With(LayeredHeads? heads) => new(this, _parameters, heads, Name, null);

    /// <summary>What its members add to it; null where nothing is known of its uncertainty.</summary>
    public LayeredHeads? Heads { get; }

    /// <summary>Models with other readouts, one for each head; none where it has no heads.</summary>
    public IReadOnlyList<IPotential> Members => Heads is null
        ? []
        : [.. Enumerable.Range(0, Heads.Count).Select(m => new LayeredModel(this, Heads.Parameters(Layout, _parameters, m), null, $"{Name} {m + 1}", null))];

    /// <summary>What it makes of structures; atoms alone, which have no surroundings, are left out.</summary>
    public DescriptorRange RangeOf(IEnumerable<Structure> structures)
    {
        var range = new DescriptorRange(Form.Elements.Length, Form.Channels);
        using var evaluator = (ILayeredRangeReader)Open(EvaluatorOptions.Default with { Precision = Precision.Single });
        foreach (var structure in structures.Where(s => s.Count > 1))
            evaluator.AddTo(range, structure);
        return range;
    }

    public bool Covers(Element element) => SpeciesOf(element) >= 0;

    /// <summary>−1 where it is not covered.</summary>
    public int SpeciesOf(Element element) => Form.Elements.IndexOf(element);

    /// <summary>eV.</summary>
    public double AtomEnergy(int species) => _atomEnergies[species];

    public IEvaluator Open(EvaluatorOptions options) => options.Precision == Precision.Single
        ? Widths.Single<SingleDoor, IEvaluator>(new SingleDoor(this, options))
        : Widths.Double<DoubleDoor, IEvaluator>(new DoubleDoor(this, options));

    readonly struct SingleDoor(LayeredModel model, EvaluatorOptions options) : ISingleUser<IEvaluator>
    {
        public IEvaluator Use<W>()
            where W : struct, IWide<W, float> => new LayeredEvaluator<W, float>(model, options);
    }

    readonly struct DoubleDoor(LayeredModel model, EvaluatorOptions options) : IDoubleUser<IEvaluator>
    {
        public IEvaluator Use<W>()
            where W : struct, IWide<W, double> => new LayeredEvaluator<W, double>(model, options);
    }
}
