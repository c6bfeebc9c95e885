using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Quantum;

/// <summary>
/// The perturbative triples of CCSD(T) over the orbitals of both spins (Watts, Gauss, Bartlett, J. Chem. Phys. 98, 8718 (1993); without their terms for orbitals that are not canonical).
/// </summary>
/// <remarks>
/// W_ijk^abc = P(i/jk) P(a/bc) [Σ_e t_jk^ae ⟨ei‖bc⟩ − Σ_m t_im^bc ⟨ma‖jk⟩], V the same of t_i^a ⟨jk‖bc⟩, E = Σ W (W + V) / D over i &lt; j &lt; k and a &lt; b &lt; c. One object does the triples whose first two electrons are of
/// spin σ: σσσ and σστ, τ being the other. P(a/bc) is applied at the end: what is made before is [a, bc], and for σστ [ab, c] too. A piece of work is one i, j, k; energies are added in order.
/// </remarks>
internal sealed class SpinTriples : IJob
{
    readonly int _v, _other;
    readonly double[] _e, _eOther;
    readonly Tensor _t1, _t1Other;
    // By the spins of their axes: t_ij^ab, ⟨ie‖bc⟩, ⟨jk‖ma⟩ and ⟨jk‖bc⟩. Crossed is σττσ; turned is ⟨ke‖cb⟩ of τστσ as [k, e, b, c].
    readonly Tensor _tLike, _tMixed, _vLike, _vMixed, _vTurned, _nLike, _nMixed, _nCrossed, _dLike, _dMixed;
    readonly List<(int I, int J, int K, bool Like)> _triples = [];
    readonly double[] _energies;
    readonly Scratch[] _scratch;

    SpinTriples(SpinIntegrals integrals, SpinTensor t1, SpinTensor t2, char s, Team team)
    {
        var t = s == 'α' ? 'β' : 'α';
        var space = integrals.Space;
        string same = $"{s}{s}{s}{s}", mixed = $"{s}{t}{s}{t}";
        (_v, _other) = (space.Size('v', s), space.Size('v', t));
        (_e, _eOther) = (integrals.Energies(s), integrals.Energies(t));
        (_t1, _t1Other) = (t1[$"{s}{s}"], t1[$"{t}{t}"]);
        (_tLike, _tMixed) = (t2[same], t2[mixed]);
        (_nLike, _nMixed, _nCrossed) = (integrals.Ooov[same], integrals.Ooov[mixed], integrals.Ooov[$"{s}{t}{t}{s}"]);
        (_dLike, _dMixed) = (integrals.Oovv[same], integrals.Oovv[mixed]);
        (_vLike, _vMixed) = (integrals.Ovvv[same], integrals.Ovvv[mixed]);
        _vTurned = integrals.Ovvv[$"{t}{s}{t}{s}"].Permuted("kecb->kebc");
        for (var i = 0; i < space.Size('o', s); i++)
        {
            for (var j = 0; j < i; j++)
            {
                for (var k = 0; k < j; k++)
                    _triples.Add((i, j, k, true));
                for (var k = 0; k < space.Size('o', t); k++)
                    _triples.Add((i, j, k, false));
            }
        }
        _energies = new double[_triples.Count];
        _scratch = [.. Enumerable.Range(0, team.Threads).Select(_ => new Scratch(_v * _v * Math.Max(_v, _other)))];
    }

    /// <summary>Bytes beside those of CCSD.</summary>
    public static double Bytes(SpinSpace s, int threads)
    {
        double o = s.OccupiedAlpha, v = s.VirtualBeta;
        return sizeof(double) * (6 * o * o * v * v + 2 * o * o * o * v + 2 * o * v * v * v + 4 * threads * v * v * v);
    }

    /// <summary>Energy, Eh, of converged amplitudes.</summary>
    public static double Energy(SpinIntegrals integrals, SpinTensor singles, SpinTensor doubles, Team team, CancellationToken cancellation = default)
    {
        var sum = 0.0;
        foreach (var spin in "αβ")
        {
            var job = new SpinTriples(integrals, singles, doubles, spin, team);
            if (job._v == 0 || job._triples.Count == 0)
                continue;
            team.Run(new CancellableJob(job, cancellation), job._triples.Count);
            sum += job._energies.Sum();
        }
        return sum;
    }

    void IJob.Run(int index, int worker)
    {
        var (i, j, k, like) = _triples[index];
        _energies[index] = like ? Like(i, j, k, _scratch[worker]) : _other == 0 ? 0 : Mixed(i, j, k, _scratch[worker]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    double Like(int i, int j, int k, Scratch own)
    {
        var (v, size) = (_v, _v * _v * _v);
        var w = own.First.AsSpan(0, size);
        w.Clear();
        foreach (var (one, two, single, sign) in new[] { (j, k, i, -1), (i, k, j, 1), (j, i, k, 1) })
        {
            Multiply(sign, Rows(_tLike, one, two), Slab(_vLike, single), w.AsMatrix(v, v * v));
            Multiply(sign, Rows(_nLike, one, two).Transposed, Slab(_tLike, single), w.AsMatrix(v, v * v));
        }
        var full = own.Full.AsSpan(0, size);
        w.CopyTo(full);
        foreach (var (one, two, single, sign) in new[] { (j, k, i, 1), (i, k, j, -1), (j, i, k, -1) })
            Multiply(sign, Column(_t1, single), Flat(_dLike, one, two), full.AsMatrix(v, v * v));
        var holes = _e[i] + _e[j] + _e[k];
        var particles = _e.AsSpan(_e.Length - v);
        var sum = 0.0;
        for (var a = 0; a < v; a++)
        {
            for (var b = 0; b < a; b++)
            {
                for (var c = 0; c < b; c++)
                {
                    int abc = (a * v + b) * v + c, bac = (b * v + a) * v + c, cba = (c * v + b) * v + a;
                    sum += (w[abc] - w[bac] - w[cba]) * (full[abc] - full[bac] - full[cba]) / (holes - particles[a] - particles[b] - particles[c]);
                }
            }
        }
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    double Mixed(int i, int j, int k, Scratch own)
    {
        var (v, u, size) = (_v, _other, _v * _v * _other);
        Span<double> w = own.First.AsSpan(0, size), last = own.Last.AsSpan(0, size);
        w.Clear();
        last.Clear();
        var first = w.AsMatrix(v, v * u);
        foreach (var (one, single, sign) in new[] { (j, i, -1), (i, j, 1) })
        {
            Multiply(sign, Rows(_tMixed, one, k), Slab(_vMixed, single), first);
            Multiply(sign, Rows(_nCrossed, one, k).Transposed, Slab(_tMixed, single), first);
            Multiply(-sign, Slab(_vLike, single).Transposed, Rows(_tMixed, one, k), last.AsMatrix(v * v, u));
            Multiply(sign, Slab(_tLike, single).Transposed, Rows(_nMixed, one, k), last.AsMatrix(v * v, u));
        }
        Multiply(-1, Rows(_tLike, j, i), Slab(_vTurned, k), first);
        // t_mk^bc of one k: rows m lie apart.
        ReadOnlyMatrixSpan<double> ofLast = new(_tMixed.Data.AsSpan(k * v * u), _tMixed.Shape[0], v * u, _tMixed.Shape[1] * v * u);
        Multiply(-1, Rows(_nLike, j, i).Transposed, ofLast, first);
        Span<double> full = own.Full.AsSpan(0, size), fullLast = own.FullLast.AsSpan(0, size);
        w.CopyTo(full);
        last.CopyTo(fullLast);
        Multiply(1, Column(_t1, i), Flat(_dMixed, j, k), full.AsMatrix(v, v * u));
        Multiply(-1, Column(_t1, j), Flat(_dMixed, i, k), full.AsMatrix(v, v * u));
        Multiply(1, Flat(_dLike, i, j).Transposed, Column(_t1Other, k).Transposed, fullLast.AsMatrix(v * v, u));
        var holes = _e[i] + _e[j] + _eOther[k];
        Span<double> particles = _e.AsSpan(_e.Length - v), others = _eOther.AsSpan(_eOther.Length - u);
        var sum = 0.0;
        for (var a = 0; a < v; a++)
        {
            for (var b = 0; b < a; b++)
            {
                for (var c = 0; c < u; c++)
                {
                    int abc = (a * v + b) * u + c, bac = (b * v + a) * u + c;
                    sum += (w[abc] - w[bac] + last[abc]) * (full[abc] - full[bac] + fullLast[abc]) / (holes - particles[a] - particles[b] - others[c]);
                }
            }
        }
        return sum;
    }

    static void Multiply(double sign, ReadOnlyMatrixSpan<double> a, ReadOnlyMatrixSpan<double> b, MatrixSpan<double> sum) => Gemm.Multiply(a, b, sum, sign, 1);

    /// <summary>Of a tensor with four axes, the last two for one of each of the first two.</summary>
    static ReadOnlyMatrixSpan<double> Rows(Tensor x, int one, int two)
    {
        int rows = x.Shape[2], columns = x.Shape[3];
        return new(x.Data.AsSpan((one * x.Shape[1] + two) * rows * columns, rows * columns), rows, columns);
    }

    /// <summary>The same as one row.</summary>
    static ReadOnlyMatrixSpan<double> Flat(Tensor x, int one, int two)
    {
        var size = x.Shape[2] * x.Shape[3];
        return new(x.Data.AsSpan((one * x.Shape[1] + two) * size, size), 1, size);
    }

    /// <summary>Of a tensor with four axes, [second, third and fourth] for one of the first.</summary>
    static ReadOnlyMatrixSpan<double> Slab(Tensor x, int one)
    {
        int rows = x.Shape[1], columns = x.Shape[2] * x.Shape[3];
        return new(x.Data.AsSpan(one * rows * columns, rows * columns), rows, columns);
    }

    static ReadOnlyMatrixSpan<double> Column(Tensor t1, int i) => new(t1.Data.AsSpan(i * t1.Shape[1], t1.Shape[1]), t1.Shape[1], 1);

    sealed class Scratch(int size)
    {
        public double[] First { get; } = new double[size];

        public double[] Last { get; } = new double[size];

        public double[] Full { get; } = new double[size];

        public double[] FullLast { get; } = new double[size];
    }
}
