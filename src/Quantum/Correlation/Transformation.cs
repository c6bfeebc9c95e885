using Athanor.Numerics;

namespace Athanor.Quantum;

/// <summary>Repulsion integrals over molecular orbitals, (pq|rs) = Σ_abcd C_ap C_bq C_cr C_ds (ab|cd).</summary>
/// <remarks>
/// Two halves: for each product of functions ab the matrix (ab|··) is made and transformed at once, so that integrals over functions are never stored whole; then a and b are. Each shell pair of the bra fills rows of its own: same bits on any number of threads.
/// </remarks>
internal sealed class Transformation : IJob
{
    const double Screening = 1e-13;

    readonly Molecule _molecule;
    readonly double[] _r, _s, _half;
    readonly int _nr, _ns;
    readonly Worker[] _workers;

    Transformation(Molecule molecule, double[] r, double[] s, Team team)
    {
        (_molecule, _r, _s) = (molecule, r, s);
        (_nr, _ns) = (r.Length / molecule.Functions, s.Length / molecule.Functions);
        _half = new double[molecule.Functions * molecule.Functions * _nr * _ns];
        _workers = [.. Enumerable.Range(0, team.Threads).Select(_ => new Worker())];
    }

    /// <summary>Bytes at the peak.</summary>
    public static double Bytes(double n, double p, double q, double r, double s) => sizeof(double) * (n * n * r * s + p * n * r * s + p * q * r * s);

    /// <summary>[p, q, r, s] of orbitals given in columns, [function, orbital].</summary>
    public static double[] Integrals(Molecule molecule, double[] p, double[] q, double[] r, double[] s, Team team)
    {
        var n = molecule.Functions;
        var job = new Transformation(molecule, r, s, team);
        team.Run(job, molecule.Pairs.Length);
        var rest = job._nr * job._ns;
        var (np, nq) = (p.Length / n, q.Length / n);
        var quarter = new double[np * n * rest];
        ReadOnlyMatrixSpan<double> first = p.AsMatrix(n, np), second = q.AsMatrix(n, nq);
        Gemm.Multiply(first.Transposed, job._half.AsMatrix(n, n * rest), quarter.AsMatrix(np, n * rest), 1, 0, team);
        var whole = new double[np * nq * rest];
        for (var i = 0; i < np; i++)
            Gemm.Multiply(second.Transposed, quarter.AsSpan(i * n * rest, n * rest).AsMatrix(n, rest), whole.AsSpan(i * nq * rest, nq * rest).AsMatrix(nq, rest), 1, 0, team);
        return whole;
    }

    void IJob.Run(int index, int worker)
    {
        var (n, bra, own) = (_molecule.Functions, _molecule.Pairs[index], _workers[worker]);
        own.Require(bra.Count * n * n, n * _ns);
        Array.Clear(own.Matrices, 0, bra.Count * n * n);
        foreach (var ket in _molecule.Pairs)
        {
            if (bra.Bound * ket.Bound < Screening)
                continue;
            own.Repulsion.Evaluate(bra, ket);
            for (var ab = 0; ab < bra.Count; ab++)
                Place(own.Repulsion.Integrals.AsSpan(ab * ket.Stride, ket.Count), ket, own.Matrices.AsSpan(ab * n * n, n * n), n);
        }
        ReadOnlyMatrixSpan<double> r = _r.AsMatrix(n, _nr);
        var size = _nr * _ns;
        var between = own.Between.AsSpan(0, n * _ns).AsMatrix(n, _ns);
        for (var ab = 0; ab < bra.Count; ab++)
        {
            var (a, b) = (bra.A.First + ab / bra.B.Count, bra.B.First + ab % bra.B.Count);
            var block = _half.AsSpan((a * n + b) * size, size);
            Gemm.Multiply(own.Matrices.AsSpan(ab * n * n, n * n).AsMatrix(n, n), _s.AsMatrix(n, _ns), between);
            Gemm.Multiply(r.Transposed, between, block.AsMatrix(_nr, _ns));
            if (a != b)
                block.CopyTo(_half.AsSpan((b * n + a) * size, size));
        }
    }

    static void Place(ReadOnlySpan<double> row, ShellPair ket, Span<double> matrix, int n)
    {
        var k = 0;
        for (var c = ket.A.First; c < ket.A.First + ket.A.Count; c++)
        {
            for (var d = ket.B.First; d < ket.B.First + ket.B.Count; d++)
                matrix[c * n + d] = matrix[d * n + c] = row[k++];
        }
    }

    sealed class Worker
    {
        public Repulsion Repulsion { get; } = new();

        public double[] Matrices { get; private set; } = [];

        public double[] Between { get; private set; } = [];

        public void Require(int matrices, int between)
        {
            if (Matrices.Length < matrices)
                Matrices = new double[matrices];
            if (Between.Length < between)
                Between = new double[between];
        }
    }
}
