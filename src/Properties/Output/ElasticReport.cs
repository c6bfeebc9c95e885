using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Reports;

namespace Athanor.Properties;

/// <summary>Elastic constants as sections of a report.</summary>
public static class ElasticReport
{
    const int Directions = 180;

    public static void Fill(ReportPage page, Elasticity elasticity)
    {
        var section = page.Section("Elastic constants");
        foreach (var warning in ElasticRemarks.Warnings(elasticity))
            section.Warning(warning);
        section.KeyFigures([.. elasticity.Derived.Where(d => d.Name is "bulk modulus" or "shear modulus" or "Debye temperature").Select(d => (char.ToUpperInvariant(d.Name[0]) + d.Name[1..], d.Value.Total is null ? new Quantity(ConductivityTables.Rounded(d.Value.Value), d.Value.Unit) : d.Value.ToQuantity()))]);
        section.Paragraph(ElasticRemarks.HowMade(elasticity));
        section.Add(ElasticTables.Stiffness(elasticity));
        section.Add(ElasticTables.Derived(elasticity));
        section.Fold("With clamped ions", ElasticTables.Clamped(elasticity));
        if (!elasticity.Stiffness.IsStable)
            return;
        var directions = page.Section("In all directions");
        directions.Add(Polar("Young's modulus", "GPa", n => Units.GigaPascal * elasticity.Stiffness.YoungAlong(n)));
        directions.Add(Speeds(elasticity));
        directions.Add(ElasticTables.Sound(elasticity));
    }

    static LineChart Polar(string quantity, string unit, Func<Vec3, double> value)
    {
        (string Name, Vec3 First, Vec3 Second)[] planes = [("xy", new(1, 0, 0), new(0, 1, 0)), ("yz", new(0, 1, 0), new(0, 0, 1)), ("zx", new(0, 0, 1), new(1, 0, 0)), ("z and x + y", new(0, 0, 1), new(Math.Sqrt(0.5), Math.Sqrt(0.5), 0))];
        var curves = planes.Select(p => (p.Name, Points: Enumerable.Range(0, Directions + 1).Select(k =>
        {
            var (sine, cosine) = Math.SinCos(2 * Math.PI * k / Directions);
            var length = value(cosine * p.First + sine * p.Second);
            return (X: length * cosine, Y: length * sine);
        }).ToArray())).ToArray();
        var limit = 1.05 * curves.SelectMany(c => c.Points).Max(p => Math.Max(Math.Abs(p.X), Math.Abs(p.Y)));
        var chart = new LineChart($"{quantity} by direction", new Axis($"{quantity}, first axis", unit) { Min = -limit, Max = limit }, new Axis("second axis", unit) { Min = -limit, Max = limit })
        {
            Square = true,
            Caption = "The distance from the middle is the modulus along that direction, in the planes of two axes and in one between; of an isotropic solid they would be one circle.",
        };
        foreach (var (name, points) in curves)
            chart.Add(name, [.. points.Select(p => p.X)], [.. points.Select(p => p.Y)]);
        return chart;
    }

    /// <summary>Along x → y → z → x, a quarter turn each.</summary>
    static LineChart Speeds(Elasticity elasticity)
    {
        Vec3[] corners = [new(1, 0, 0), new(0, 1, 0), new(0, 0, 1), new(1, 0, 0)];
        const int quarter = 45;
        double[] angles = [.. Enumerable.Range(0, 3 * quarter + 1).Select(k => 90.0 * k / quarter)];
        var waves = Enumerable.Range(0, angles.Length).Select(k =>
        {
            var leg = Math.Min(k / quarter, 2);
            var (sine, cosine) = Math.SinCos(0.5 * Math.PI * (k - leg * quarter) / quarter);
            return SoundVelocity.Along(elasticity.Stiffness, elasticity.Density, cosine * corners[leg] + sine * corners[leg + 1]);
        }).ToArray();
        var chart = new LineChart("Sound by direction", new Axis("Direction") { Places = [(0, "x"), (90, "y"), (180, "z"), (270, "x")] }, new Axis("Speed", "m/s") { Min = 0 });
        foreach (var (k, name) in new[] { (0, "slow"), (1, "middle"), (2, "fast") })
            chart.Add(name, angles, [.. waves.Select(w => w[k].Velocity)]);
        return chart;
    }
}
