namespace Athanor.Potentials;

/// <summary>A potential's members, one potential each: those of an ensemble, also where other potentials are added to it.</summary>
public static class EnsembleMembers
{
    /// <summary>Empty where it is no ensemble, or several are in it, whose members do not belong to one another.</summary>
    public static IReadOnlyList<IPotential> Of(IPotential potential) => potential switch
    {
        IEnsemble ensemble => ensemble.Members,
        Calibrated calibrated => calibrated.Members,
        ModelWithBaseline model => [.. Of(model.Model).Select(m => new ModelWithBaseline(m, model.Baseline))],
        WeightedSum sum => OfSum(sum),
        _ => [],
    };

    static IReadOnlyList<IPotential> OfSum(WeightedSum sum)
    {
        var members = sum.Terms.Select(t => Of(t.Potential)).ToArray();
        var own = Array.FindIndex(members, m => m.Count > 0);
        if (own < 0 || Array.FindLastIndex(members, m => m.Count > 0) != own)
            return [];
        return [.. members[own].Select(member => new WeightedSum(sum.Terms.Select((t, k) => (t.Factor, k == own ? member : t.Potential))))];
    }
}
