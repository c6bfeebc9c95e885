using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials.GaussianProcesses;

/// <summary>
/// A sparse Gaussian process of atomic energies: E = Σ_i [Σ_m w_m (û_i·ŝ_m)² + E0] (<see cref="GaussianForm"/>, <see cref="SparseSurroundings"/>). An ensemble of draws where its posterior is known, and then exact variances are to be had of
/// <see cref="GaussianVariance"/>. Immutable.
/// </summary>
public sealed class GaussianModel : ShortRangeModel, IEnsemble, IDescribed
{
    readonly double[] _weights, _atomEnergies;
    readonly JsonObject _record;
    readonly Lazy<QuadraticForms> _mean;
    readonly Lazy<QuadraticForms[]> _heads;

    /// <param name="weights">w of the sparse surroundings of all species, eV.</param>
    /// <param name="atomEnergies">By species: energy added for every atom, eV.</param>
    /// <param name="range">What the invariants were in the training data.</param>
    /// <param name="posterior">Null where nothing is known of its uncertainty.</param>
    /// <exception cref="PotentialException">The parts do not fit together.</exception>
    public GaussianModel(
        SparseSurroundings sparse, double[] weights, double[] atomEnergies, DescriptorRange range, GaussianPosterior? posterior = null, string name = "gp", string? baseline = null, JsonObject? record = null)
    {
        var form = sparse.Form.Invariants;
        if (weights.Length != sparse.Count || atomEnergies.Length != form.Elements.Length || !range.IsOf(form.Elements.Length, form.Invariants))
            throw new PotentialException($"A process of {form.Elements.Length} elements and {sparse.Count} sparse surroundings needs as many atom energies, ranges and weights.");
        if (posterior is not null && posterior.Count != sparse.Count + form.Elements.Length)
            throw new PotentialException($"{sparse.Count} sparse surroundings and {form.Elements.Length} atom energies have no posterior of {posterior.Count} numbers.");
        (Sparse, Trained, Posterior, Name, Baseline) = (sparse, range, posterior, name, baseline);
        (_weights, _atomEnergies) = (weights, atomEnergies);
        _record = record?.DeepClone().AsObject() ?? [];
        _mean = new(() => QuadraticForms.Of(sparse, weights, atomEnergies));
        _heads = new(() => posterior is null ? [] : ProcessDraws.Of(sparse, posterior));
    }

    GaussianModel(GaussianModel of, QuadraticForms forms, string name)
        : this(of.Sparse, of._weights, forms.AtomEnergies, of.Trained, null, name, of.Baseline)
    {
        _mean = new(() => forms);
        IsDraw = true;
    }

    public override string Name { get; }

    public override double Range => Sparse.Form.Invariants.Basis.Cutoff;

    /// <summary>Elements covered, in the order of species.</summary>
    public ImmutableArray<Element> Elements => Sparse.Form.Invariants.Elements;

    /// <summary>The potential it was trained on top of, in the potential grammar; null where none. Who opens a model file adds it.</summary>
    public string? Baseline { get; }

    /// <summary>What is known of its making: data, training record, calibration. A copy.</summary>
    public JsonObject Record => _record.DeepClone().AsObject();

    public SparseSurroundings Sparse { get; }

    /// <summary>What the fit knows; null where that is not known, or it is a member that was drawn.</summary>
    public GaussianPosterior? Posterior { get; }

    /// <summary>What the invariants were in the training data.</summary>
    public DescriptorRange Trained { get; }

    /// <summary>True for a member, which is no sum over sparse surroundings and so has no weights and no file of its own.</summary>
    public bool IsDraw { get; }

    /// <summary>w, eV.</summary>
    public ReadOnlySpan<double> Weights => _weights;

    internal QuadraticForms Mean => _mean.Value;

    /// <summary>By how much members differ from the mean.</summary>
    internal QuadraticForms[] Heads => _heads.Value;

    public override int HeadCount => Posterior?.Members ?? 0;

    public IReadOnlyList<IPotential> Members => [.. Heads.Select((h, k) => new GaussianModel(this, Mean.Plus(1, h), $"{Name}, member {k + 1}"))];

    public string Card => GaussianCard.Text(this);

    public JsonObject? Details => IsDraw ? null : GaussianModelFile.ToFile(this).Described;

    /// <summary>The same model under another name or with another record.</summary>
    public GaussianModel With(string? name = null, JsonObject? record = null) => IsDraw
        ? new(this, Mean, name ?? Name)
        : new(Sparse, _weights, _atomEnergies, Trained, Posterior, name ?? Name, Baseline, record ?? _record);

    public override IExactVariance? OpenVariance() => Posterior is null ? null : new GaussianVariance(this);

    public override int SpeciesOf(Element element) => Elements.IndexOf(element);

    public override double AtomEnergy(int species) => _atomEnergies[species];

    public override BlockKernel<T> OpenKernel<T>()
    {
        object kernel = typeof(T) == typeof(float)
            ? Widths.Single<SingleDoor, BlockKernel<float>>(new SingleDoor(this))
            : Widths.Double<DoubleDoor, BlockKernel<double>>(new DoubleDoor(this));
        return (BlockKernel<T>)kernel;
    }

    readonly struct SingleDoor(GaussianModel model) : ISingleUser<BlockKernel<float>>
    {
        public BlockKernel<float> Use<W>()
            where W : struct, IWide<W, float> => new GaussianKernel<W, float>(model);
    }

    readonly struct DoubleDoor(GaussianModel model) : IDoubleUser<BlockKernel<double>>
    {
        public BlockKernel<double> Use<W>()
            where W : struct, IWide<W, double> => new GaussianKernel<W, double>(model);
    }
}
