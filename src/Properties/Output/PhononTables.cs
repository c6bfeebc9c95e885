using Athanor.Reports;
using Cell = Athanor.Reports.Cell;

namespace Athanor.Properties;

/// <summary>Phonons as tables.</summary>
public static class PhononTables
{
    internal const int MostBranches = 12;

    /// <summary>One row for each wave vector that was asked for; of many branches one row for each.</summary>
    public static Table Frequencies(Phonons phonons)
    {
        var modes = phonons.QPoints;
        var wide = modes.Branches <= MostBranches;
        List<Column> columns = [Column.Text("point"), Column.Text("q")];
        if (wide)
            columns.AddRange(Enumerable.Range(1, modes.Branches).Select(m => Column.Number($"ν{m}", "THz", phonons.Spread is null ? "0.0000" : null)));
        else
            columns.AddRange([Column.Number("mode"), Column.Number("ν", "THz", phonons.Spread is null ? "0.0000" : null)]);
        var table = new Table($"{phonons.Crystal.Structure.Formula} with {phonons.Potential}", [.. columns]);
        for (var q = 0; q < modes.Q.Count; q++)
        {
            List<Cell> head = [phonons.Labels[q], PhononRemarks.Point(modes.Q[q])];
            if (wide)
            {
                table.Row([.. head, .. Enumerable.Range(0, modes.Branches).Select(m => Frequency(phonons, q, m))]);
                continue;
            }
            for (var m = 0; m < modes.Branches; m++)
                table.Row([.. head, m + 1, Frequency(phonons, q, m)]);
        }
        return table;
    }

    static Cell Frequency(Phonons phonons, int q, int m) =>
        Clean(phonons.QPoints.Frequency(q, m)) is var f && f != 0 && phonons.Spread is { } spread ? new Quantity(f, spread.QPoints[q][m], "THz") : f;

    // −0.0000 is not what anybody wants to read.
    internal static double Clean(double frequency) => Math.Abs(frequency) < 5e-5 ? 0 : frequency;

    /// <summary>Heat for a mole of primitive cells, one row for each temperature.</summary>
    public static Table Heat(Phonons phonons, IReadOnlyList<double> temperatures)
    {
        var spread = phonons.Spread;
        List<Column> columns =
        [
            Column.Number("T", "K", "0.##"), Column.Number("U − E", "kJ/mol", "0.000"), Column.Number("S", "J/mol/K", "0.000"), Column.Number("F − E", "kJ/mol", "0.000"), Column.Number("Cv", "J/mol/K", "0.000"),
        ];
        if (spread is not null)
            columns.AddRange([Column.Number("± members of S", "J/mol/K", "0.000"), Column.Number("± members of Cv", "J/mol/K", "0.000")]);
        var table = new Table($"Harmonic, for a mole of {phonons.Crystal.Structure.Formula}; E is the potential's minimum", [.. columns]);
        for (var k = 0; k < temperatures.Count; k++)
        {
            var state = phonons.Thermodynamics.At(temperatures[k]);
            List<Cell> row =
            [
                temperatures[k], Molar.Kilojoules * state.Energy, Molar.Joules * state.Entropy, Molar.Kilojoules * (state.Energy - temperatures[k] * state.Entropy), Molar.Joules * state.HeatCapacity,
            ];
            if (spread is not null)
                row.AddRange([Molar.Joules * spread.States[k].Entropy, Molar.Joules * spread.States[k].HeatCapacity]);
            table.Row([.. row]);
        }
        return table;
    }

    /// <summary>Sound in the limit of long waves.</summary>
    public static Table Sound(Phonons phonons)
    {
        var table = new Table("Sound, from the slopes of the acoustic branches at Γ", Column.Text("along"), Column.Text("direction"),
            Column.Number("slowest", "m/s", "0"), Column.Number("second", "m/s", "0"), Column.Number("fastest", "m/s", "0"));
        foreach (var (name, direction, waves) in phonons.Sound)
            table.Row(name, PhononRemarks.Point(direction), waves[0].Velocity, waves[1].Velocity, waves[2].Velocity);
        return table;
    }
}
