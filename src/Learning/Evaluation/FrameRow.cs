using Athanor.Atoms;
using Athanor.Reports;

namespace Athanor.Learning;

/// <summary>The few numbers of an evaluated frame that a list of frames shows.</summary>
/// <param name="Energy">eV.</param>
/// <param name="LargestForce">Length of the longest force, eV/Å.</param>
/// <param name="Pressure">GPa; null without a volume.</param>
/// <param name="EnergyStd">eV; null where unknown.</param>
public sealed record FrameRow(int Frame, string Formula, int Atoms, double Energy, double? EnergyStd, double LargestForce, double? Pressure)
{
    public static FrameRow Of(int index, EvaluatedFrame evaluated)
    {
        var (frame, prediction) = evaluated;
        var largest = 0.0;
        foreach (var f in prediction.Forces)
            largest = Math.Max(largest, f.Length);
        var pressure = prediction.StressIn(frame.Structure) is { } stress ? -stress.Trace / 3 * Units.GigaPascal : (double?)null;
        return new FrameRow(index + 1, frame.Structure.Formula, frame.Structure.Count, prediction.Energy, prediction.EnergyStd, largest, pressure);
    }

    public static Table ToTable(IReadOnlyList<FrameRow> rows)
    {
        var hasError = rows.Any(r => r.EnergyStd is not null);
        var table = new Table(null, Column.Number("frame"), Column.Text("formula"), Column.Number("energy", "eV", hasError ? null : "0.000000"),
            Column.Number("per atom", "eV", "0.000000"), Column.Number("largest force", "eV/Å", "0.0000"), Column.Number("pressure", "GPa", "0.000"));
        foreach (var r in rows)
            table.Row(r.Frame, r.Formula, new Quantity(r.Energy, r.EnergyStd, "eV"), r.Energy / r.Atoms, r.LargestForce, r.Pressure);
        return table;
    }

    public object ToJson() => new
    {
        Frame,
        Formula,
        Atoms,
        Energy = new Quantity(Energy, EnergyStd, "eV"),
        LargestForce = new Quantity(LargestForce, "eV/Å"),
        Pressure = Pressure is { } p ? new Quantity(p, "GPa") : (Quantity?)null,
    };
}
