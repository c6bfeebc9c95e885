using Athanor.Atoms;

namespace Athanor.Properties;

/// <summary>Mean square displacement of an element's atoms and what Einstein's relation makes of it, D = slope / 6.</summary>
/// <param name="Element">Whose.</param>
/// <param name="Times">fs.</param>
/// <param name="Squares">Å².</param>
/// <param name="Errors">Statistical, from blocks in time, Å².</param>
/// <param name="Window">fs between which the slope was taken; null where too few lags lie there.</param>
/// <param name="Coefficient">10⁻⁹ m²/s, as the cell gives it.</param>
/// <param name="Exponent">d ln MSD / d ln t in the window: 1 where the motion is diffusive, 2 where it is ballistic, 0 where atoms stay.</param>
/// <param name="Corrected">For an infinite cell (Yeh and Hummer, J. Phys. Chem. B 108, 15873 (2004)); null where the viscosity is not known.</param>
public sealed record Diffusion(
    Element Element, IReadOnlyList<double> Times, IReadOnlyList<double> Squares, IReadOnlyList<double> Errors, (double From, double To)? Window, Estimate? Coefficient, double Exponent, Estimate? Corrected)
{
    /// <summary>10⁻⁹ m²/s of one Å²/fs.</summary>
    public const double Published = 1e4;

    public const string Unit = "10⁻⁹ m²/s";

    /// <summary>Ewald's constant of a cubic lattice of charges, ξ.</summary>
    const double CubicLattice = 2.837297;

    /// <summary>By default lags from this part of the trajectory …</summary>
    const double EarliestPart = 0.05;

    /// <summary>… to this one: longer ones have hardly any independent origins.</summary>
    const double LatestPart = 0.2;

    internal static Diffusion Of(Element element, int kind, CorrelationSums all, CorrelationSums[] blocks, double timeStep, (double From, double To)? window)
    {
        var duration = (all.Samples - 1) * timeStep;
        var (from, to) = window ?? (EarliestPart * duration, LatestPart * duration);
        double[] times = [.. all.Lags.Select(lag => lag * timeStep)];
        var squares = all.Correlation(kind);
        double[][] perBlock = [.. blocks.Select(b => b.Correlation(kind))];
        var inside = Enumerable.Range(0, times.Length).Where(k => times[k] > 0 && times[k] >= from && times[k] <= to).ToArray();
        var errors = BlockError.OfCurves(perBlock, times.Length);
        if (inside.Length < 3)
            return new Diffusion(element, times, squares, errors, null, null, double.NaN, null);
        double Slope(double[] curve) => Line([.. inside.Select(k => times[k])], [.. inside.Select(k => curve[k])]);
        // A block's products end in it; the first blocks have no long lags yet.
        var slopes = perBlock.Where(b => b.Length > inside[^1]).Select(b => Slope(b) / 6 * Published).ToArray();
        var exponent = Line([.. inside.Select(k => Math.Log(times[k]))], [.. inside.Select(k => Math.Log(squares[k]))]);
        return new Diffusion(element, times, squares, errors, (times[inside[0]], times[inside[^1]]), BlockError.Estimate(Slope(squares) / 6 * Published, Unit, slopes), exponent, null);
    }

    /// <summary>D + ξ kT / 6πηL.</summary>
    /// <param name="viscosity">mPa·s.</param>
    /// <param name="edge">Å, of the cube.</param>
    internal Diffusion InInfiniteCell(Estimate viscosity, double temperature, double edge)
    {
        if (Coefficient is not { } d)
            return this;
        var correction = Published * CubicLattice * Units.Boltzmann * temperature / (6 * Math.PI * (viscosity.Value / Viscosity.MilliPascalSecond) * edge);
        var error = viscosity.Statistical is { } s && d.Statistical is { } own ? Math.Sqrt(own * own + Math.Pow(correction * s / viscosity.Value, 2)) : d.Statistical;
        return this with { Corrected = new Estimate(d.Value + correction, Unit, error) };
    }

    static double Line(double[] x, double[] y)
    {
        double mx = x.Average(), my = y.Average();
        return x.Zip(y, (a, b) => (a - mx) * (b - my)).Sum() / x.Sum(a => (a - mx) * (a - mx));
    }
}
