using Athanor.Numerics;

namespace Athanor.Quantum;

/// <summary>
/// The repulsion (P|Q) = L Lᵀ of auxiliary functions among themselves. Functions that those before them span, to within <see cref="Dependent"/> of their own repulsion, are left out: the fit can do without them.
/// </summary>
internal sealed class FittingMetric
{
    /// <summary>The least part of (P|P) that functions before P must leave.</summary>
    public const double Dependent = 1e-10;

    public FittingMetric(AuxiliaryFunctions functions, Team team)
    {
        var n = functions.Functions;
        var metric = new double[n * n];
        team.Run(new Job(functions, metric), functions.Shells.Length);
        Kept = [.. Enumerable.Range(0, n)];
        Factor = [.. metric];
        if (!IsSound(Factor, metric, n, team))
            (Kept, Factor) = Selected(metric, n);
    }

    /// <summary>Numbers of the functions kept, ascending.</summary>
    public int[] Kept { get; }

    public int Count => Kept.Length;

    /// <summary>L of the functions kept, row-major, in the lower triangle.</summary>
    public double[] Factor { get; }

    /// <summary>For each of <paramref name="functions"/> auxiliary functions its place among those kept, −1 where it was left out.</summary>
    public int[] Columns(int functions)
    {
        int[] columns = [.. Enumerable.Repeat(-1, functions)];
        for (var k = 0; k < Count; k++)
            columns[Kept[k]] = k;
        return columns;
    }

    static bool IsSound(double[] factor, double[] metric, int n, Team team)
    {
        try
        {
            Cholesky.Factor(factor.AsMatrix(n, n), team);
        }
        catch (NotPositiveDefiniteException)
        {
            return false;
        }
        for (var i = 0; i < n; i++)
        {
            if (!(factor[i * n + i] * factor[i * n + i] > Dependent * metric[i * n + i]))
                return false;
        }
        return true;
    }

    // Row by row, leaving out as it goes; slower, for sets that need it.
    static (int[] Kept, double[] Factor) Selected(double[] metric, int n)
    {
        var kept = new List<int>();
        var rows = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            var row = rows.AsSpan(kept.Count * n, n);
            for (var k = 0; k < kept.Count; k++)
                row[k] = (metric[i * n + kept[k]] - Vectors.Dot(row[..k], rows.AsSpan(k * n, k))) / rows[k * n + k];
            var left = metric[i * n + i] - Vectors.Dot(row[..kept.Count], row[..kept.Count]);
            if (left > Dependent * metric[i * n + i])
            {
                row[kept.Count] = Math.Sqrt(left);
                kept.Add(i);
            }
        }
        var m = kept.Count;
        var factor = new double[m * m];
        for (var i = 0; i < m; i++)
            rows.AsSpan(i * n, i + 1).CopyTo(factor.AsSpan(i * m));
        return ([.. kept], factor);
    }

    sealed class Job(AuxiliaryFunctions functions, double[] metric) : IJob
    {
        public void Run(int index, int worker)
        {
            var repulsion = new Repulsion();
            var (bra, n) = (functions.Pairs[index], functions.Functions);
            for (var other = 0; other <= index; other++)
            {
                var ket = functions.Pairs[other];
                repulsion.Evaluate(bra, ket);
                for (var p = 0; p < bra.Count; p++)
                {
                    for (var q = 0; q < ket.Count; q++)
                    {
                        var (row, column) = (bra.A.First + p, ket.A.First + q);
                        metric[row * n + column] = metric[column * n + row] = repulsion.Integrals[p * ket.Stride + q];
                    }
                }
            }
        }
    }
}
