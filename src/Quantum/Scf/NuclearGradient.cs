using Athanor.Numerics;

namespace Athanor.Quantum;

/// <summary>
/// ∂E/∂R of the energy of a mean field, but for the part that its <see cref="IInteraction"/> gives (Pulay, Mol. Phys. 17, 197 (1969)): with D the density and W the energy-weighted one,
/// Σ_a 2 Σ_b D_ab (∂a|h|b) − W_ab (∂a|b), the functions a being those of the nucleus, and the forces on the nuclei themselves.
/// </summary>
internal sealed class NuclearGradient : IJob
{
    readonly Molecule _molecule;
    readonly double[] _total;
    readonly double[] _weighted;
    readonly Shell[] _derivatives;
    readonly Vec3[] _parts;
    readonly Vec3[][] _nuclear;

    /// <param name="total">D, of both spins.</param>
    /// <param name="weighted">W, Σ_s P^s F^s P^s.</param>
    public NuclearGradient(Molecule molecule, double[] total, double[] weighted)
    {
        (_molecule, _total, _weighted) = (molecule, total, weighted);
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
        _parts[index] = OneElectronPart(pair, a, b);
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
}
