using Athanor.Reports;

namespace Athanor.Properties;

/// <summary>Costs that grow, for machines.</summary>
public static class ScalingRecord
{
    public static object Of(IReadOnlyList<ScalingCurve> curves, ScalingSettings settings, int threads) => new
    {
        System = settings.System.Name,
        settings.Forces,
        Threads = threads,
        Clock = settings.Clock == ScalingClock.Wall ? "wall" : "processor",
        Curves = curves.Select(c => new
        {
            c.Potential,
            Exponent = c.Fit is { } fit ? new Quantity(fit.Exponent, fit.Error, "") : (Quantity?)null,
            Prefactor = c.Fit is { } f ? new Quantity(f.Prefactor, "s") : (Quantity?)null,
            Fitted = c.Fit?.Points,
            c.Stopped,
            Points = c.Points.Select(p => new { p.Size, p.Atoms, Time = new Quantity(p.Seconds, p.Error, "s"), Wall = new Quantity(p.Wall, "s"), p.Evaluations }),
        }),
    };
}
