using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Athanor.Atoms;
using Athanor.Potentials.Behler;
using Athanor.Potentials.Networks;

namespace Athanor.Potentials.Cartesian;

/// <summary>
/// A network on raw Cartesian coordinates: the counter-example. It knows one list of atoms in one order, at one place, seen from one side; turn the molecule or swap
/// two equal atoms, and its energy changes. Kept because it can be trained like any other and fails the audit where it must.
/// </summary>
public sealed class CartesianModel : IPotential, IDescribed
{
    readonly JsonObject _record;

    /// <param name="elements">The atoms it knows, in their order.</param>
    /// <param name="scaling">From 3N coordinates (Å) to inputs.</param>
    /// <param name="network">3N inputs.</param>
    /// <param name="energyOffset">Added to the network's output, eV.</param>
    /// <param name="record">What is known of its making.</param>
    /// <exception cref="PotentialException">The parts do not fit together.</exception>
    public CartesianModel(IReadOnlyList<Element> elements, FunctionScaling scaling, ElementNetwork network, double energyOffset, string name, JsonObject? record = null)
    {
        if (scaling.Count != 3 * elements.Count || network.Inputs != 3 * elements.Count)
            throw new PotentialException($"A Cartesian network of {elements.Count} atoms has {3 * elements.Count} inputs, not {network.Inputs}.");
        (Elements, Scaling, Network, EnergyOffset, Name) = ([.. elements], scaling, network, energyOffset, name);
        _record = record?.DeepClone().AsObject() ?? [];
    }

    public string Name { get; }

    public double? Cutoff => null;

    /// <summary>The atoms it knows, in their order.</summary>
    public ImmutableArray<Element> Elements { get; }

    public FunctionScaling Scaling { get; }

    public ElementNetwork Network { get; }

    /// <summary>eV.</summary>
    public double EnergyOffset { get; }

    /// <summary>What is known of its making: data, training record. A copy.</summary>
    public JsonObject Record => _record.DeepClone().AsObject();

    public string Card => $"Network on raw Cartesian coordinates, for {Elements.Length} atoms in this order and place: {string.Join(' ', Elements)}\n"
        + PotentialCard.Line("network", $"{string.Join("-", Network.Sizes)} ({Network.Parameters.Length} parameters)") + RecordText.Of(_record);

    public JsonObject Details => CartesianModelFile.ToFile(this).Described;

    /// <summary>The same model with another record.</summary>
    public CartesianModel With(JsonObject record) => new(Elements, Scaling, Network, EnergyOffset, Name, record);

    public bool Covers(Element element) => Elements.Contains(element);

    public IEvaluator Open(EvaluatorOptions options) => new CartesianEvaluator(this);
}
