using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials.Ace;

/// <summary>
/// A linear model of the atomic cluster expansion (Drautz, Phys. Rev. B 99, 014104 (2019)): E = Σ_i [Σ w B_i + E0], the B being invariants of <see cref="AceForm"/> and the w those of the atom's element; an ensemble where it carries heads. Immutable.
/// </summary>
public sealed class AceModel : ShortRangeModel, IEnsemble, IDescribed
{
    readonly double[][] _weights;
    readonly double[] _atomEnergies;
    readonly JsonObject _record;

    /// <param name="weights">By species, eV for each invariant: [path, channel].</param>
    /// <param name="atomEnergies">By species: energy added for every atom, eV.</param>
    /// <param name="range">What the invariants were in the training data.</param>
    /// <param name="heads">What its members add; null for none.</param>
    /// <exception cref="PotentialException">The parts do not fit together.</exception>
    public AceModel(
        AceForm form, IReadOnlyList<double[]> weights, IReadOnlyList<double> atomEnergies, DescriptorRange range, string name = "ace", string? baseline = null, JsonObject? record = null, AceHeads? heads = null)
    {
        if (weights.Count != form.Elements.Length || atomEnergies.Count != form.Elements.Length || weights.Any(w => w.Length != form.Invariants) || !range.IsOf(form.Elements.Length, form.Invariants))
            throw new PotentialException($"A model of {form.Elements.Length} elements and {form.Invariants} invariants needs as many atom energies, weights and ranges.");
        if (heads?.IsOf(form.Elements.Length, form.Invariants) == false)
            throw new PotentialException($"Heads of a model of {form.Elements.Length} elements and {form.Invariants} invariants have as many weights and atom energies.");
        (Form, Trained, Heads) = (form, range, heads);
        _weights = [.. weights];
        _atomEnergies = [.. atomEnergies];
        Name = name;
        Baseline = baseline;
        _record = record?.DeepClone().AsObject() ?? [];
    }

    public override string Name { get; }

    public override double Range => Form.Basis.Cutoff;

    /// <summary>Elements covered, in the order of species.</summary>
    public ImmutableArray<Element> Elements => Form.Elements;

    /// <summary>The potential it was trained on top of, in the potential grammar; null where none. Who opens a model file adds it.</summary>
    public string? Baseline { get; }

    /// <summary>What is known of its making: data, training record, calibration. A copy.</summary>
    public JsonObject Record => _record.DeepClone().AsObject();

    public AceForm Form { get; }

    /// <summary>What the invariants were in the training data.</summary>
    public DescriptorRange Trained { get; }

    /// <summary>What its members add to it; null where nothing is known of its uncertainty.</summary>
    public AceHeads? Heads { get; }

    public override int HeadCount => Heads?.Count ?? 0;

    /// <summary>Models with other weights, one for each head; none where it has no heads.</summary>
    public IReadOnlyList<IPotential> Members => [.. Enumerable.Range(0, HeadCount).Select(Member)];

    AceModel Member(int head) => new(
        Form,
        [.. _weights.Select((w, s) => w.Zip(Heads!.Weights(head, s).ToArray(), (a, b) => a + b).ToArray())],
        [.. _atomEnergies.Select((e, s) => e + Heads!.AtomEnergy(head, s))],
        Trained,
        $"{Name}, member {head + 1}",
        Baseline);

    public string Card => AceCard.Text(this);

    public JsonObject Details => AceModelFile.ToFile(this).Described;

    /// <summary>The same model under another name or with another record.</summary>
    public AceModel With(string? name = null, JsonObject? record = null) => new(Form, _weights, _atomEnergies, Trained, name ?? Name, Baseline, record ?? _record, Heads);

    /// <summary>eV for each invariant: [path, channel].</summary>
    public ReadOnlySpan<double> Weights(int species) => _weights[species];

    public override int SpeciesOf(Element element) => Form.Elements.IndexOf(element);

    public override double AtomEnergy(int species) => _atomEnergies[species];

    public override BlockKernel<T> OpenKernel<T>()
    {
        object kernel = typeof(T) == typeof(float)
            ? Widths.Single<SingleDoor, BlockKernel<float>>(new SingleDoor(this))
            : Widths.Double<DoubleDoor, BlockKernel<double>>(new DoubleDoor(this));
        return (BlockKernel<T>)kernel;
    }

    readonly struct SingleDoor(AceModel model) : ISingleUser<BlockKernel<float>>
    {
        public BlockKernel<float> Use<W>()
            where W : struct, IWide<W, float> => new AceKernel<W, float>(model);
    }

    readonly struct DoubleDoor(AceModel model) : IDoubleUser<BlockKernel<double>>
    {
        public BlockKernel<double> Use<W>()
            where W : struct, IWide<W, double> => new AceKernel<W, double>(model);
    }
}
