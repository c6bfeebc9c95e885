using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Reports;
using Cell = Athanor.Reports.Cell;

namespace Athanor.Properties;

/// <summary>Elastic constants as tables.</summary>
public static class ElasticTables
{
    /// <summary>Of what has no error that would say how many.</summary>
    internal const int Digits = 4;

    internal static readonly (string Name, Vec3 Direction)[] Ways =
        [("x", new(1, 0, 0)), ("y", new(0, 1, 0)), ("z", new(0, 0, 1)), ("x + y", new(1, 1, 0)), ("y + z", new(0, 1, 1)), ("x + z", new(1, 0, 1)), ("x + y + z", new(1, 1, 1))];

    /// <summary>C_IJ, GPa, on and above the diagonal.</summary>
    public static Table Stiffness(Elasticity elasticity)
    {
        var table = new Table($"Stiffness of {elasticity.Structure.Formula} with {elasticity.Potential}, GPa", [Column.Text(""), .. Voigt.Names.Select(n => Column.Number(n, format: elasticity.Spread is null ? "0.00" : null))]);
        for (var i = 0; i < 6; i++)
        {
            Cell[] row = [Voigt.Names[i], .. Enumerable.Range(0, 6).Select(j => j < i ? default : (Cell)Rounded(elasticity.C(i, j).ToQuantity() is var q ? new Quantity(q.Value, q.Error, "") : default))];
            table.Row(row);
        }
        return table;
    }

    /// <summary>The same with ions that keep their fractional coordinates.</summary>
    public static Table Clamped(Elasticity elasticity)
    {
        var table = new Table("With clamped ions, GPa", [Column.Text(""), .. Voigt.Names.Select(n => Column.Number(n, format: "0.00"))]);
        for (var i = 0; i < 6; i++)
            table.Row([Voigt.Names[i], .. Enumerable.Range(0, 6).Select(j => j < i ? default : (Cell)Rounded(new Quantity(Units.GigaPascal * elasticity.Clamped[i, j], "")))]);
        return table;
    }

    /// <summary>What follows.</summary>
    public static Table Derived(Elasticity elasticity)
    {
        var table = new Table("What follows", Column.Text(""), Column.Text("value") with { AlignRight = true });
        foreach (var (name, value) in elasticity.Derived)
            table.Row(name, value.Total is null ? $"{NumberText.Significant(value.Value, Digits)} {value.Unit}".TrimEnd() : value.ToString());
        return table;
    }

    /// <summary>Speeds of sound along the axes and the diagonals between them.</summary>
    public static Table Sound(Elasticity elasticity)
    {
        var table = new Table("Sound", Column.Text("direction"), Column.Number("slow", "m/s", "0.0"), Column.Number("middle", "m/s", "0.0"), Column.Number("fast", "m/s", "0.0"), Column.Number("Young's modulus", "GPa", "0.00"));
        foreach (var (name, direction) in Ways)
        {
            var waves = SoundVelocity.Along(elasticity.Stiffness, elasticity.Density, direction);
            table.Row(name, waves[0].Velocity, waves[1].Velocity, waves[2].Velocity, Units.GigaPascal * elasticity.Stiffness.YoungAlong(direction));
        }
        return table;
    }

    // What symmetry forbids comes out as rounding, here of the turn into other axes.
    static Quantity Rounded(Quantity q) => Math.Abs(q.Value) < 1e-6 ? new Quantity(0, "") : q.Error is { } ? q : new Quantity(Math.Round(q.Value, 3), "");
}
