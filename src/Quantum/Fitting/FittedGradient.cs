using Athanor.Numerics;

namespace Athanor.Quantum;

/// <summary>
/// ∂/∂R of the fitted repulsion of electrons at fixed densities: Σ Γ_ab,P ∂(P|ab) + Σ γ_PQ ∂(P|Q) with the <see cref="FittedDensities"/> (Weigend, Häser, Theor. Chem. Acc. 97, 331 (1997)). Integrals do not change when all
/// functions move together: only orbitals are differentiated in (P|ab), and the auxiliary function gets the opposite.
/// </summary>
internal sealed class FittedGradient : IJob
{
    // Products of bounds below which derivative integrals are left out, Eh/bohr.
    const double Screening = 1e-11;

    readonly Molecule _molecule;
    readonly FittedIntegrals _integrals;
    readonly FittedDensities _densities;
    readonly int[] _column;
    readonly Shell[] _derivatives;
    readonly ShellPair[] _auxiliary;
    readonly Vec3[][] _parts;
    readonly ShellPair[][][] _kets;
    readonly Worker[] _workers;

    FittedGradient(Molecule molecule, FittedIntegrals integrals, FittedDensities densities, Team team)
    {
        (_molecule, _integrals, _densities) = (molecule, integrals, densities);
        _column = integrals.Metric.Columns(integrals.Auxiliary.Functions);
        _derivatives = [.. molecule.Shells.Select(s => s.Derivatives())];
        _auxiliary = [.. integrals.Auxiliary.Shells.Select(s => new ShellPair(s.Derivatives(), Shell.Unit))];
        _parts = new Vec3[molecule.Shells.Length + _auxiliary.Length][];
        _workers = [.. Enumerable.Range(0, team.Threads).Select(_ => new Worker(new(integrals, densities, _column)))];
        // By atom, then by momentum.
        _kets = [.. Enumerable.Range(0, molecule.Charges.Length).Select(atom => integrals.Auxiliary.Pairs.Where(p => p.A.Atom == atom).GroupBy(p => p.Momentum).Select(g => g.ToArray()).ToArray())];
    }

    /// <summary>Eh/bohr, one a nucleus.</summary>
    /// <param name="exchange">The share of exact exchange.</param>
    public static Vec3[] Compute(Molecule molecule, FittedIntegrals integrals, double[][] densities, double exchange, Team team)
    {
        var job = new FittedGradient(molecule, integrals, new(integrals, densities, exchange, team), team);
        team.Run(job, job._parts.Length);
        var gradient = new Vec3[molecule.Charges.Length];
        foreach (var part in job._parts)
        {
            for (var atom = 0; atom < gradient.Length; atom++)
                gradient[atom] += part[atom];
        }
        return gradient;
    }

    void IJob.Run(int index, int worker)
    {
        var gradient = _parts[index] = new Vec3[_molecule.Charges.Length];
        if (index < _derivatives.Length)
            Orbitals(index, gradient, _workers[worker]);
        else
            Auxiliary(index - _derivatives.Length, gradient, _workers[worker]);
    }

    // 2 Γ_ab,P (∂a b|P) and 2 Γ_ab,P (a ∂b|P) for one shell a and all b up to it, to their atoms and with the other sign to that of P.
    void Orbitals(int index, Vec3[] gradient, Worker own)
    {
        var a = _molecule.Shells[index];
        own.Weights.Begin(a);
        for (var other = 0; other <= index; other++)
        {
            var (b, bra) = (_molecule.Shells[other], _molecule.Pairs[index * (index + 1) / 2 + other]);
            if (bra.Primitives == 0)
                continue;
            var first = new ShellPair(_derivatives[index], b, bra);
            var second = a == b ? first : new ShellPair(a, _derivatives[other], bra);
            var bound = Math.Max(own.Potential.Bound(first), a == b ? 0 : own.Potential.Bound(second));
            for (var atom = 0; atom < gradient.Length; atom++)
            {
                // On one atom derivatives cancel.
                if (atom == a.Atom && atom == b.Atom)
                    continue;
                own.Potential.Begin(bra);
                foreach (var kets in _kets[atom])
                {
                    foreach (var ket in kets)
                    {
                        if (bound * ket.Bound >= Screening)
                            own.Potential.Add(ket);
                    }
                    own.Potential.Flush();
                }
                // Two functions of one shell: (∂a b| and (a ∂b| are the same terms in another order.
                var (onA, onB) = (own.Potential.Slope(first, leading: true), a == b ? Vec3.Zero : own.Potential.Slope(second, leading: false));
                gradient[a.Atom] += onA;
                gradient[b.Atom] += onB;
                gradient[atom] -= onA + onB;
            }
        }
    }

    // 2 γ_PQ (∂P|Q) for each pair of shells once.
    void Auxiliary(int index, Vec3[] gradient, Worker own)
    {
        var (bra, m) = (_auxiliary[index], _integrals.Count);
        for (var other = 0; other < index; other++)
        {
            var ket = _integrals.Auxiliary.Pairs[other];
            if (ket.A.Atom == bra.A.Atom)
                continue;
            own.Repulsion.Evaluate(bra, ket);
            var count = bra.Count / 3;
            Vec3 force = Vec3.Zero;
            for (var p = 0; p < count; p++)
            {
                for (var q = 0; q < ket.Count; q++)
                {
                    var (row, column) = (_column[bra.A.First + p], _column[ket.A.First + q]);
                    if (row < 0 || column < 0)
                        continue;
                    double Along(int axis) => own.Repulsion.Integrals[(axis * count + p) * ket.Stride + q];
                    force += new Vec3(Along(0), Along(1), Along(2)) * (2 * _densities.Metric[row * m + column]);
                }
            }
            gradient[bra.A.Atom] += force;
            gradient[ket.A.Atom] -= force;
        }
    }

    sealed class Worker(FittedWeights weights)
    {
        public Repulsion Repulsion { get; } = new();

        public FittedWeights Weights => weights;

        public WeightedPotential Potential { get; } = new(weights);
    }
}
