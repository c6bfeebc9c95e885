using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials.Electrostatics;

/// <summary>Adds up the terms of a Coulomb energy on a neighbour list that somebody else keeps. The same bits on any number of threads; allocates nothing once it has seen its largest structure.</summary>
sealed class CoulombSum : IDisposable
{
    readonly CoulombTerms _terms;
    readonly PairSum? _pairs;
    readonly ReciprocalSum? _waves;
    readonly DirectSum? _open;

    internal CoulombSum(CoulombTerms terms, Team team)
    {
        _terms = terms;
        if (terms.Pairs is { } pairs)
            _pairs = new PairSum(pairs, terms.Constant, team);
        if (terms.Waves is var (alpha, cutoff))
            _waves = new ReciprocalSum(terms, alpha, cutoff, team);
        if (terms.Open is { } open)
            _open = new DirectSum(open, terms.Constant, team);
    }

    /// <summary>Whether neighbours are needed for this structure.</summary>
    internal bool NeedsNeighbours(Structure structure) => _pairs is not null && (_open is null || structure.Periodic.Any);

    /// <param name="charges">e, in the structure's order.</param>
    /// <param name="neighbours">Reaching <see cref="CoulombTerms.Range"/> at least, and brought up to date for this structure; null where <see cref="NeedsNeighbours"/> is false.</param>
    /// <exception cref="PotentialException">The structure repeats in one or two directions only, or its charges do not add up to nothing where they must.</exception>
    internal void Evaluate(Structure structure, Neighbours? neighbours, ReadOnlySpan<double> charges, ElectrostaticField into)
    {
        into.Reset(structure.Count);
        if (_open is not null && !structure.Periodic.Any)
        {
            _open.AddTo(into, structure, charges);
            AddSelf(into, charges, _terms.OpenSelf);
            return;
        }
        if (_waves is not null && !structure.Periodic.IsBulk)
            throw new PotentialException($"{structure.Formula} repeats in some directions but not in all three, and Ewald's sum needs three. Make the third direction periodic with a wide vacuum, or leave the cell out.");
        _pairs?.AddTo(into, structure, neighbours!, charges);
        _waves?.AddTo(into, structure, charges);
        AddSelf(into, charges, _terms.Self);
        if (_waves is not null)
            AddBackground(into, structure, charges);
    }

    void AddSelf(ElectrostaticField into, ReadOnlySpan<double> charges, double self)
    {
        if (self == 0)
            return;
        for (var i = 0; i < charges.Length; i++)
        {
            into.Energy -= _terms.Constant * self * charges[i] * charges[i];
            into.Potentials[i] -= 2 * _terms.Constant * self * charges[i];
        }
    }

    void AddBackground(ElectrostaticField into, Structure structure, ReadOnlySpan<double> charges)
    {
        var (total, size) = (0.0, 0.0);
        foreach (var q in charges)
            (total, size) = (total + q, size + Math.Abs(q));
        if (_terms.Background is not { } alpha)
        {
            if (Math.Abs(total) > 1e-6 * Math.Max(1, size))
                throw new PotentialException($"The charges of {structure.Formula} add up to {total:G4} e, and a charged crystal has no finite energy. Make it neutral, or ask for a neutralising background.");
            return;
        }
        var perCharge = -_terms.Constant * Math.PI * total / (alpha * alpha * structure.Cell!.Volume);
        into.Energy += 0.5 * perCharge * total;
        into.Virial += 0.5 * perCharge * total * Mat3.Identity;
        foreach (ref var potential in into.Potentials)
            potential += perCharge;
    }

    public void Dispose()
    {
        _pairs?.Dispose();
        _waves?.Dispose();
        _open?.Dispose();
    }
}
