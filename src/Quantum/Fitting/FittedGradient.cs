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
    readonly Worker[] _workers;

    FittedGradient(Molecule molecule, FittedIntegrals integrals, FittedDensities densities, Team team)
    {
        (_molecule, _integrals, _densities) = (molecule, integrals, densities);
        _column = integrals.Metric.Columns(integrals.Auxiliary.Functions);
        _derivatives = [.. molecule.Shells.Select(s => s.Derivatives())];
        _auxiliary = [.. integrals.Auxiliary.Shells.Select(s => new ShellPair(s.Derivatives(), Shell.Unit))];
        _parts = new Vec3[molecule.Shells.Length + _auxiliary.Length][];
        _workers = [.. Enumerable.Range(0, team.Threads).Select(_ => new Worker())];
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

    // 2 Γ_ab,P (∂a b|P) of one shell a, to its atom and with the other sign to that of P.
    void Orbitals(int index, Vec3[] gradient, Worker own)
    {
        var (n, m, a) = (_integrals.Functions, _integrals.Count, _molecule.Shells[index]);
        own.Require(a.Count * n * m);
        for (var i = 0; i < a.Count; i++)
            _densities.Fill(a.First + i, own.Gamma.AsSpan(i * n * m, n * m), ref own.Between);
        foreach (var b in _molecule.Shells)
        {
            var pair = new ShellPair(_derivatives[index], b);
            var bound = Bound(pair, own.Repulsion);
            foreach (var auxiliary in _integrals.Auxiliary.Pairs)
            {
                if (auxiliary.A.Atom == a.Atom || bound * auxiliary.Bound < Screening)
                    continue;
                own.Repulsion.Evaluate(auxiliary, pair);
                var force = Contracted(own, a, b, auxiliary.A, pair.Stride) * 2;
                gradient[a.Atom] += force;
                gradient[auxiliary.A.Atom] -= force;
            }
        }
    }

    Vec3 Contracted(Worker own, Shell a, Shell b, Shell auxiliary, int stride)
    {
        var (n, m, products) = (_integrals.Functions, _integrals.Count, a.Count * b.Count);
        double x = 0, y = 0, z = 0;
        for (var p = 0; p < auxiliary.Count; p++)
        {
            var column = _column[auxiliary.First + p];
            if (column < 0)
                continue;
            var integrals = own.Repulsion.Integrals.AsSpan(p * stride, 3 * products);
            ReadOnlySpan<double> alongX = integrals[..products], alongY = integrals.Slice(products, products), alongZ = integrals[(2 * products)..];
            var k = 0;
            for (var i = 0; i < a.Count; i++)
            {
                var from = (i * n + b.First) * m + column;
                for (var j = 0; j < b.Count; j++, k++, from += m)
                {
                    var weight = own.Gamma[from];
                    x += weight * alongX[k];
                    y += weight * alongY[k];
                    z += weight * alongZ[k];
                }
            }
        }
        return new(x, y, z);
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

    static double Bound(ShellPair pair, Repulsion repulsion)
    {
        repulsion.Evaluate(pair, pair);
        var bound = 0.0;
        for (var c = 0; c < pair.Count; c++)
            bound = Math.Max(bound, repulsion.Integrals[c * pair.Stride + c]);
        return Math.Sqrt(bound);
    }

    sealed class Worker
    {
        public Repulsion Repulsion { get; } = new();

        public double[] Gamma { get; private set; } = [];

        public double[] Between = [];

        public void Require(int gamma)
        {
            if (Gamma.Length < gamma)
                Gamma = new double[gamma];
        }
    }
}
