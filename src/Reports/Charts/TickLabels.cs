namespace Athanor.Reports;

/// <summary>The numbers beside the ticks: equal decimals down the axis, with a common power of ten moved into the axis title.</summary>
internal readonly record struct TickLabels(string[] Texts, int Power)
{
    public static TickLabels Linear(double[] ticks)
    {
        var largest = ticks.Max(Math.Abs);
        var step = ticks.Skip(1).Zip(ticks, (b, a) => b - a).DefaultIfEmpty(largest).Min();
        if (largest == 0 || step <= 0)
            return new TickLabels(ticks.Select(t => NumberText.Significant(t)).ToArray(), 0);
        var power = NumberText.PowerOf(largest);
        // −13587.25 eV keeps its digits; 0.00002 and 3000000 become 2 and 3 with a factor in the title.
        power = power >= 6 || power < -3 ? power : 0;
        var scale = Math.Pow(10, -Math.Clamp(power, -300, 300));
        var decimals = Decimals(step * scale);
        return new TickLabels(ticks.Select(t => NumberText.Fixed(t * scale, decimals)).ToArray(), power);
    }

    public static TickLabels Logarithmic(double[] ticks)
    {
        var plain = ticks[0] >= 0.9e-3 && ticks[^1] <= 1.1e4;
        return new TickLabels(ticks.Select(t => plain ? NumberText.Significant(t) : Raised(t)).ToArray(), 0);
    }

    static string Raised(double tick)
    {
        var text = NumberText.Significant(tick, 3);
        var power = NumberText.PowerOf(tick);
        var mantissa = NumberText.Significant(tick / Math.Pow(10, power), 3);
        return mantissa == "1" ? "10" + NumberText.Raised(power) : Math.Abs(power) > 300 ? text : mantissa + NumberText.PowerOfTen(power);
    }

    /// <summary>Digits after the point that a step needs: 0.25 needs two, 0.5 one, 20 none.</summary>
    static int Decimals(double step)
    {
        for (var decimals = 0; decimals < 12; decimals++)
        {
            var scaled = step * Math.Pow(10, decimals);
            if (Math.Abs(scaled - Math.Round(scaled)) < 1e-4 * scaled && scaled >= 0.5)
                return decimals;
        }
        return 12;
    }
}
