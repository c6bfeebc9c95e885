namespace Athanor.Reports;

/// <summary>Places for ticks that people would choose: multiples of 1, 2, 2.5 or 5 times a power of ten.</summary>
internal static class Ticks
{
    /// <summary>Fewest ticks ever returned. With steps at most a factor 2 apart, one step finer would give more than <c>most</c>, so at least most/2 remain.</summary>
    public const int Least = 3;

    static readonly double[] Steps = [1, 2, 2.5, 5];

    /// <summary>Between 3 and <paramref name="most"/> (6 … 12) ascending values inside [low, high].</summary>
    public static double[] Linear(double low, double high, int most = 8)
    {
        most = Math.Clamp(most, 2 * Least, 12);
        var power = (int)Math.Floor(Math.Log10((high - low) / most)) - 1;
        for (; ; power++)
        {
            foreach (var mantissa in Steps)
            {
                var (first, last) = Multiples(low, high, mantissa, power);
                if (last - first + 1 <= most)
                    return Enumerable.Range(0, (int)(last - first) + 1).Select(i => Multiple(first + i, mantissa, power)).ToArray();
            }
        }
    }

    /// <summary>The same for a logarithmic axis, low &gt; 0: decades where there are enough of them, else 1-2-5, else linear ones.</summary>
    public static double[] Logarithmic(double low, double high, int most = 8)
    {
        most = Math.Clamp(most, 2 * Least, 12);
        var decades = Decades(low, high, [1]);
        if (decades.Length >= Least)
        {
            var stride = (decades.Length + most - 1) / most;
            // Multiples of the stride, so that 1 = 10⁰ is among them where it is in range.
            var some = decades.Where(v => NumberText.PowerOf(v) % stride == 0).ToArray();
            return some.Length >= Least ? some : decades.Where((_, i) => i % stride == 0).ToArray();
        }
        var finer = Decades(low, high, [1, 2, 5]);
        return finer.Length is >= Least and <= 12 ? finer : Linear(low, high, most);
    }

    /// <summary>Unlabelled marks between the decades of a logarithmic axis; none where they would crowd.</summary>
    public static double[] Between(double low, double high) => high / low > 1e7 ? [] : Decades(low, high, [1, 2, 3, 4, 5, 6, 7, 8, 9]);

    static double[] Decades(double low, double high, double[] mantissas)
    {
        var values = new List<double>();
        for (var power = NumberText.PowerOf(low); power <= NumberText.PowerOf(high); power++)
        {
            foreach (var mantissa in mantissas)
            {
                var value = Multiple(1, mantissa, power);
                if (value >= low && value <= high)
                    values.Add(value);
            }
        }
        return [.. values];
    }

    static (double First, double Last) Multiples(double low, double high, double mantissa, int power)
    {
        var first = Math.Ceiling(Count(low, mantissa, power));
        var last = Math.Floor(Count(high, mantissa, power));
        // The quotient is rounded; the tick itself must not stick out.
        if (Multiple(first, mantissa, power) < low)
            first++;
        if (Multiple(last, mantissa, power) > high)
            last--;
        return (first, last);
    }

    static double Count(double value, double mantissa, int power)
        => power < 0 ? value * Ten(-power) / mantissa : value / Ten(power) / mantissa;

    /// <summary>count·mantissa·10^power, divided by an exact power of ten where that gives 0.3 and not 0.30000000000000004.</summary>
    static double Multiple(double count, double mantissa, int power)
        => power < 0 ? count * mantissa / Ten(-power) : count * mantissa * Ten(power);

    static double Ten(int power) => double.Parse("1e" + power);
}
