using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials.Networks;

namespace Athanor.Potentials.Behler;

/// <summary>
/// The high-dimensional neural network potential of Behler and Parrinello (PRL 98, 146401, 2007): E = Σ_i [scale · NN(G_i) + E0], one network for each element, on
/// symmetry functions of the atom's surroundings. Immutable.
/// </summary>
public sealed class BehlerModel : ShortRangeModel, IDescribed
{
    readonly double[] _atomEnergies;
    readonly JsonObject _record;

    /// <param name="functions">The descriptor.</param>
    /// <param name="scaling">By species of <paramref name="functions"/>: from functions to network inputs.</param>
    /// <param name="networks">By species.</param>
    /// <param name="atomEnergies">By species: energy added for every atom, eV.</param>
    /// <param name="energyScale">eV for one unit of the networks' output.</param>
    /// <exception cref="PotentialException">The parts do not fit together.</exception>
    public BehlerModel(
        SymmetryFunctionSet functions,
        IReadOnlyList<FunctionScaling> scaling,
        IReadOnlyList<ElementNetwork> networks,
        IReadOnlyList<double> atomEnergies,
        double energyScale = 1,
        string name = "behler",
        string? baseline = null,
        JsonObject? record = null)
    {
        var species = functions.Elements.Length;
        if (scaling.Count != species || networks.Count != species || atomEnergies.Count != species)
            throw new PotentialException($"A model of {species} elements needs as many scalings, networks and atom energies.");
        for (var s = 0; s < species; s++)
        {
            if (scaling[s].Count != functions.Count(s) || networks[s].Inputs != functions.Count(s))
                throw new PotentialException($"{functions.Elements[s]} has {functions.Count(s)} symmetry functions, but {scaling[s].Count} scalings and a network of {networks[s].Inputs} inputs.");
        }
        (Functions, Scaling, Networks) = (functions, [.. scaling], [.. networks]);
        _atomEnergies = [.. atomEnergies];
        EnergyScale = energyScale;
        Name = name;
        Baseline = baseline;
        _record = record?.DeepClone().AsObject() ?? [];
    }

    public override string Name { get; }

    public override double Range => Functions.Range;

    public SymmetryFunctionSet Functions { get; }

    /// <summary>Elements covered, lightest first; their order is that of species.</summary>
    public ImmutableArray<Element> Elements => Functions.Elements;

    /// <summary>By species.</summary>
    public ImmutableArray<FunctionScaling> Scaling { get; }

    /// <summary>By species.</summary>
    public ImmutableArray<ElementNetwork> Networks { get; }

    /// <summary>eV for one unit of the networks' output.</summary>
    public double EnergyScale { get; }

    /// <summary>
    /// The potential it was trained on top of, in the potential grammar ("zbl"); null where none. <see cref="BehlerModel"/> itself is the network alone: who opens a model
    /// file adds the baseline.
    /// </summary>
    public string? Baseline { get; }

    /// <summary>What is known of its making: data, training record, calibration. A copy.</summary>
    public JsonObject Record => _record.DeepClone().AsObject();

    public string Card => BehlerCard.Text(this);

    public JsonObject Details => BehlerModelFile.ToFile(this).Described;

    public override int SpeciesOf(Element element) => Functions.SpeciesOf(element);

    public override double AtomEnergy(int species) => _atomEnergies[species];

    /// <summary>The same model with other weights.</summary>
    /// <param name="parameters">By species, in the order of <see cref="ElementNetwork.Parameters"/>.</param>
    public BehlerModel With(IReadOnlyList<double[]> parameters) => new(
        Functions, Scaling, [.. Networks.Select((n, s) => n.With(parameters[s]))], _atomEnergies, EnergyScale, Name, Baseline, _record);

    /// <summary>The same model under another name, on another baseline or with another record.</summary>
    public BehlerModel With(string? name = null, string? baseline = null, JsonObject? record = null) => new(
        Functions, Scaling, Networks, _atomEnergies, EnergyScale, name ?? Name, baseline ?? Baseline, record ?? _record);

    public override BlockKernel<T> OpenKernel<T>()
    {
        object kernel = typeof(T) == typeof(float)
            ? Widths.Single<SingleDoor, BlockKernel<float>>(new SingleDoor(this))
            : Widths.Double<DoubleDoor, BlockKernel<double>>(new DoubleDoor(this));
        return (BlockKernel<T>)kernel;
    }

    readonly struct SingleDoor(BehlerModel model) : ISingleUser<BlockKernel<float>>
    {
        public BlockKernel<float> Use<W>()
            where W : struct, IWide<W, float> => new BehlerKernel<W, float>(model);
    }

    readonly struct DoubleDoor(BehlerModel model) : IDoubleUser<BlockKernel<double>>
    {
        public BlockKernel<double> Use<W>()
            where W : struct, IWide<W, double> => new BehlerKernel<W, double>(model);
    }
}
