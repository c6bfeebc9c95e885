using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Quantum;

/// <summary>Repulsion integrals over molecular orbitals, (pq|rs) = Σ_abcd C_ap C_bq C_cr C_ds (ab|cd), in two halves.</summary>
/// <remarks>
/// For each product of functions ab, b ≤ a, the matrix (ab|··) is transformed to (ab|rs); then, some rs at a time, a and b are. Integrals over functions are those of <see cref="FunctionIntegrals"/>.
/// What a piece of work writes depends on nothing but its index: same bits on any number of threads.
/// </remarks>
internal sealed class Transformation : IJob
{
    // Products rs whose second half is done at once.
    const int Chunk = 64;

    readonly Molecule _molecule;
    readonly OrbitalPairs _ket;
    readonly OrbitalPairs? _bra;
    readonly FunctionIntegrals? _integrals;
    readonly double[] _half, _whole = [];
    readonly (double[] One, double[] Two)[] _scratch;

    /// <summary>The first half.</summary>
    Transformation(Molecule molecule, FunctionIntegrals integrals, OrbitalPairs ket, Team team)
    {
        (_molecule, _integrals, _ket) = (molecule, integrals, ket);
        _half = new double[molecule.Functions * (molecule.Functions + 1) / 2 * ket.Count];
        var (n, most) = (molecule.Functions, molecule.Pairs.Max(p => p.Count));
        _scratch = [.. Enumerable.Range(0, team.Threads).Select(_ => (new double[most * n * n], new double[most * n * ket.Rows + ket.Rows * ket.Columns]))];
    }

    /// <summary>The second.</summary>
    Transformation(Molecule molecule, double[] half, OrbitalPairs bra, OrbitalPairs ket, Team team)
    {
        (_molecule, _half, _bra, _ket) = (molecule, half, bra, ket);
        _whole = new double[bra.Count * ket.Count];
        var n = molecule.Functions;
        _scratch = [.. Enumerable.Range(0, team.Threads).Select(_ => (new double[n * n * Chunk], new double[bra.Rows * n * Chunk]))];
    }

    /// <summary>Bytes at the peak of both halves, what the integrals over functions take included.</summary>
    public static double Bytes(double n, double bra, double ket) =>
        Math.Max(FunctionIntegrals.Bytes(n) + sizeof(double) * n * (n + 1) / 2 * ket, sizeof(double) * (n * (n + 1) / 2 * ket + bra * ket));

    /// <summary>(pq|rs), [pq, rs].</summary>
    public static double[] Integrals(Molecule molecule, OrbitalPairs bra, OrbitalPairs ket, Team team) =>
        Whole(molecule, Half(molecule, new(molecule, team), ket, team), bra, ket, team);

    /// <summary>(ab|rs) for orbitals of both spins; the integrals over functions are given up before the second half.</summary>
    public static (double[] Alpha, double[] Beta) Halves(Molecule molecule, OrbitalPairs alpha, OrbitalPairs beta, Team team)
    {
        var integrals = new FunctionIntegrals(molecule, team);
        return (Half(molecule, integrals, alpha, team), Half(molecule, integrals, beta, team));
    }

    /// <summary>(ab|rs), [ab, rs] with b ≤ a at a (a + 1) / 2 + b.</summary>
    public static double[] Half(Molecule molecule, FunctionIntegrals integrals, OrbitalPairs ket, Team team)
    {
        var job = new Transformation(molecule, integrals, ket, team);
        team.Run(job, molecule.Pairs.Length);
        return job._half;
    }

    /// <summary>(pq|rs), [pq, rs], of (ab|rs).</summary>
    public static double[] Whole(Molecule molecule, double[] half, OrbitalPairs bra, OrbitalPairs ket, Team team)
    {
        var job = new Transformation(molecule, half, bra, ket, team);
        team.Run(job, (ket.Count + Chunk - 1) / Chunk);
        return job._whole;
    }

    void IJob.Run(int index, int worker)
    {
        if (_bra is null)
            First(_integrals!.Pairs[index], index, worker);
        else
            Second(_bra, index * Chunk, Math.Min(Chunk, _ket.Count - index * Chunk), worker);
    }

    void First(ShellPair shells, int index, int worker)
    {
        var (n, ket) = (_molecule.Functions, _ket);
        var (matrices, room) = _scratch[worker];
        _integrals!.Fill(index, matrices, worker);
        Span<double> between = room.AsSpan(0, shells.Count * n * ket.Rows), square = room.AsSpan(shells.Count * n * ket.Rows, ket.Rows * ket.Columns);
        Gemm.Multiply(matrices.AsSpan(0, shells.Count * n * n).AsMatrix(shells.Count * n, n), ket.First.AsMatrix(n, ket.Rows), between.AsMatrix(shells.Count * n, ket.Rows));
        for (var ab = 0; ab < shells.Count; ab++)
        {
            var (a, b) = (shells.A.First + ab / shells.B.Count, shells.B.First + ab % shells.B.Count);
            if (b > a)
                continue;
            var to = _half.AsSpan((a * (a + 1) / 2 + b) * ket.Count, ket.Count);
            ReadOnlyMatrixSpan<double> once = between.Slice(ab * n * ket.Rows, n * ket.Rows).AsMatrix(n, ket.Rows);
            if (!ket.Symmetric)
            {
                Gemm.Multiply(once.Transposed, ket.Second.AsMatrix(n, ket.Columns), to.AsMatrix(ket.Rows, ket.Columns));
                continue;
            }
            Gemm.Multiply(once.Transposed, ket.Second.AsMatrix(n, ket.Columns), square.AsMatrix(ket.Rows, ket.Columns));
            for (var r = 0; r < ket.Rows; r++)
                square.Slice(r * ket.Columns, r + 1).CopyTo(to[ket.Start(r)..]);
        }
    }

    void Second(OrbitalPairs bra, int first, int count, int worker)
    {
        var n = _molecule.Functions;
        var (full, quarter) = _scratch[worker];
        Unpack(n, first, count, full);
        ReadOnlyMatrixSpan<double> p = bra.First.AsMatrix(n, bra.Rows), q = bra.Second.AsMatrix(n, bra.Columns);
        Gemm.Multiply(p.Transposed, full.AsSpan(0, n * n * count).AsMatrix(n, n * count), quarter.AsSpan(0, bra.Rows * n * count).AsMatrix(bra.Rows, n * count));
        for (var row = 0; row < bra.Rows; row++)
        {
            var length = bra.Length(row);
            MatrixSpan<double> to = new(_whole.AsSpan(bra.Start(row) * _ket.Count + first), length, count, _ket.Count);
            Gemm.Multiply(q.Transposed.Block(0, 0, length, n), quarter.AsSpan(row * n * count, n * count).AsMatrix(n, count), to);
        }
    }

    /// <summary>[a, b, rs] with all b, of some rs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Unpack(int n, int first, int count, double[] full)
    {
        for (var a = 0; a < n; a++)
        {
            for (var b = 0; b <= a; b++)
            {
                var from = _half.AsSpan((a * (a + 1) / 2 + b) * _ket.Count + first, count);
                from.CopyTo(full.AsSpan((a * n + b) * count));
                from.CopyTo(full.AsSpan((b * n + a) * count));
            }
        }
    }
}
