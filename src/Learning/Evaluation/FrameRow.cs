using Athanor.Atoms;
using Athanor.Reports;

namespace Athanor.Learning;

/// <summary>The few numbers of an evaluated frame that a list of frames shows.</summary>
/// <param name="Energy">eV.</param>
/// <param name="LargestForce">Length of the longest force, eV/Å; null where none were asked for.</param>
/// <param name="Pressure">GPa; null without a volume.</param>
/// <param name="EnergyStd">eV; null where unknown.</param>
/// <param name="LargestForceStd">Length of the longest vector of standard deviations of an atom's force components, eV/Å; null where unknown.</param>
public sealed record FrameRow(int Frame, string Formula, int Atoms, double Energy, double? EnergyStd, double? LargestForce, double? LargestForceStd, double? Pressure)
{
    /// <summary>e·Å, about the origin of the coordinates; null where unknown.</summary>
    public Numerics.Vec3? Dipole { get; init; }

    /// <summary>What else the potential says, number by name; null where nothing.</summary>
    public IReadOnlyDictionary<string, double>? Remarks { get; init; }

    public static FrameRow Of(int index, EvaluatedFrame evaluated)
    {
        var (frame, prediction) = evaluated;
        var pressure = evaluated.HasForces && prediction.StressIn(frame.Structure) is { } stress ? -stress.Trace / 3 * Units.GigaPascal : (double?)null;
        return new FrameRow(index + 1, frame.Structure.Formula, frame.Structure.Count, prediction.Energy, prediction.EnergyStd, evaluated.HasForces ? Longest(prediction.Forces) : null, prediction.HasForcesStd ? Longest(prediction.ForcesStd) : null, pressure)
        {
            Dipole = prediction.Dipole,
            Remarks = prediction.Remarks.Count > 0 ? new Dictionary<string, double>(prediction.Remarks) : null,
        };
    }

    static double Longest(ReadOnlySpan<Numerics.Vec3> vectors)
    {
        var longest = 0.0;
        foreach (var v in vectors)
            longest = Math.Max(longest, v.Length);
        return longest;
    }

    public static Table ToTable(IReadOnlyList<FrameRow> rows)
    {
        var hasError = rows.Any(r => r.EnergyStd is not null);
        var table = new Table(null,
        [
            Column.Number("frame"), Column.Text("formula"), Column.Number("energy", "eV", hasError ? null : "0.000000"), Column.Number("per atom", "eV", "0.000000"),
            Column.Number("largest force", "eV/Å", "0.0000"), .. hasError ? [Column.Number("largest σ of a force", "eV/Å", "0.0000")] : Array.Empty<Column>(),
            Column.Number("pressure", "GPa", "0.000"),
        ]);
        foreach (var r in rows)
        {
            table.Row(
            [
                r.Frame, r.Formula, new Quantity(r.Energy, r.EnergyStd, "eV"), r.Energy / r.Atoms, r.LargestForce,
                .. hasError ? [r.LargestForceStd] : Array.Empty<Reports.Cell>(), r.Pressure,
            ]);
        }
        return table;
    }

    public object ToJson() => new
    {
        Frame,
        Formula,
        Atoms,
        Energy = new Quantity(Energy, EnergyStd, "eV"),
        LargestForce = LargestForce is { } f ? new Quantity(f, "eV/Å") : (Quantity?)null,
        LargestForceStd = LargestForceStd is { } std ? new Quantity(std, "eV/Å") : (Quantity?)null,
        Pressure = Pressure is { } p ? new Quantity(p, "GPa") : (Quantity?)null,
        Dipole = Dipole is { } d ? (Quantity[])[new(d.X, "e·Å"), new(d.Y, "e·Å"), new(d.Z, "e·Å")] : null,
        Remarks,
    };
}
