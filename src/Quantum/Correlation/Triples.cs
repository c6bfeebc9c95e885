using Athanor.Numerics;

namespace Athanor.Quantum;

/// <summary>
/// The perturbative triples of CCSD(T) for closed shells (Raghavachari, Trucks, Pople, Head-Gordon, Chem. Phys. Lett. 157, 479 (1989); in the form of Rendell, Lee, Komornicki, Chem. Phys. Lett. 178, 462 (1991)).
/// </summary>
/// <remarks>
/// W_ijk^abc = P [Σ_d (ia|bd) t_kj^cd − Σ_m (ia|jm) t_mk^bc], P being the sum over the six permutations of (ia), (jb), (kc); V = W + t_i^a (jb|kc) + t_j^b (ia|kc) + t_k^c (ia|jb);
/// E = ⅓ Σ V (4 W^abc + W^bca + W^cab − 2 W^cba − 2 W^acb − 2 W^bac) / D. A piece of work is a triple i ≥ j ≥ k, whose energies are added in order.
/// Of a permutation with virtual orbitals x, y, z the first product can be had as [x, y, z] or [z, x, y], the second as [x, y, z] or [y, z, x]: four orders take up all twelve, and <see cref="TripleSum"/> reads them as they are.
/// </remarks>
internal sealed class Triples : IJob
{
    readonly int _o, _v;
    readonly double[] _levels, _singles, _doubles, _particles, _holes, _byHole, _direct;
    readonly (int I, int J, int K)[] _triples;
    readonly double[] _energies;
    readonly double[][][] _parts;

    Triples(OrbitalIntegrals integrals, Tensor singles, Tensor doubles, Team team)
    {
        (_o, _v, _levels) = (integrals.Occupied, integrals.Virtual, integrals.Energies);
        (_singles, _doubles) = (singles.Data, doubles.Data);
        _particles = integrals.Ovvv.Data;
        _holes = integrals.Ovoo.Permuted("iajm->ijam").Data;
        _byHole = doubles.Permuted("mkbc->kmbc").Data;
        _direct = integrals.Ovov.Permuted("jbkc->jkbc").Data;
        // Three electrons do not fit into one orbital.
        _triples = [.. from i in Enumerable.Range(0, _o) from j in Enumerable.Range(0, i + 1) from k in Enumerable.Range(0, j + 1) where i != k select (i, j, k)];
        _energies = new double[_triples.Length];
        _parts = [.. Enumerable.Range(0, team.Threads).Select(_ => Enumerable.Range(0, 4).Select(_ => new double[_v * _v * _v]).ToArray())];
    }

    /// <summary>Bytes beside those of the integrals.</summary>
    public static double Bytes(double o, double v, int threads) => sizeof(double) * (o * o * o * v + 3 * o * o * v * v + 4 * threads * v * v * v);

    /// <summary>Energy, Eh, of converged amplitudes.</summary>
    public static double Energy(OrbitalIntegrals integrals, Tensor singles, Tensor doubles, Team team, CancellationToken cancellation = default)
    {
        var job = new Triples(integrals, singles, doubles, team);
        team.Run(new CancellableJob(job, cancellation), job._triples.Length);
        return job._energies.Sum();
    }

    void IJob.Run(int index, int worker)
    {
        var (i, j, k) = _triples[index];
        var parts = _parts[worker];
        double[] abc = parts[0], bca = parts[1], bac = parts[2], cba = parts[3];
        ParticlesAhead(i, j, k, abc, 0);
        ParticlesBehind(j, k, i, abc);
        HolesAhead(i, j, k, abc);
        HolesBehind(k, i, j, abc);
        ParticlesBehind(k, i, j, bca, 0);
        HolesAhead(j, k, i, bca);
        ParticlesBehind(i, k, j, bac, 0);
        ParticlesAhead(j, i, k, bac);
        HolesAhead(j, i, k, bac);
        HolesBehind(k, j, i, bac);
        ParticlesAhead(k, j, i, cba, 0);
        HolesBehind(i, k, j, cba);
        _energies[index] = (i == j || j == k ? 1 : 2) * Sum(i, j, k, parts);
    }

    /// <summary>Σ_d (ix|yd) t_kj^zd as [x, y, z].</summary>
    void ParticlesAhead(int i, int j, int k, double[] to, double add = 1) =>
        Gemm.Multiply(Particles(i), Amplitudes(k, j).Transposed, to.AsMatrix(_v * _v, _v), 1, add);

    /// <summary>The same as [z, x, y].</summary>
    void ParticlesBehind(int i, int j, int k, double[] to, double add = 1) =>
        Gemm.Multiply(Amplitudes(k, j), Particles(i).Transposed, to.AsMatrix(_v, _v * _v), 1, add);

    /// <summary>−Σ_m (ix|jm) t_mk^yz as [x, y, z].</summary>
    void HolesAhead(int i, int j, int k, double[] to) => Gemm.Multiply(Holes(i, j), ByHole(k), to.AsMatrix(_v, _v * _v), -1, 1);

    /// <summary>The same as [y, z, x].</summary>
    void HolesBehind(int i, int j, int k, double[] to) => Gemm.Multiply(ByHole(k).Transposed, Holes(i, j).Transposed, to.AsMatrix(_v * _v, _v), -1, 1);

    ReadOnlyMatrixSpan<double> Particles(int i) => _particles.AsSpan(i * _v * _v * _v, _v * _v * _v).AsMatrix(_v * _v, _v);

    ReadOnlyMatrixSpan<double> Amplitudes(int i, int j) => _doubles.AsSpan((i * _o + j) * _v * _v, _v * _v).AsMatrix(_v, _v);

    ReadOnlyMatrixSpan<double> Holes(int i, int j) => _holes.AsSpan((i * _o + j) * _v * _o, _v * _o).AsMatrix(_v, _o);

    ReadOnlyMatrixSpan<double> ByHole(int k) => _byHole.AsSpan(k * _o * _v * _v, _o * _v * _v).AsMatrix(_o, _v * _v);

    unsafe double Sum(int i, int j, int k, double[][] parts)
    {
        fixed (double* abc = parts[0], bca = parts[1], bac = parts[2], cba = parts[3], direct = _direct, singles = _singles, levels = _levels)
        {
            var block = _v * _v;
            return new TripleSum
            {
                V = _v,
                Abc = abc,
                Bca = bca,
                Bac = bac,
                Cba = cba,
                Jk = direct + (j * _o + k) * block,
                Ik = direct + (i * _o + k) * block,
                Ij = direct + (i * _o + j) * block,
                I = singles + i * _v,
                J = singles + j * _v,
                K = singles + k * _v,
                Levels = levels + _o,
            }.Energy(_levels[i] + _levels[j] + _levels[k]);
        }
    }
}
