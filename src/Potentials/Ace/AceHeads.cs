namespace Athanor.Potentials.Ace;

/// <summary>
/// Members of an <see cref="AceModel"/>: what is added to its weights and atom energies for each, draws from the posterior of the fit. Over all members they sum to nothing, so that the model's own prediction is their mean. Immutable.
/// </summary>
public sealed class AceHeads
{
    readonly double[][] _weights, _atomEnergies;

    /// <param name="weights">By member, eV for each invariant: [species, path, channel].</param>
    /// <param name="atomEnergies">By member and species, eV.</param>
    /// <exception cref="PotentialException">Fewer than two members, not as many numbers for each, or one that is not finite.</exception>
    public AceHeads(IReadOnlyList<double[]> weights, IReadOnlyList<double[]> atomEnergies)
    {
        if (weights.Count < 2 || atomEnergies.Count != weights.Count || weights.Any(w => w.Length != weights[0].Length) || atomEnergies.Any(e => e.Length != atomEnergies[0].Length))
            throw new PotentialException($"Heads are two or more, of as many weights and atom energies each; there are {weights.Count} with weights, {atomEnergies.Count} with atom energies.");
        if (weights.Concat(atomEnergies).Any(w => !w.All(double.IsFinite)))
            throw new PotentialException("A number of a head is not finite.");
        (_weights, _atomEnergies) = ([.. weights], [.. atomEnergies]);
    }

    /// <summary>Members.</summary>
    public int Count => _weights.Length;

    /// <summary>Whether it is of so many species and invariants.</summary>
    internal bool IsOf(int species, int invariants) => _weights[0].Length == species * invariants && _atomEnergies[0].Length == species;

    /// <summary>Added to the weights of one species: [path, channel], eV.</summary>
    public ReadOnlySpan<double> Weights(int member, int species)
    {
        var invariants = _weights[0].Length / _atomEnergies[0].Length;
        return _weights[member].AsSpan(species * invariants, invariants);
    }

    /// <summary>[species, path, channel].</summary>
    internal double[] AllWeights(int member) => _weights[member];

    /// <summary>Added to the energy of an atom, eV.</summary>
    public double AtomEnergy(int member, int species) => _atomEnergies[member][species];
}
