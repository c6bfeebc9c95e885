namespace Athanor.Quantum;

/// <summary>
/// Correlation of the uniform gas as Perdew and Wang fitted it (Phys. Rev. B 45, 13244 (1992), eq. 10 and table I), the prefactors with two digits more, as in PBE's original program.
/// </summary>
internal static class PerdewWang
{
    static readonly UniformGas.Fit None = Fit(0.0310907, 0.21370, 7.5957, 3.5876, 1.6382, 0.49294);
    static readonly UniformGas.Fit Full = Fit(0.01554535, 0.20548, 14.1189, 6.1977, 3.3662, 0.62517);

    // The fit is one of −α.
    static readonly UniformGas.Fit Opposite = Fit(0.0168869, 0.11125, 10.357, 3.6231, 0.88026, 0.49671);

    /// <inheritdoc cref="UniformGas.Correlation"/>
    public static (double Energy, double ByRadius, double ByPolarisation) Correlation(double rs, double up, double down) => UniformGas.Correlation(rs, up, down, None, Full, Stiffness);

    static (double Value, double Slope) Stiffness(double rs)
    {
        var (value, slope) = Opposite(rs);
        return (-value, -slope);
    }

    static UniformGas.Fit Fit(double a, double alpha, double b1, double b2, double b3, double b4) => rs =>
    {
        var x = Math.Sqrt(rs);
        var series = 2 * a * x * (b1 + x * (b2 + x * (b3 + x * b4)));
        var dSeries = a / x * (b1 + x * (2 * b2 + x * (3 * b3 + x * 4 * b4)));
        var log = Math.Log(1 + 1 / series);
        var factor = -2 * a * (1 + alpha * rs);
        return (factor * log, -2 * a * alpha * log - factor * dSeries / (series * (series + 1)));
    };
}
