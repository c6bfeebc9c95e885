using System.Text.Json.Nodes;
using Athanor.Atoms;

namespace Athanor.Potentials;

/// <summary>
/// Several potentials for the same thing: their mean is the prediction, and their sample standard deviation (divisor M − 1) is the uncertainty of energy and
/// forces ("query by committee", Smith et al., J. Chem. Phys. 148, 241733 (2018)). The members are asked one by one only where an uncertainty is wanted.
/// </summary>
public sealed class Committee : IEnsemble, IDescribed
{
    /// <summary>How a committee begins in the grammar.</summary>
    internal const string Opening = "committee(";

    readonly IPotential[] _members;
    readonly IPotential _mean;

    /// <param name="members">At least two.</param>
    /// <param name="mean">A potential that gives the mean of all members at once, sooner than they do one by one; null where there is none.</param>
    /// <param name="card">What it says of itself; where not given, that it is a committee, and of whom.</param>
    /// <param name="details">The same and more for machines; null where there is nothing but the card.</param>
    /// <exception cref="ArgumentException">Fewer than two members.</exception>
    public Committee(string name, IEnumerable<IPotential> members, IPotential? mean = null, string? card = null, JsonObject? details = null)
    {
        _members = [.. members];
        if (_members.Length < 2)
            throw new ArgumentException("A committee has at least two members.", nameof(members));
        (Name, Details) = (name, details);
        Card = card ?? $"Committee of {_members.Length}: {string.Join(", ", _members.Select(m => m.Name))}\n";
        Shared = mean is null ? SharedCommittee.Of(name, _members) : null;
        _mean = mean ?? new WeightedSum(_members.Select(m => (1.0 / _members.Length, m)));
    }

    /// <summary>The committee of any potentials, named as the grammar reads it.</summary>
    /// <exception cref="ArgumentException">Fewer than two members.</exception>
    public static Committee Of(IReadOnlyList<IPotential> members) =>
        new($"{Opening}{string.Join(", ", members.Select(m => m.Name))})", members, card: $"Committee of {members.Count}\n{string.Concat(members.Select(PotentialCard.Indented))}");

    public string Name { get; }

    public string Card { get; }

    public JsonObject? Details { get; }

    public IReadOnlyList<IPotential> Members => _members;

    /// <summary>What is predicted where no uncertainty is wanted.</summary>
    public IPotential Mean => _mean;

    /// <summary>All members in one pass over one neighbour list; null where they are not of such a kind.</summary>
    internal IPotential? Shared { get; }

    public double? Cutoff => _mean.Cutoff;

    public bool Covers(Element element) => _mean.Covers(element);

    public IEvaluator Open(EvaluatorOptions options) => Shared?.Open(options) ?? new CommitteeEvaluator(this, options);
}
