using Athanor.Numerics;

namespace Athanor.Quantum;

/// <summary>
/// ∂/∂R of the repulsion of electrons at fixed densities: with D that of both spins, P^s that of one, and x the share of exact exchange,
/// Σ_a 2 Σ_bcd [D_ab D_cd − x Σ_s P^s_ac P^s_bd] (∂a b|cd), the functions a being those of the nucleus.
/// </summary>
/// <remarks>
/// (∂a b|cd) differs from (ab|cd) in the bra's coefficients alone, and those do not depend on the ket. So for each bra the kets' Hermite Gaussians, weighted by the densities, are summed to one potential,
/// V[p, h, ab] = Σ_qk R_{h+k}(p, q) Σ_cd E^{cd}_{qk} Γ_{ab,cd}, which meets the coefficients of all derivatives at the end.
/// </remarks>
internal sealed class RepulsionGradient : IJob
{
    // Products of bounds and densities below which derivative integrals are left out, Eh/bohr.
    const double Screening = 1e-11;

    readonly Molecule _molecule;
    readonly PairOrder _order;
    readonly PairWeights _weights;
    readonly Shell[] _derivatives;
    readonly (Vec3 A, Vec3 B)[] _parts;
    readonly WeightedPotential[] _workers;

    RepulsionGradient(Molecule molecule, double[][] densities, double exchange, Team team)
    {
        _molecule = molecule;
        _order = new(molecule);
        _weights = new(molecule, densities, exchange);
        _derivatives = [.. molecule.Shells.Select(s => s.Derivatives())];
        _parts = new (Vec3, Vec3)[molecule.Pairs.Length];
        _workers = [.. Enumerable.Range(0, team.Threads).Select(_ => new WeightedPotential(_weights))];
    }

    /// <summary>Eh/bohr, one a nucleus.</summary>
    public static Vec3[] Compute(Molecule molecule, double[][] densities, double exchange, Team team)
    {
        var job = new RepulsionGradient(molecule, densities, exchange, team);
        team.Run(job, job._parts.Length);
        var gradient = new Vec3[molecule.Charges.Length];
        for (var i = 0; i < job._parts.Length; i++)
        {
            var pair = job._order.Pairs[i];
            gradient[pair.A.Atom] += job._parts[i].A;
            gradient[pair.B.Atom] += job._parts[i].B;
        }
        return gradient;
    }

    void IJob.Run(int index, int worker)
    {
        // Long ones first, so that the end is even.
        var i = _parts.Length - 1 - index;
        var (bra, (a, b), potential) = (_order.Pairs[i], _order.Shells[i], _workers[worker]);
        if (bra.Primitives == 0)
            return;
        var first = new ShellPair(_derivatives[a], _molecule.Shells[b], bra);
        var second = a == b ? first : new ShellPair(_molecule.Shells[a], _derivatives[b], bra);
        var bound = Math.Max(potential.Bound(first), a == b ? 0 : potential.Bound(second));
        potential.Begin(bra);
        foreach (var kets in _order.Classes)
        {
            foreach (var k in kets)
            {
                var ket = _order.Pairs[k];
                var (c, d) = _order.Shells[k];
                // On one atom derivatives cancel; elsewhere small ones do not count.
                var alone = bra.A.Atom == bra.B.Atom && bra.A.Atom == ket.A.Atom && bra.A.Atom == ket.B.Atom;
                if (!alone && ket.Primitives > 0 && bound * ket.Bound * _weights.Bound(a, b, c, d) >= Screening)
                    potential.Add(ket);
            }
            potential.Flush();
        }
        // Two functions of one shell: (∂a b| and (a ∂b| are the same terms in another order.
        _parts[i] = (potential.Slope(first, leading: true), a == b ? Vec3.Zero : potential.Slope(second, leading: false));
    }
}
