using Athanor.Numerics;

namespace Athanor.Quantum;

/// <summary>X_ai,Q = Σ_b C_ib B_ab,Q for some orbitals i. Each function a is a piece of work of its own.</summary>
internal sealed class HalfTransformation : IJob
{
    // Bytes of X made at once.
    const double Room = 128 << 20;

    // Auxiliary functions gathered at once, so that what is gathered stays in the cache.
    const int Chunk = 256;

    readonly FittedIntegrals _integrals;
    readonly Team _team;
    readonly double[][] _gathered;
    double[] _rows = [];
    double[] _into = [];
    int _first, _count;

    public HalfTransformation(FittedIntegrals integrals, Team team)
    {
        (_integrals, _team) = (integrals, team);
        _gathered = [.. Enumerable.Range(0, team.Threads).Select(_ => new double[integrals.Functions * Math.Min(Chunk, integrals.Count)])];
    }

    /// <summary>How many of so many orbitals are taken at once, one at least.</summary>
    public static int AtOnce(FittedIntegrals integrals, int count) => (int)Math.Clamp(Room / (sizeof(double) * (double)integrals.Functions * integrals.Count), 1, Math.Max(1, count));

    /// <summary>Bytes at the peak, from the numbers of functions, auxiliary functions and orbitals.</summary>
    public static double Bytes(double n, double m, double count) => Math.Max(sizeof(double) * n * m, Math.Min(Room, sizeof(double) * n * m * count));

    /// <summary>Fills <paramref name="into"/>, [a, i, Q], for orbitals <paramref name="first"/> on.</summary>
    /// <param name="rows">C as [i, b].</param>
    public void Run(double[] rows, int first, int count, double[] into)
    {
        (_rows, _first, _count, _into) = (rows, first, count, into);
        _team.Run(this, _integrals.Functions);
    }

    void IJob.Run(int index, int worker)
    {
        var (n, m) = (_integrals.Functions, _integrals.Count);
        var gathered = _gathered[worker];
        ReadOnlyMatrixSpan<double> rows = _rows.AsSpan(_first * n, _count * n).AsMatrix(_count, n);
        var into = _into.AsSpan(index * _count * m, _count * m).AsMatrix(_count, m);
        for (var q = 0; q < m; q += Chunk)
        {
            var some = Math.Min(Chunk, m - q);
            for (var b = 0; b < n; b++)
                _integrals.Row(index, b).Slice(q, some).CopyTo(gathered.AsSpan(b * some));
            Gemm.Multiply(rows, gathered.AsSpan(0, n * some).AsMatrix(n, some), into.Block(0, q, _count, some));
        }
    }
}
