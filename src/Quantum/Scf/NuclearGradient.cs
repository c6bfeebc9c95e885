using Athanor.Numerics;

namespace Athanor.Quantum;

/// <summary>
/// ∂E/∂R of a Hartree–Fock energy (Pulay, Mol. Phys. 17, 197 (1969)): with D the density, P^s that of a spin and W = Σ ε c cᵀ over occupied orbitals,
/// Σ_a 2 { Σ_b D_ab (∂a|h|b) − W_ab (∂a|b) + Σ_bcd [D_ab D_cd − Σ_s P^s_ac P^s_bd] (∂a b|cd) }, the functions a being those of the nucleus, and the forces on the nuclei themselves.
/// </summary>
internal sealed class NuclearGradient : IJob
{
    // Products of bounds below which derivative integrals are left out, Eh/bohr.
    const double Screening = 1e-11;

    readonly Molecule _molecule;
    readonly double[][] _densities;
    readonly double[] _total;
    readonly double[] _weighted;
    readonly Shell[] _derivatives;
    readonly Vec3[] _parts;
    readonly Vec3[][] _nuclear;

    public NuclearGradient(Molecule molecule, double[][] densities, Orbitals[] orbitals)
    {
        (_molecule, _densities) = (molecule, densities);
        _total = FieldEquations.Total(densities);
        _weighted = EnergyWeighted(orbitals);
        _derivatives = [.. molecule.Shells.Select(s => s.Derivatives())];
        _parts = new Vec3[molecule.Shells.Length * molecule.Shells.Length];
        _nuclear = new Vec3[molecule.Pairs.Length][];
    }

    /// <summary>Eh/bohr, one a nucleus.</summary>
    public Vec3[] Compute(Team team)
    {
        team.Run(this, _parts.Length);
        var gradient = Repulsion();
        for (var i = 0; i < _parts.Length; i++)
            gradient[_molecule.Shells[i / _molecule.Shells.Length].Atom] += _parts[i];
        foreach (var forces in _nuclear)
        {
            for (var c = 0; c < gradient.Length; c++)
                gradient[c] += forces[c];
        }
        return gradient;
    }

    void IJob.Run(int index, int worker)
    {
        var (i, j) = Math.DivRem(index, _molecule.Shells.Length);
        var (a, b) = (_molecule.Shells[i], _molecule.Shells[j]);
        if (j <= i)
            _nuclear[i * (i + 1) / 2 + j] = NuclearForces(_molecule.Pairs[i * (i + 1) / 2 + j], i == j ? 1 : 2);
        var pair = new ShellPair(_derivatives[i], b);
        var gradient = OneElectronPart(pair, a, b);
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

    // 2 [D_ab D_cd − Σ_s ½ (P_ac P_bd + P_ad P_bc)], doubled where (dc) is not visited besides (cd); zero in the padding.
    void Gamma(Shell a, Shell b, ShellPair ket, double[] gamma)
    {
        var n = _molecule.Functions;
        var (c0, d0, nc, nd) = (ket.A.First, ket.B.First, ket.A.Count, ket.B.Count);
        var weight = ket.A == ket.B ? 2.0 : 4.0;
        var exchange = (_densities.Length == 1 ? 2 : 1) * 0.5 * weight;
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

    Vec3 OneElectronPart(ShellPair pair, Shell a, Shell b)
    {
        var (core, overlap) = (new double[pair.Count], new double[pair.Count]);
        KineticBlock.Fill(pair, core);
        OneElectron.Attraction(_molecule, pair, core);
        OneElectron.Overlap(pair, overlap);
        var n = _molecule.Functions;
        double Along(int axis)
        {
            var sum = 0.0;
            for (var i = 0; i < a.Count; i++)
            {
                for (var j = 0; j < b.Count; j++)
                {
                    var at = (axis * a.Count + i) * b.Count + j;
                    var element = (a.First + i) * n + b.First + j;
                    sum += 2 * (_total[element] * core[at] - _weighted[element] * overlap[at]);
                }
            }
            return sum;
        }
        return new(Along(0), Along(1), Along(2));
    }

    // The electrons' pull on nuclei: ∂/∂C of −Z R_h(P − C) is Z R_{h+1}.
    Vec3[] NuclearForces(ShellPair pair, double weight)
    {
        var steps = CoulombSteps.For(pair.Momentum + 1);
        var forces = new Vec3[_molecule.Charges.Length];
        var n = _molecule.Functions;
        Span<double> boys = stackalloc double[BoysFunction.HighestOrder + 1];
        var separation = new double[3 * CoulombSteps.Chunk];
        var rows = new double[steps.Rows * CoulombSteps.Chunk];
        var density = new double[pair.Hermites];
        for (var k = 0; k < pair.Primitives; k++)
        {
            for (var h = 0; h < pair.Hermites; h++)
            {
                density[h] = 0;
                for (var c = 0; c < pair.Count; c++)
                    density[h] += weight * pair.Bra[(k * pair.Hermites + h) * pair.Stride + c] * _total[(pair.A.First + c / pair.B.Count) * n + pair.B.First + c % pair.B.Count];
            }
            for (var atom = 0; atom < forces.Length; atom++)
            {
                var r = new Vec3(pair.X[k], pair.Y[k], pair.Z[k]) - _molecule.Positions[atom];
                (separation[0], separation[CoulombSteps.Chunk], separation[2 * CoulombSteps.Chunk]) = (r.X, r.Y, r.Z);
                var p = pair.Exponents[k];
                BoysFunction.Evaluate(p * r.LengthSquared, steps.Highest, boys, 1);
                var scale = _molecule.Charges[atom] * 2 * Math.PI / p;
                for (var m = 0; m <= steps.Highest; m++, scale *= -2 * p)
                    rows[steps.Seeds[m] * CoulombSteps.Chunk] = scale * boys[m];
                steps.Run<F64x1>(ref separation[0], ref rows[0], 1);
                for (var h = 0; h < pair.Hermites; h++)
                {
                    var (t, u, v) = Monomials.Triples[h];
                    forces[atom] += new Vec3(rows[Monomials.Index(t + 1, u, v) * CoulombSteps.Chunk], rows[Monomials.Index(t, u + 1, v) * CoulombSteps.Chunk], rows[Monomials.Index(t, u, v + 1) * CoulombSteps.Chunk]) * density[h];
                }
            }
        }
        return forces;
    }

    Vec3[] Repulsion()
    {
        var (gradient, at, z) = (new Vec3[_molecule.Charges.Length], _molecule.Positions, _molecule.Charges);
        for (var i = 0; i < gradient.Length; i++)
        {
            for (var j = 0; j < gradient.Length; j++)
            {
                if (i == j)
                    continue;
                var r = at[i] - at[j];
                gradient[i] -= r * (z[i] * z[j] / (r.LengthSquared * r.Length));
            }
        }
        return gradient;
    }

    double[] EnergyWeighted(Orbitals[] orbitals)
    {
        var n = _molecule.Functions;
        var sum = new double[n * n];
        // One channel stands for two spins.
        var spins = _densities.Length == 1 ? 2.0 : 1.0;
        for (var s = 0; s < _densities.Length; s++)
        {
            var (energies, c) = (orbitals[s].Energies, orbitals[s].Coefficients);
            for (var i = 0; i < n; i++)
            {
                for (var j = 0; j < n; j++)
                {
                    for (var k = 0; k < orbitals[s].Occupied; k++)
                        sum[i * n + j] += spins * energies[k] * c[i * energies.Length + k] * c[j * energies.Length + k];
                }
            }
        }
        return sum;
    }
}
