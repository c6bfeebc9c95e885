namespace Athanor.Quantum.Tests;

/// <summary>
/// CCSD and CCSD(T) as sums over spin orbitals written out, one index after the other: the reference of what is fast. Stanton, Gauss, Watts, Bartlett, J. Chem. Phys. 94, 4334 (1991), with W_abef and all. For molecules of a few functions.
/// </summary>
sealed class SpinOrbitals
{
    readonly int _o, _v;
    readonly double[] _e;
    readonly double[,,,] _i;
    double[,] _t1;
    double[,,,] _t2;

    /// <summary>Spin orbitals of a field, all electrons correlated: occupied first.</summary>
    public SpinOrbitals(Molecule molecule, ScfResult field)
    {
        var orbitals = Enumerable.Range(0, field.Alpha.Energies.Length).SelectMany(p => new[] { (field.Alpha, p, 0), (field.Beta, p, 1) }).OrderBy(x => x.p >= x.Item1.Occupied).ToArray();
        var n = orbitals.Length;
        _o = orbitals.Count(x => x.p < x.Item1.Occupied);
        _v = n - _o;
        _e = [.. orbitals.Select(x => x.Item1.Energies[x.p])];
        var chemist = Chemist(molecule, [.. orbitals.Select(x => Enumerable.Range(0, molecule.Functions).Select(f => x.Item1.Coefficients[f * x.Item1.Energies.Length + x.p]).ToArray())]);
        bool Same(int p, int q) => orbitals[p].Item3 == orbitals[q].Item3;
        double Pair(int p, int q, int r, int s) => Same(p, q) && Same(r, s) ? chemist[p, q, r, s] : 0;
        _i = new double[n, n, n, n];
        Each(n, n, n, n, (p, q, r, s) => _i[p, q, r, s] = Pair(p, r, q, s) - Pair(p, s, q, r));
        _t1 = new double[_o, _v];
        _t2 = new double[_o, _o, _v, _v];
        Each(_o, _o, _v, _v, (i, j, a, b) => _t2[i, j, a, b] = I(i, j, V(a), V(b)) / Gap(i, j, a, b));
        for (var (before, now) = (0.0, SinglesDoubles); Math.Abs(now - before) > 1e-12; (before, now) = (now, SinglesDoubles))
            Iterate();
        Singles = Math.Sqrt(_t1.Cast<double>().Sum(t => t * t));
    }

    /// <summary>√Σ (t_i^a)² over spin orbitals.</summary>
    public double Singles { get; }

    public double SinglesDoubles => Sum(_o, i => Sum(_o, j => Sum(_v, a => Sum(_v, b => 0.25 * I(i, j, V(a), V(b)) * Tau(i, j, a, b, 1)))));

    public double Triples
    {
        get
        {
            double Connected(int i, int j, int k, int a, int b, int c) =>
                Sum(_v, e => _t2[j, k, a, e] * I(V(e), i, V(b), V(c))) - Sum(_o, m => _t2[i, m, b, c] * I(m, V(a), j, k));
            double Apart(int i, int j, int k, int a, int b, int c) => _t1[i, a] * I(j, k, V(b), V(c));
            var sum = 0.0;
            for (var i = 0; i < _o; i++)
            {
                for (var j = 0; j < i; j++)
                {
                    for (var k = 0; k < j; k++)
                    {
                        for (var a = 0; a < _v; a++)
                        {
                            for (var b = 0; b < a; b++)
                            {
                                for (var c = 0; c < b; c++)
                                {
                                    double w = Permuted(Connected, i, j, k, a, b, c), v = Permuted(Apart, i, j, k, a, b, c);
                                    sum += w * (w + v) / (_e[i] + _e[j] + _e[k] - _e[V(a)] - _e[V(b)] - _e[V(c)]);
                                }
                            }
                        }
                    }
                }
            }
            return sum;
        }
    }

    static double Permuted(Func<int, int, int, int, int, int, double> f, int i, int j, int k, int a, int b, int c)
    {
        double Particles(int x, int y, int z) => f(x, y, z, a, b, c) - f(x, y, z, b, a, c) - f(x, y, z, c, b, a);
        return Particles(i, j, k) - Particles(j, i, k) - Particles(k, j, i);
    }

    int V(int a) => _o + a;

    double I(int p, int q, int r, int s) => _i[p, q, r, s];

    double Gap(int i, int j, int a, int b) => _e[i] + _e[j] - _e[V(a)] - _e[V(b)];

    double Tau(int i, int j, int a, int b, double weight) => _t2[i, j, a, b] + weight * (_t1[i, a] * _t1[j, b] - _t1[i, b] * _t1[j, a]);

    void Iterate()
    {
        double Fae(int a, int e) => Sum(_o, m => Sum(_v, f => _t1[m, f] * I(m, V(a), V(f), V(e)) - 0.5 * Sum(_o, n => Tau(m, n, a, f, 0.5) * I(m, n, V(e), V(f)))));
        double Fmi(int m, int i) => Sum(_o, n => Sum(_v, e => _t1[n, e] * I(m, n, i, V(e)) + 0.5 * Sum(_v, f => Tau(i, n, e, f, 0.5) * I(m, n, V(e), V(f)))));
        double Fme(int m, int e) => Sum(_o, n => Sum(_v, f => _t1[n, f] * I(m, n, V(e), V(f))));
        double[,] fae = Table(_v, _v, Fae), fmi = Table(_o, _o, Fmi), fme = Table(_o, _v, Fme);
        double[,,,] wmnij = new double[_o, _o, _o, _o], wabef = new double[_v, _v, _v, _v], wmbej = new double[_o, _v, _v, _o];
        Each(_o, _o, _o, _o, (m, n, i, j) => wmnij[m, n, i, j] = I(m, n, i, j) + Sum(_v, e => _t1[j, e] * I(m, n, i, V(e)) - _t1[i, e] * I(m, n, j, V(e)))
            + 0.25 * Sum(_v, e => Sum(_v, f => Tau(i, j, e, f, 1) * I(m, n, V(e), V(f)))));
        Each(_v, _v, _v, _v, (a, b, e, f) => wabef[a, b, e, f] = I(V(a), V(b), V(e), V(f)) - Sum(_o, m => _t1[m, b] * I(V(a), m, V(e), V(f)) - _t1[m, a] * I(V(b), m, V(e), V(f)))
            + 0.25 * Sum(_o, m => Sum(_o, n => Tau(m, n, a, b, 1) * I(m, n, V(e), V(f)))));
        Each(_o, _v, _v, _o, (m, b, e, j) => wmbej[m, b, e, j] = I(m, V(b), V(e), j) + Sum(_v, f => _t1[j, f] * I(m, V(b), V(e), V(f))) - Sum(_o, n => _t1[n, b] * I(m, n, V(e), j))
            - Sum(_o, n => Sum(_v, f => (0.5 * _t2[j, n, f, b] + _t1[j, f] * _t1[n, b]) * I(m, n, V(e), V(f)))));
        var t1 = Table(_o, _v, (i, a) => (Sum(_v, e => _t1[i, e] * fae[a, e]) - Sum(_o, m => _t1[m, a] * fmi[m, i]) + Sum(_o, m => Sum(_v, e => _t2[i, m, a, e] * fme[m, e]))
            - Sum(_o, n => Sum(_v, f => _t1[n, f] * I(n, V(a), i, V(f)))) - 0.5 * Sum(_o, m => Sum(_v, e => Sum(_v, f => _t2[i, m, e, f] * I(m, V(a), V(e), V(f)))))
            - 0.5 * Sum(_o, m => Sum(_v, e => Sum(_o, n => _t2[m, n, a, e] * I(n, m, V(e), i))))) / (_e[i] - _e[V(a)]));
        double OfParticles(int i, int j, int a, int b) => Sum(_v, e => _t2[i, j, a, e] * (fae[b, e] - 0.5 * Sum(_o, m => _t1[m, b] * fme[m, e]))) - Sum(_o, m => _t1[m, a] * I(m, V(b), i, j));
        double OfHoles(int i, int j, int a, int b) => -Sum(_o, m => _t2[i, m, a, b] * (fmi[m, j] + 0.5 * Sum(_v, e => _t1[j, e] * fme[m, e]))) + Sum(_v, e => _t1[i, e] * I(V(a), V(b), V(e), j));
        double OfBoth(int i, int j, int a, int b) => Sum(_o, m => Sum(_v, e => _t2[i, m, a, e] * wmbej[m, b, e, j] - _t1[i, e] * _t1[m, a] * I(m, V(b), V(e), j)));
        var t2 = new double[_o, _o, _v, _v];
        Each(_o, _o, _v, _v, (i, j, a, b) => t2[i, j, a, b] = (I(i, j, V(a), V(b)) + OfParticles(i, j, a, b) - OfParticles(i, j, b, a) + OfHoles(i, j, a, b) - OfHoles(j, i, a, b)
            + OfBoth(i, j, a, b) - OfBoth(j, i, a, b) - OfBoth(i, j, b, a) + OfBoth(j, i, b, a) + 0.5 * Sum(_o, m => Sum(_o, n => Tau(m, n, a, b, 1) * wmnij[m, n, i, j]))
            + 0.5 * Sum(_v, e => Sum(_v, f => Tau(i, j, e, f, 1) * wabef[a, b, e, f]))) / Gap(i, j, a, b));
        (_t1, _t2) = (t1, t2);
    }

    static double[,,,] Chemist(Molecule molecule, double[][] c)
    {
        var n = molecule.Functions;
        var x = new double[n, n, n, n];
        var repulsion = new Repulsion();
        foreach (var bra in molecule.Pairs)
        {
            foreach (var ket in molecule.Pairs)
            {
                repulsion.Evaluate(bra, ket);
                Each(bra.A.Count, bra.B.Count, ket.A.Count, ket.B.Count, (p, q, r, s) =>
                {
                    var value = repulsion.Integrals[(p * bra.B.Count + q) * ket.Stride + r * ket.B.Count + s];
                    var (i, j, k, l) = (bra.A.First + p, bra.B.First + q, ket.A.First + r, ket.B.First + s);
                    x[i, j, k, l] = x[j, i, k, l] = x[i, j, l, k] = x[j, i, l, k] = value;
                });
            }
        }
        // One index at a time, the first becoming the last.
        for (var turn = 0; turn < 4; turn++)
        {
            var (old, next) = (x, new double[x.GetLength(1), x.GetLength(2), x.GetLength(3), c.Length]);
            Each(next.GetLength(0), next.GetLength(1), next.GetLength(2), c.Length, (q, r, s, p) => next[q, r, s, p] = Sum(n, f => c[p][f] * old[f, q, r, s]));
            x = next;
        }
        return x;
    }

    static double[,] Table(int n, int m, Func<int, int, double> f)
    {
        var table = new double[n, m];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < m; j++)
                table[i, j] = f(i, j);
        }
        return table;
    }

    static double Sum(int n, Func<int, double> f)
    {
        var sum = 0.0;
        for (var i = 0; i < n; i++)
            sum += f(i);
        return sum;
    }

    static void Each(int a, int b, int c, int d, Action<int, int, int, int> act)
    {
        for (var i = 0; i < a; i++)
        {
            for (var j = 0; j < b; j++)
            {
                for (var k = 0; k < c; k++)
                {
                    for (var l = 0; l < d; l++)
                        act(i, j, k, l);
                }
            }
        }
    }
}
