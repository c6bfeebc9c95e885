using Athanor.Atoms;

namespace Athanor.Potentials;

/// <summary>Short-range members of a committee as one short-range model, whose heads they are: one neighbour list, one pass over the blocks for all of them, and for what is stacked with them.</summary>
sealed class SharedCommittee : ShortRangeModel
{
    readonly ShortRangeModel[] _members;
    readonly double[] _meanAtomEnergies;

    SharedCommittee(string name, ShortRangeModel[] members)
    {
        (Name, _members) = (name, members);
        _meanAtomEnergies = new double[byte.MaxValue];
        foreach (var element in Element.All.Where(Covers))
            _meanAtomEnergies[SpeciesOf(element)] = members.Average(m => m.AtomEnergy(SpeciesOf(element)));
        Range = members.Max(m => m.Range);
        SmallestBlock = members.Max(m => m.SmallestBlock);
    }

    /// <summary>
    /// The members as one, on the baseline that all of them have; null where they are not sums over atoms of one kind of model, with elements in the same order, and no ensembles themselves, or stand on different potentials.
    /// </summary>
    internal static IPotential? Of(string name, IReadOnlyList<IPotential> members)
    {
        if (!members.All(m => m is ModelWithBaseline))
            return OfModels(name, members);
        var based = members.Cast<ModelWithBaseline>().ToArray();
        return Array.TrueForAll(based, m => m.Baseline.Name == based[0].Baseline.Name) && OfModels(name, [.. based.Select(m => m.Model)]) is { } shared
            ? new WeightedSum([(1.0, shared), (1.0, based[0].Baseline)])
            : null;
    }

    static SharedCommittee? OfModels(string name, IReadOnlyList<IPotential> members)
    {
        var models = members.OfType<ShortRangeModel>().Where(m => m.IsSumOverAtoms && m.HeadCount == 0).ToArray();
        return models.Length == members.Count
            && Array.TrueForAll(models, m => m.GetType() == models[0].GetType() && Element.All.All(e => m.SpeciesOf(e) == models[0].SpeciesOf(e)))
            ? new SharedCommittee(name, models)
            : null;
    }

    public override string Name { get; }

    public override double Range { get; }

    public override int SmallestBlock { get; }

    public override int HeadCount => _members.Length;

    public override int SpeciesOf(Element element) => _members[0].SpeciesOf(element);

    public override double AtomEnergy(int species) => _meanAtomEnergies[species];

    /// <summary>By how much a member's differs from the mean, eV.</summary>
    internal double AtomEnergyOff(int member, int species) => _members[member].AtomEnergy(species) - _meanAtomEnergies[species];

    public override void Check(Structure structure)
    {
        foreach (var member in _members)
            member.Check(structure);
    }

    public override BlockKernel<T> OpenKernel<T>() => new SharedCommitteeKernel<T>(this, [.. _members.Select(m => m.OpenKernel<T>())]);
}
