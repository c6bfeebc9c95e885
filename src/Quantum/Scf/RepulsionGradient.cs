using Athanor.Numerics;

namespace Athanor.Quantum;

/// <summary>
/// ∂/∂R of the repulsion of electrons at fixed densities: with D that of both spins, P^s that of one, and x the share of exact exchange,
/// Σ_a 2 Σ_bcd [D_ab D_cd − x Σ_s P^s_ac P^s_bd] (∂a b|cd), the functions a being those of the nucleus.
/// </summary>
internal sealed class RepulsionGradient : IJob
{
    // Products of bounds below which derivative integrals are left out, Eh/bohr.
    const double Screening = 1e-11;

    readonly Molecule _molecule;
    readonly double[][] _densities;
    readonly double[] _total;
    readonly double _exchange;
    readonly Shell[] _derivatives;
    readonly Vec3[] _parts;

    RepulsionGradient(Molecule molecule, double[][] densities, double exchange)
    {
        (_molecule, _densities, _exchange) = (molecule, densities, exchange);
        _total = FieldEquations.Total(densities);
        _derivatives = [.. molecule.Shells.Select(s => s.Derivatives())];
        _parts = new Vec3[molecule.Shells.Length * molecule.Shells.Length];
    }

    /// <summary>Eh/bohr, one a nucleus.</summary>
    public static Vec3[] Compute(Molecule molecule, double[][] densities, double exchange, Team team)
    {
        var job = new RepulsionGradient(molecule, densities, exchange);
        team.Run(job, job._parts.Length);
        var gradient = new Vec3[molecule.Charges.Length];
        for (var i = 0; i < job._parts.Length; i++)
            gradient[molecule.Shells[i / molecule.Shells.Length].Atom] += job._parts[i];
        return gradient;
    }

    void IJob.Run(int index, int worker)
    {
        var (i, j) = Math.DivRem(index, _molecule.Shells.Length);
        var (a, b) = (_molecule.Shells[i], _molecule.Shells[j]);
        var pair = new ShellPair(_derivatives[i], b);
        var gradient = Vec3.Zero;
        var repulsion = new Repulsion();
        repulsion.Evaluate(pair, pair);
        var bound = 0.0;
        for (var c = 0; c < pair.Count; c++)
            bound = Math.Max(bound, repulsion.Integrals[c * pair.Stride + c]);
        bound = Math.Sqrt(bound);
        double[] gamma = [];
        foreach (var ket in _molecule.Pairs)
        {
            // On one atom derivatives cancel; elsewhere small ones do not count.
            if (bound * ket.Bound < Screening || (a.Atom == b.Atom && a.Atom == ket.A.Atom && a.Atom == ket.B.Atom))
                continue;
            repulsion.Evaluate(pair, ket);
            var size = a.Count * b.Count * ket.Stride;
            if (gamma.Length < size)
                gamma = new double[size];
            Gamma(a, b, ket, gamma);
            var values = repulsion.Integrals;
            gradient += new Vec3(Dot(gamma, values, 0, size), Dot(gamma, values, size, size), Dot(gamma, values, 2 * size, size));
        }
        _parts[index] = gradient;
    }

    // 2 [D_ab D_cd − x Σ_s ½ (P_ac P_bd + P_ad P_bc)], doubled where (dc) is not visited besides (cd); zero in the padding.
    void Gamma(Shell a, Shell b, ShellPair ket, double[] gamma)
    {
        var n = _molecule.Functions;
        var (c0, d0, nc, nd) = (ket.A.First, ket.B.First, ket.A.Count, ket.B.Count);
        var weight = ket.A == ket.B ? 2.0 : 4.0;
        var exchange = _exchange * (_densities.Length == 1 ? 2 : 1) * 0.5 * weight;
        Array.Clear(gamma, 0, a.Count * b.Count * ket.Stride);
        for (var i = 0; i < a.Count; i++)
        {
            for (var j = 0; j < b.Count; j++)
            {
                var row = gamma.AsSpan((i * b.Count + j) * ket.Stride, nc * nd);
                var (ra, rb) = ((a.First + i) * n, (b.First + j) * n);
                var direct = weight * _total[ra + b.First + j];
                for (var c = 0; c < nc; c++)
                {
                    for (var d = 0; d < nd; d++)
                        row[c * nd + d] = direct * _total[(c0 + c) * n + d0 + d];
                    foreach (var p in _densities)
                    {
                        for (var d = 0; d < nd; d++)
                            row[c * nd + d] -= exchange * (p[ra + c0 + c] * p[rb + d0 + d] + p[ra + d0 + d] * p[rb + c0 + c]);
                    }
                }
            }
        }
    }

    static double Dot(double[] gamma, double[] values, int from, int count)
    {
        var sum = 0.0;
        for (var i = 0; i < count; i++)
            sum += gamma[i] * values[from + i];
        return sum;
    }
}
