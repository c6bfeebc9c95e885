using Athanor.Atoms;

namespace Athanor.Potentials.Electrostatics;

/// <summary>
/// The energy of point charges: of molecules the sum of K Q_i Q_j / r over all pairs, of crystals its Ewald sum in conducting surroundings. Structures that repeat in one or two directions are refused.
/// Keeps a neighbour list and scratch memory between calls; results do not depend on the number of threads.
/// </summary>
public sealed class EwaldSum : IDisposable
{
    readonly CoulombSum _sum;
    readonly Neighbours _neighbours;
    readonly Numerics.Team _team;

    /// <param name="split">See <see cref="EwaldSplit.For"/>; molecules do not need it, but crystals do.</param>
    /// <param name="background">Whether cells with a net charge get a uniform neutralising background (E = −K π Q²/2α²V); otherwise they are refused.</param>
    public EwaldSum(EwaldSplit split, EvaluatorOptions options, bool background = false)
    {
        _sum = new CoulombSum(CoulombTerms.Ewald(split, background), options.Team);
        _neighbours = new Neighbours(split.PairCutoff, options.Skin);
        _team = options.Team;
    }

    /// <param name="charges">e, one per atom.</param>
    /// <exception cref="PotentialException">The structure repeats in one or two directions only, or a crystal has a net charge and no background.</exception>
    /// <exception cref="AtomsException">A position is not a number, or atoms coincide.</exception>
    public void Evaluate(Structure structure, ReadOnlySpan<double> charges, ElectrostaticField into)
    {
        if (charges.Length != structure.Count)
            throw new ArgumentException($"{structure.Count} atoms have as many charges, not {charges.Length}.", nameof(charges));
        var near = _sum.NeedsNeighbours(structure);
        if (near)
            _neighbours.Update(structure, _team);
        _sum.Evaluate(structure, near ? _neighbours : null, charges, into);
    }

    public void Dispose()
    {
        _sum.Dispose();
        _neighbours.Dispose();
    }
}
