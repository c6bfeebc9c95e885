using Athanor.Reports;

namespace Athanor.Properties;

/// <summary>What a trajectory says, as tables for people.</summary>
public static class TrajectoryTables
{
    public static Table Means(TrajectoryAnalysis analysis)
    {
        var table = new Table("Means over the trajectory", Column.Text("quantity"), Column.Text("mean") with { AlignRight = true });
        foreach (var (name, mean) in new[] { ("temperature", analysis.Means.Temperature), ("potential energy", analysis.Means.Energy), ("pressure", analysis.Means.Pressure), ("volume", analysis.Means.Volume) })
        {
            if (mean is { } known)
                table.Row(name, known.ToString());
        }
        return table;
    }

    /// <summary>One row for each pair of which a first shell stands out; what is said of the others is among the notes.</summary>
    public static Table Shells(TrajectoryAnalysis analysis)
    {
        var bulk = analysis.Distances.Count > 0 && analysis.Distances[0].IsBulk;
        var table = new Table(bulk ? "First shells" : "Shortest distances", Column.Text("pair"), Column.Number("peak", "Å", "0.00"), Column.Number(bulk ? "g there" : "density there", bulk ? null : "1/Å"), Column.Number("minimum", "Å", "0.00"), Column.Number("neighbours"));
        foreach (var d in analysis.Distances)
        {
            if (d.Peak is { } peak)
                table.Row(d.Pair, peak.Position, peak.Height.ToQuantity(), peak.Minimum, peak.Coordination?.ToQuantity());
        }
        return table;
    }

    public static Table Transport(TrajectoryAnalysis analysis)
    {
        var table = new Table("Diffusion", Column.Text("element"), Column.Number("Einstein", Diffusion.Unit), Column.Number("exponent", null, "0.00"), Column.Number("Green–Kubo", Diffusion.Unit), Column.Number("infinite cell", Diffusion.Unit));
        var elements = analysis.Diffusion.Select(d => d.Element).Union(analysis.Velocities.Select(v => v.Element));
        foreach (var element in elements)
        {
            var einstein = analysis.Diffusion.FirstOrDefault(d => d.Element == element);
            var kubo = analysis.Velocities.FirstOrDefault(v => v.Element == element);
            table.Row(element.Symbol, einstein?.Coefficient?.ToQuantity(), einstein is { Exponent: var exponent } && double.IsFinite(exponent) ? exponent : default(double?), kubo?.Coefficient?.ToQuantity(), einstein?.Corrected?.ToQuantity());
        }
        return table;
    }
}
