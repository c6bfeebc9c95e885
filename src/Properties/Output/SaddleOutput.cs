using Athanor.Numerics;
using Athanor.Reports;
using Cell = Athanor.Reports.Cell;

namespace Athanor.Properties;

/// <summary>A saddle as table, record for machines and sections of a report.</summary>
public static class SaddleOutput
{
    public static object Record(SaddlePoint saddle) => new
    {
        saddle.Vibrations.Potential,
        saddle.Structure.Formula,
        saddle.Search.Converged,
        saddle.Search.Steps,
        saddle.Search.Evaluations,
        HessianProducts = saddle.Search.Products,
        saddle.Search.ExactProducts,
        saddle.Order,
        saddle.Verdict,
        Energy = new Quantity(saddle.Search.Energy, "eV"),
        LargestForce = new Quantity(saddle.Search.LargestForce, "eV/Å"),
        Curvature = new Quantity(saddle.Search.Curvature, "eV/Å²"),
        Wavenumbers = saddle.Vibrations.Modes.Select(m => m.Wavenumber),
        Minima = saddle.Descents.Select(d => new { Energy = new Quantity(d.Frame.Energy!.Value, "eV"), Barrier = new Quantity(d.Barrier, "eV"), d.Converged }),
    };

    /// <summary>How much was computed.</summary>
    public static string Work(SaddlePoint saddle) =>
        $"{saddle.Search.Steps} steps, {saddle.Search.Evaluations} evaluations and {saddle.Search.Products} products with the Hessian, {(saddle.Search.ExactProducts ? "exact" : "each one more evaluation")}.";

    public static Table Minima(SaddlePoint saddle)
    {
        var table = new Table($"{saddle.Structure.Formula} with {saddle.Vibrations.Potential}", Column.Text(""), Column.Number("energy", "eV", "0.000000"), Column.Number("saddle above it", "eV", "0.0000"));
        for (var k = 0; k < saddle.Descents.Count; k++)
        {
            var descent = saddle.Descents[k];
            table.Row($"{(k == 0 ? "against" : "along")} the mode{(descent.Converged ? "" : ", not at rest")}", descent.Frame.Energy!.Value, descent.Barrier);
            if (k == 0)
                table.Row("saddle", saddle.Search.Energy, default(Cell));
        }
        if (saddle.Descents.Count == 0)
            table.Row("here", saddle.Search.Energy, default(Cell));
        return table;
    }

    public static void Fill(ReportPage page, SaddlePoint saddle)
    {
        var section = page.Section("Saddle");
        if (saddle.Search.Converged && saddle.Order == 1)
            section.Paragraph(saddle.Verdict);
        else
            section.Warning(saddle.Verdict);
        section.Paragraph(Work(saddle));
        section.Add(Minima(saddle));
        var structure = saddle.Structure;
        double[] Flat(Atoms.Structure s) => Vec3.Flatten(s.Positions.AsSpan()).ToArray();
        double[]? cell = structure.Cell is { } c && structure.Periodic.Any ? [.. Enumerable.Range(0, 9).Select(k => c.Vectors[k / 3, k % 3])] : null;
        string[] symbols = [.. structure.Elements.ToArray().Select(e => e.Symbol)];
        var view = new MoleculeView("At the saddle", symbols, Flat(structure), cell);
        foreach (var mode in saddle.Vibrations.Modes.Take(Math.Max(1, saddle.Order)))
        {
            var scale = 0.4 / mode.Displacements.Max(d => d.Length);
            view.AddMode($"{mode.WavenumberText()} cm⁻¹", [.. mode.Displacements.SelectMany(d => new[] { scale * d.X, scale * d.Y, scale * d.Z })]);
        }
        section.Add(view);
        if (saddle.Descents.Count == 2)
            section.Add(new MoleculeView("From minimum to minimum", symbols, Flat(saddle.Descents[0].Frame.Structure), cell).AddFrame(Flat(structure), "saddle").AddFrame(Flat(saddle.Descents[1].Frame.Structure)));
        page.Section("Modes").Add(VibrationTables.Modes(saddle.Vibrations));
    }
}
