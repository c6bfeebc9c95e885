namespace Athanor.Quantum;

/// <summary>
/// Correlation of the uniform gas as Vosko, Wilk and Nusair fitted it (Can. J. Phys. 58, 1200 (1980)).
/// </summary>
internal sealed class VwnCorrelation : IFunctionalPart
{
    readonly UniformGas.Fit _none, _full, _stiffness;

    VwnCorrelation(UniformGas.Fit none, UniformGas.Fit full, UniformGas.Fit stiffness) => (_none, _full, _stiffness) = (none, full, stiffness);

    /// <summary>Formula V, "VWN5": Ceperley and Alder's energies, parameters of table 5.</summary>
    public static VwnCorrelation Five { get; } = new(
        Fit(0.0310907, -0.10498, 3.72744, 12.9352),
        Fit(0.01554535, -0.325, 7.06042, 18.0578),
        Fit(-1 / (6 * Math.PI * Math.PI), -0.0047584, 1.13107, 13.0045));

    /// <summary>Energies of the random phase approximation, between the two polarisations as the exchange energy goes (f(ζ) alone). What some programs mean by "VWN".</summary>
    public static VwnCorrelation RandomPhase { get; } = Plain(
        Fit(0.0310907, -0.409286, 13.0720, 42.7198),
        Fit(0.01554535, -0.743294, 20.1231, 101.578));

    public bool Gradients => false;

    public void Add(double share, PointDensities at)
    {
        for (var p = 0; p < at.Count; p++)
        {
            var density = at.Alpha[p] + at.Beta[p];
            if (density < PointDensities.Least)
                continue;
            var (up, down) = (2 * at.Alpha[p] / density, 2 * at.Beta[p] / density);
            var rs = UniformGas.Radius(density);
            var (energy, byRadius, byPolarisation) = UniformGas.Correlation(rs, up, down, _none, _full, _stiffness);
            var common = energy - rs / 3 * byRadius;
            at.Energy[p] += share * density * energy;
            at.ByAlpha[p] += share * (common + down * byPolarisation);
            at.ByBeta[p] += share * (common - up * byPolarisation);
        }
    }

    static VwnCorrelation Plain(UniformGas.Fit none, UniformGas.Fit full) => new(none, full, rs =>
    {
        var (e0, d0) = none(rs);
        var (e1, d1) = full(rs);
        return (UniformGas.Curvature * (e1 - e0), UniformGas.Curvature * (d1 - d0));
    });

    // Eq. 4.4, x = √r_s.
    static UniformGas.Fit Fit(double a, double x0, double b, double c)
    {
        var q = Math.Sqrt(4 * c - b * b);
        var pole = b * x0 / (x0 * x0 + b * x0 + c);
        return rs =>
        {
            var x = Math.Sqrt(rs);
            var quadratic = rs + b * x + c;
            var linear = 2 * x + b;
            var arc = Math.Atan(q / linear);
            var square = q * q + linear * linear;
            var value = Math.Log(rs / quadratic) + 2 * b / q * arc - pole * (Math.Log((x - x0) * (x - x0) / quadratic) + 2 * (b + 2 * x0) / q * arc);
            var slope = 2 / x - linear / quadratic - 4 * b / square - pole * (2 / (x - x0) - linear / quadratic - 4 * (b + 2 * x0) / square);
            return (a * value, a * slope / (2 * x));
        };
    }
}
