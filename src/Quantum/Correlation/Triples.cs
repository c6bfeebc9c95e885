using Athanor.Numerics;

namespace Athanor.Quantum;

/// <summary>
/// The perturbative triples of CCSD(T) for closed shells (Raghavachari, Trucks, Pople, Head-Gordon, Chem. Phys. Lett. 157, 479 (1989); in the form of Rendell, Lee, Komornicki, Chem. Phys. Lett. 178, 462 (1991)).
/// </summary>
/// <remarks>
/// W_ijk^abc = P [Σ_d (ia|bd) t_kj^cd − Σ_m (ia|jm) t_mk^bc], P being the sum over the six permutations of (ia), (jb), (kc); V = W + t_i^a (jb|kc) + t_j^b (ia|kc) + t_k^c (ia|jb);
/// E = ⅓ Σ V (4 W^abc + W^bca + W^cab − 2 W^cba − 2 W^acb − 2 W^bac) / D. A piece of work is a triple i ≥ j ≥ k, whose energies are added in order.
/// </remarks>
internal sealed class Triples : IJob
{
    // Which of i, j, k (and of a, b, c) comes first, second and third.
    static readonly int[][] Permutations = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];

    readonly int _o, _v;
    readonly OrbitalIntegrals _integrals;
    readonly double[] _singles, _doubles, _particles, _holes, _byHole;
    readonly (int I, int J, int K)[] _triples;
    readonly double[] _energies;
    readonly double[][] _connected, _product;

    Triples(OrbitalIntegrals integrals, Tensor singles, Tensor doubles, Team team)
    {
        (_o, _v, _integrals) = (integrals.Occupied, integrals.Virtual, integrals);
        (_singles, _doubles) = (singles.Data, doubles.Data);
        _particles = integrals.Ovvv.Permuted("iadb->iabd").Data;
        _holes = integrals.Ovoo.Permuted("iajm->ijam").Data;
        _byHole = doubles.Permuted("mkbc->kmbc").Data;
        _triples = [.. from i in Enumerable.Range(0, _o) from j in Enumerable.Range(0, i + 1) from k in Enumerable.Range(0, j + 1) select (i, j, k)];
        _energies = new double[_triples.Length];
        _connected = [.. Enumerable.Range(0, team.Threads).Select(_ => new double[_v * _v * _v])];
        _product = [.. Enumerable.Range(0, team.Threads).Select(_ => new double[_v * _v * _v])];
    }

    /// <summary>Bytes beside those of CCSD.</summary>
    public static double Bytes(double o, double v, int threads) => sizeof(double) * (o * v * v * v + o * o * o * v + o * o * v * v + 2 * threads * v * v * v);

    /// <summary>Energy, Eh, of converged amplitudes.</summary>
    public static double Energy(OrbitalIntegrals integrals, Tensor singles, Tensor doubles, Team team)
    {
        var job = new Triples(integrals, singles, doubles, team);
        team.Run(job, job._triples.Length);
        return job._energies.Sum();
    }

    void IJob.Run(int index, int worker)
    {
        var (i, j, k) = _triples[index];
        var (w, product) = (_connected[worker], _product[worker]);
        Array.Clear(w);
        int[] holes = [i, j, k];
        foreach (var p in Permutations)
            Connect(holes[p[0]], holes[p[1]], holes[p[2]], p, w, product);
        var weight = i == j || j == k ? i == k ? 1 : 3 : 6;
        _energies[index] = weight / 3.0 * Sum(i, j, k, w);
    }

    /// <summary>Adds Σ_d (ia|bd) t_kj^cd − Σ_m (ia|jm) t_mk^bc, whose a, b, c are the axes <paramref name="order"/> of W.</summary>
    void Connect(int i, int j, int k, int[] order, double[] w, double[] product)
    {
        var v = _v;
        ReadOnlyMatrixSpan<double> amplitudes = _doubles.AsSpan((k * _o + j) * v * v, v * v).AsMatrix(v, v);
        Gemm.Multiply(_particles.AsSpan(i * v * v * v, v * v * v).AsMatrix(v * v, v), amplitudes.Transposed, product.AsMatrix(v * v, v));
        Gemm.Multiply(_holes.AsSpan((i * _o + j) * v * _o, v * _o).AsMatrix(v, _o), _byHole.AsSpan(k * _o * v * v, _o * v * v).AsMatrix(_o, v * v), product.AsMatrix(v, v * v), -1, 1);
        int[] strides = [v * v, v, 1];
        var (sa, sb, sc) = (strides[order[0]], strides[order[1]], strides[order[2]]);
        var at = 0;
        for (var a = 0; a < v; a++)
        {
            for (var b = 0; b < v; b++)
            {
                var to = a * sa + b * sb;
                for (var c = 0; c < v; c++)
                    w[to + c * sc] += product[at++];
            }
        }
    }

    double Sum(int i, int j, int k, double[] w)
    {
        var (v, e) = (_v, _integrals.Energies);
        var sum = 0.0;
        var holes = e[i] + e[j] + e[k];
        for (var a = 0; a < v; a++)
        {
            for (var b = 0; b < v; b++)
            {
                for (var c = 0; c < v; c++)
                {
                    var abc = w[(a * v + b) * v + c];
                    var spin = 4 * abc + w[(b * v + c) * v + a] + w[(c * v + a) * v + b] - 2 * (w[(c * v + b) * v + a] + w[(a * v + c) * v + b] + w[(b * v + a) * v + c]);
                    var full = abc + T(i, a) * Ovov(j, b, k, c) + T(j, b) * Ovov(i, a, k, c) + T(k, c) * Ovov(i, a, j, b);
                    sum += full * spin / (holes - e[_o + a] - e[_o + b] - e[_o + c]);
                }
            }
        }
        return sum;
    }

    double T(int i, int a) => _singles[i * _v + a];

    double Ovov(int i, int a, int j, int b) => _integrals.Ovov.Data[((i * _v + a) * _o + j) * _v + b];
}
