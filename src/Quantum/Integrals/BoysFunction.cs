namespace Athanor.Quantum;

/// <summary>
/// F_m(T) = ∫₀¹ u^{2m} exp(−T u²) du for m = 0 … M at once, to 1e-14 (Helgaker, Jørgensen, Olsen, "Molecular Electronic-Structure Theory", §9.8).
/// </summary>
/// <remarks>
/// Below <see cref="Far"/> the highest order comes from eight Taylor terms about the nearest point of a table, the others by downward recursion, which is stable; beyond, F₀ = ½√(π/T) to the last bit
/// (erfc(6) = 2e-17), and upward recursion is stable because T is larger than every m + ½.
/// </remarks>
internal static class BoysFunction
{
    /// <summary>Four g shells, one derivative more, and a second one to come.</summary>
    public const int HighestOrder = 4 * BasisSet.HighestMomentum + 2;

    internal const double Far = 36;

    /// <summary>Points of <see cref="Table"/> for a unit of T.</summary>
    internal const double PerUnit = 16;

    /// <summary>Of the Taylor series.</summary>
    internal const int Terms = 8;

    /// <summary>Orders in <see cref="Table"/>.</summary>
    internal const int Columns = HighestOrder + Terms;

    /// <summary>F_m at the points, [point, m].</summary>
    internal static readonly double[] Table = MakeTable();

    /// <summary>1/n.</summary>
    internal static readonly double[] Inverses = [.. Enumerable.Range(0, 2 * HighestOrder + 2).Select(n => 1.0 / n)];

    /// <summary>Writes F_m(t) to <paramref name="into"/>[m · <paramref name="stride"/>], m = 0 … <paramref name="highest"/>.</summary>
    public static void Evaluate(double t, int highest, Span<double> into, int stride)
    {
        if (t >= Far)
        {
            var f = 0.5 * Math.Sqrt(Math.PI / t);
            var decay = Math.Exp(-t);
            var scale = 0.5 / t;
            into[0] = f;
            for (var m = 0; m < highest; m++)
            {
                f = ((2 * m + 1) * f - decay) * scale;
                into[(m + 1) * stride] = f;
            }
            return;
        }
        var point = (int)(t * PerUnit + 0.5);
        var step = point / PerUnit - t;
        var row = Table.AsSpan(point * Columns + highest, Terms);
        // F_m(T₀ − s) = Σ_k F_{m+k}(T₀) sᵏ/k!, by Horner.
        var sum = row[7];
        sum = row[6] + sum * step * (1.0 / 7);
        sum = row[5] + sum * step * (1.0 / 6);
        sum = row[4] + sum * step * (1.0 / 5);
        sum = row[3] + sum * step * (1.0 / 4);
        sum = row[2] + sum * step * (1.0 / 3);
        sum = row[1] + sum * step * (1.0 / 2);
        sum = row[0] + sum * step;
        into[highest * stride] = sum;
        if (highest == 0)
            return;
        var exp = Math.Exp(-t);
        for (var m = highest - 1; m >= 0; m--)
        {
            sum = (2 * t * sum + exp) * Reciprocals[m];
            into[m * stride] = sum;
        }
    }

    static readonly double[] Reciprocals = [.. Enumerable.Range(0, HighestOrder + 1).Select(m => 1.0 / (2 * m + 1))];

    static double[] MakeTable()
    {
        var points = (int)(Far * PerUnit) + 1;
        var table = new double[points * Columns];
        for (var i = 0; i < points; i++)
        {
            var t = i / PerUnit;
            var exp = Math.Exp(-t);
            // exp(−T) Σ_i (2T)^i / ((2m+1)(2m+3)…(2m+2i+1)): all terms positive.
            var term = 1.0 / (2 * Columns - 1);
            var sum = term;
            for (var k = 1; term > 1e-17 * sum; k++)
            {
                term *= 2 * t / (2 * (Columns - 1) + 2 * k + 1);
                sum += term;
            }
            var f = exp * sum;
            table[i * Columns + Columns - 1] = f;
            for (var m = Columns - 2; m >= 0; m--)
            {
                f = (2 * t * f + exp) / (2 * m + 1);
                table[i * Columns + m] = f;
            }
        }
        return table;
    }
}
