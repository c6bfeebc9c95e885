namespace Athanor.Potentials.Behler;

/// <summary>
/// Chooses columns of a data matrix so that the others are nearly combinations of them: at every step the column that the chosen ones explain least (QR with column
/// pivoting, Businger and Golub 1965; the greedy form of CUR).
/// </summary>
static class PivotedSelection
{
    /// <summary>Part of a column's variance that must be new, below which it is a duplicate.</summary>
    const double Novelty = 1e-6;

    /// <param name="columns">Standardised columns of equal length (mean 0, variance 1); destroyed.</param>
    /// <param name="most">How many to choose at most.</param>
    /// <returns>Indices in the order of choice.</returns>
    internal static List<int> Choose(double[][] columns, int most)
    {
        var chosen = new List<int>();
        var norms = columns.Select(c => Dot(c, c)).ToArray();
        var rows = columns.Length == 0 ? 0 : columns[0].Length;
        while (chosen.Count < most)
        {
            var best = Array.IndexOf(norms, norms.DefaultIfEmpty(0).Max());
            if (best < 0 || norms[best] <= Novelty * rows)
                break;
            chosen.Add(best);
            var q = columns[best];
            var scale = 1 / Math.Sqrt(norms[best]);
            for (var r = 0; r < rows; r++)
                q[r] *= scale;
            norms[best] = -1;
            for (var c = 0; c < columns.Length; c++)
            {
                if (norms[c] < 0)
                    continue;
                var along = Dot(q, columns[c]);
                for (var r = 0; r < rows; r++)
                    columns[c][r] -= along * q[r];
                norms[c] = Dot(columns[c], columns[c]);
            }
        }
        return chosen;
    }

    static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (var r = 0; r < a.Length; r++)
            sum += a[r] * b[r];
        return sum;
    }
}
