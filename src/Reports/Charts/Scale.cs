namespace Athanor.Reports;

/// <summary>Maps values to pixels: Low at 0, High at Length, or the other way round for an axis that points up.</summary>
internal readonly record struct Scale(double Low, double High, bool Log, double Length, bool Up)
{
    public double At(double value)
    {
        var part = Log ? Math.Log(value / Low) / Math.Log(High / Low) : (value - Low) / (High - Low);
        // Far outside, SVG renderers lose precision; the plot is clipped long before.
        part = Math.Clamp(part, -10, 11);
        return (Up ? 1 - part : part) * Length;
    }

    public bool Contains(double value) => value >= Low && value <= High;
}
