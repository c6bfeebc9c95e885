using Athanor.Reports;

namespace Athanor.Properties;

/// <summary>A vacancy as a table, as a record for machines, and in a report.</summary>
public static class VacancyOutput
{
    public static Table ToTable(Vacancy vacancy)
    {
        var table = new Table("Vacancy", Column.Number("atoms"), Column.Text("formation energy") with { AlignRight = true }, Column.Text("atoms not moved") with { AlignRight = true }, Column.Text("neighbours from the site, Å"));
        foreach (var s in vacancy.Sizes)
            table.Row(s.Atoms, s.Energy.ToString(), s.Unrelaxed.ToString(), string.Join(", ", s.Neighbours.Select(d => NumberText.Fixed(d, 2))));
        if (vacancy.Infinite is { } infinite)
            table.Row("∞", infinite.ToString(), default, $"(in the crystal {NumberText.Fixed(vacancy.NearestDistance, 2)})");
        return table;
    }

    /// <summary>What limits the number.</summary>
    public static IEnumerable<string> Remarks(Vacancy vacancy)
    {
        foreach (var remark in vacancy.MemberRemarks)
            yield return remark;
        if (vacancy.Sizes.Count == 1)
            yield return $"One supercell, of {vacancy.Sizes[0].Atoms} atoms: what the vacancy's images cost, some 1/N, is still in the energy. Two or more --sizes tell what it tends to.";
        else if (vacancy.Sizes.Count == 2)
            yield return "The line to ∞ goes through two sizes, so that nothing shows how well it fits; with a third of --sizes something does.";
    }

    public static object Record(Vacancy vacancy) => new
    {
        vacancy.Potential,
        Crystal = vacancy.Crystal.Formula,
        EnergyPerAtom = new Quantity(vacancy.EnergyPerAtom, "eV"),
        VolumePerAtom = new Quantity(vacancy.Crystal.Cell!.Volume / vacancy.Crystal.Count, "Å³"),
        NearestDistance = new Quantity(vacancy.NearestDistance, "Å"),
        FormationEnergy = vacancy.Infinite ?? vacancy.Sizes[^1].Energy,
        Remarks = Remarks(vacancy),
        Sizes = vacancy.Sizes.Select(s => new { s.Repeats, s.Atoms, FormationEnergy = s.Energy, s.Unrelaxed, Neighbours = s.Neighbours.Select(d => new Quantity(d, "Å")) }),
    };

    public static void Fill(ReportPage page, Vacancy vacancy)
    {
        var section = page.Section("Vacancy").KeyFigures(("Formation energy", (vacancy.Infinite ?? vacancy.Sizes[^1].Energy).ToQuantity()));
        foreach (var remark in Remarks(vacancy))
            section.Note(remark);
        section.Add(ToTable(vacancy));
        if (vacancy.Infinite is { } infinite)
        {
            double[] x = [.. vacancy.Sizes.Select(s => 1000.0 / s.Atoms)], y = [.. vacancy.Sizes.Select(s => s.Energy.Value)];
            var slope = (y[0] - infinite.Value) / x[0];
            section.Add(new LineChart("Formation energy against size", new Axis("1000 / atoms") { Min = 0 }, new Axis("Formation energy", "eV"))
                .Add(new LineSeries("at rest", x, y) { Joined = false, Dots = true, Trend = (new[] { 0, x.Max() }, new[] { infinite.Value, infinite.Value + slope * x.Max() }) }));
        }
        var structure = vacancy.Sizes[^1].Structure;
        var c = structure.Cell!.Vectors;
        section.Add(new MoleculeView(
            $"{structure.Formula} at rest", [.. structure.Elements.ToArray().Select(e => e.Symbol)], Numerics.Vec3.Flatten(structure.Positions.AsSpan()).ToArray(), [c.XX, c.XY, c.XZ, c.YX, c.YY, c.YZ, c.ZX, c.ZY, c.ZZ]));
    }
}
