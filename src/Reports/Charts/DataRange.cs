namespace Athanor.Reports;

/// <summary>Gathers what an axis must span, and counts what it cannot show.</summary>
internal sealed class DataRange(Axis axis)
{
    /// <summary>Beyond this, spans and tick steps overflow; such a number is a divergence, not data.</summary>
    const double Huge = 1e290;

    double _low = double.PositiveInfinity;
    double _high = double.NegativeInfinity;

    public Axis Axis => axis;

    /// <summary>True where the value has a place on the axis (it may still lie outside limits the caller set).</summary>
    public static bool Shows(Axis axis, double value) => Math.Abs(value) < Huge && (!axis.Log || value > 1 / Huge);

    public void Add(double value)
    {
        if (!Shows(axis, value))
            return;
        _low = Math.Min(_low, value);
        _high = Math.Max(_high, value);
    }

    /// <summary>Limits with <paramref name="margin"/> (a fraction of the span) added at both ends the caller left open.</summary>
    /// <exception cref="ArgumentException">The caller's limits are reversed, not finite, or not positive on a logarithmic axis.</exception>
    public (double Low, double High) Limits(double margin)
    {
        Check();
        var (low, high) = _low <= _high ? (_low, _high) : axis.Log ? (0.1, 10.0) : (0.0, 1.0);
        if (axis.Min is { } min)
            (low, high) = (min, high > min ? high : axis.Log ? min * 10 : min + 1);
        if (axis.Max is { } max)
            (low, high) = (low < max ? low : axis.Log ? max / 10 : max - 1, max);
        return axis.Log ? Logarithmic(low, high, margin) : Linear(low, high, margin);
    }

    (double, double) Linear(double low, double high, double margin)
    {
        // A constant, or a spread of nothing but rounding, still deserves an axis with distinguishable ticks.
        var size = Math.Max(Math.Abs(low), Math.Abs(high));
        if (size < 1 / Huge)
            size = 0;
        var least = size == 0 ? 1 : size * 1e-10;
        if (high - low < least)
        {
            var half = size == 0 ? 0.5 : high == low ? size * 0.05 : least / 2;
            return (axis.Min ?? low - half, axis.Max ?? high + half);
        }
        var pad = (high - low) * margin;
        return (axis.Min ?? low - pad, axis.Max ?? high + pad);
    }

    (double, double) Logarithmic(double low, double high, double margin)
    {
        var factor = high / low < 1.05 ? 1.5 : Math.Pow(high / low, margin);
        return (axis.Min ?? low / factor, axis.Max ?? high * factor);
    }

    void Check()
    {
        foreach (var limit in (ReadOnlySpan<double?>)[axis.Min, axis.Max])
        {
            if (limit is { } value && !Shows(axis, value))
                throw new ArgumentException(axis.Log
                    ? $"The limit {value} of the logarithmic axis '{axis.Label}' must be positive and finite."
                    : $"The limit {value} of the axis '{axis.Label}' must be finite.");
        }
        if (axis.Min >= axis.Max)
            throw new ArgumentException($"The axis '{axis.Label}' has limits {axis.Min} and {axis.Max}; the first must be the smaller.");
    }
}
