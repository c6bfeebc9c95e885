using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Reports;
using Athanor.Simulation;

namespace Athanor.App;

/// <summary>A relaxation as a table, a record for machines and a report.</summary>
/// <param name="Kept">The space group that was kept; null where none was asked for.</param>
sealed record RelaxOutput(string Potential, RelaxationSettings Settings, Structure Start, IReadOnlyList<RelaxationStep> Steps, RelaxationResult Result, SpaceGroup? Kept)
{
    /// <summary>Beyond, nobody asks which space group it is, and the search would take longer than the relaxation.</summary>
    const int MostAtoms = 500;

    /// <summary>Å within which a space group is said.</summary>
    const double Tolerance = 1e-3;

    /// <summary>Whether stress may relax; that of a cell that is kept is left as it is, and a zero would be taken for it.</summary>
    bool CellMoves => Settings.Cell != CellFreedom.None;

    RelaxationStep First => Steps[0];

    RelaxationStep Last => Steps[^1];

    public Table ToTable()
    {
        List<Column> columns = [Column.Text(""), Column.Number("energy", "eV", "0.000000"), Column.Number("per atom", "eV", "0.000000"), Column.Number("largest force", "eV/Å", "0.0000")];
        if (CellMoves)
            columns.Add(Column.Number(Settings.Pressure == 0 ? "largest stress" : "stress off the pressure", "GPa", "0.000"));
        var table = new Table($"{Result.Structure.Formula} with {Potential}", [.. columns]);
        void Row(string name, RelaxationStep s)
        {
            Reports.Cell[] row = [name, s.Energy, s.Energy / Start.Count, s.LargestForce];
            table.Row(CellMoves ? [.. row, Units.GigaPascal * s.LargestStress] : row);
        }
        Row("before", First);
        Row($"after {Result.Steps} {(Result.Steps == 1 ? "step" : "steps")}", Last);
        return table;
    }

    public object Record() => new
    {
        Potential,
        Result.Structure.Formula,
        Result.Converged,
        Result.Steps,
        Energy = new Quantity(Result.Energy, "eV"),
        EnergyBefore = new Quantity(First.Energy, "eV"),
        LargestForce = new Quantity(Result.LargestForce, "eV/Å"),
        LargestForceBefore = new Quantity(First.LargestForce, "eV/Å"),
        StressOffPressure = Stress(Last),
        StressOffPressureBefore = Stress(First),
        Pressure = Result.Frame.Stress is { } stress ? new Quantity(-Units.GigaPascal * stress.Trace / 3, "GPa") : (Quantity?)null,
        Volume = VolumeOf(Result.Structure),
        VolumeBefore = VolumeOf(Start),
        KeptSpaceGroup = Kept?.Type?.ToString(),
    };

    Quantity? Stress(RelaxationStep s) => CellMoves ? new Quantity(Units.GigaPascal * s.LargestStress, "GPa") : null;

    static Quantity? VolumeOf(Structure structure) => structure.Cell is { } cell ? new Quantity(cell.Volume, "Å³") : null;

    public void Fill(ReportPage page)
    {
        var section = page.Section("Before and after").Add(Comparison());
        if (Result.Steps == 0)
            section.Paragraph("It was at rest: nothing was moved.");
        else
            AddWay(page.Section("Way down"));
        string[] symbols = [.. Start.Elements.ToArray().Select(e => e.Symbol)];
        page.Section("Structure").Add(new MoleculeView("Before and after", symbols, Coordinates.Of(Start), Coordinates.OfCell(Start.Cell))
            .AddFrame(Coordinates.Of(Result.Structure), "after", Coordinates.OfCell(Result.Structure.Cell)));
    }

    void AddWay(Section section)
    {
        double[] x = [.. Steps.Select(s => (double)s.Step)];
        // Under pressure the energy may well rise; what falls is that with the work done outside.
        var what = CellMoves && Settings.Pressure != 0 ? "Energy and PV above the end" : "Energy above the end";
        var few = Steps.Count < 20;
        section.Add(new LineChart(what, new Axis("Step"), new Axis(what, "eV") { Log = true })
            .Add(new LineSeries("energy", [.. x.SkipLast(1)], [.. Steps.SkipLast(1).Select(s => s.Enthalpy - Last.Enthalpy)]) { Dots = few }));
        section.Add(new LineChart("Largest force", new Axis("Step"), new Axis("Largest force", "eV/Å") { Log = true })
            .Add(new LineSeries("largest force", x, [.. Steps.Select(s => s.LargestForce)]) { Dots = few }));
    }

    Table Comparison()
    {
        Column Value(string name) => Column.Text(name) with { AlignRight = true };
        var table = new Table($"{Result.Structure.Formula} with {Potential}", Column.Text(""), Value("before"), Value("after"));
        void Row(string name, string before, string after) => table.Row(name, before, after);
        Row("energy, eV", NumberText.Fixed(First.Energy, 6), NumberText.Fixed(Last.Energy, 6));
        Row("energy, eV/atom", NumberText.Fixed(First.Energy / Start.Count, 6), NumberText.Fixed(Last.Energy / Start.Count, 6));
        Row("largest force, eV/Å", NumberText.Significant(First.LargestForce, 3), NumberText.Significant(Last.LargestForce, 3));
        if (CellMoves)
            Row($"stress off the pressure of {NumberText.Significant(Settings.Pressure)} GPa, GPa", NumberText.Significant(Units.GigaPascal * First.LargestStress, 3), NumberText.Significant(Units.GigaPascal * Last.LargestStress, 3));
        if (Start.Cell is not { } first || Result.Structure.Cell is not { } last)
            return table;
        Row("volume, Å³", NumberText.Fixed(first.Volume, 4), NumberText.Fixed(last.Volume, 4));
        Row("edges, Å", Edges(first), Edges(last));
        Row("angles, °", Angles(first), Angles(last));
        if (Start.Periodic.IsBulk && Start.Count <= MostAtoms)
            Row($"space group (within {Tolerance} Å)", GroupOf(Start), GroupOf(Result.Structure));
        return table;
    }

    static string Edges(Atoms.Cell cell) => string.Join(", ", Enumerable.Range(0, 3).Select(k => NumberText.Fixed(cell.Vectors.Row(k).Length, 4)));

    // Opposite to each edge, as everywhere: of b and c first.
    static string Angles(Atoms.Cell cell) => string.Join(", ", Enumerable.Range(0, 3).Select(k =>
    {
        var (a, b) = (cell.Vectors.Row((k + 1) % 3), cell.Vectors.Row((k + 2) % 3));
        return NumberText.Fixed(180 / Math.PI * Math.Acos(Math.Clamp(Vec3.Dot(a, b) / (a.Length * b.Length), -1, 1)), 3);
    }));

    static string GroupOf(Structure structure)
    {
        try
        {
            return SpaceGroup.Of(structure, Tolerance).Type?.ToString() ?? "none of the tables";
        }
        catch (AtomsException)
        {
            // Two atoms at one place; the report should be there all the same.
            return "none";
        }
    }
}
