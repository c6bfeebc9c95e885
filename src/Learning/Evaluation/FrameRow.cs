using Athanor.Atoms;
using Athanor.Potentials;
using Athanor.Reports;

namespace Athanor.Learning;

/// <summary>The few numbers of an evaluated frame that a list of frames shows.</summary>
/// <param name="Energy">eV.</param>
/// <param name="LargestForce">Length of the longest force, eV/Å; null where none were asked for.</param>
/// <param name="Pressure">GPa; null without a volume.</param>
/// <param name="EnergyStd">Half the interval that holds 68.3 % of errors, spread and noise together, eV; null where unknown.</param>
/// <param name="LargestForceStd">Length of the longest vector of such half intervals of an atom's force components, eV/Å; null where unknown.</param>
public sealed record FrameRow(int Frame, string Formula, int Atoms, double Energy, double? EnergyStd, double? LargestForce, double? LargestForceStd, double? Pressure)
{
    /// <summary>Half the interval that holds 68.3 % of errors of the longest force along itself, eV/Å; null where unknown.</summary>
    public double? ForceError { get; init; }

    /// <summary>Why the structure is outside the domain of the potential; null where it is not.</summary>
    public string? Outside { get; init; }

    /// <summary>e·Å, about the origin of the coordinates; null where unknown.</summary>
    public Numerics.Vec3? Dipole { get; init; }

    /// <summary>What else the potential says, number by name; null where nothing.</summary>
    public IReadOnlyDictionary<string, double>? Remarks { get; init; }

    /// <param name="law">From which error bars take their factors; those of a normal distribution where null.</param>
    public static FrameRow Of(int index, EvaluatedFrame evaluated, ErrorLaw? law = null)
    {
        var (frame, prediction) = evaluated;
        var pressure = evaluated.HasForces && prediction.StressIn(frame.Structure) is { } stress ? -stress.Trace / 3 * Units.GigaPascal : (double?)null;
        return new FrameRow(index + 1, frame.Structure.Formula, frame.Structure.Count, prediction.Energy, ErrorLaw.EnergyWidth(law, prediction), evaluated.HasForces ? prediction.Forces.IsEmpty ? 0 : prediction.Forces[Longest(prediction)].Length : null, prediction.HasForceSigma ? LongestWidth(evaluated, law) : null, pressure)
        {
            ForceError = evaluated.HasForces && prediction.HasForceSigma && frame.Structure.Count > 0 ? ErrorOfLongest(evaluated, law) : null,
            Outside = evaluated.VerdictUnder(law).Reason,
            Dipole = prediction.Dipole,
            Remarks = prediction.Remarks.Count > 0 ? new Dictionary<string, double>(prediction.Remarks) : null,
        };
    }

    static int Longest(Prediction prediction)
    {
        var longest = 0;
        for (var i = 1; i < prediction.Forces.Length; i++)
            longest = prediction.Forces[i].LengthSquared > prediction.Forces[longest].LengthSquared ? i : longest;
        return longest;
    }

    static double LongestWidth(EvaluatedFrame evaluated, ErrorLaw? law)
    {
        var longest = 0.0;
        for (var i = 0; i < evaluated.Prediction.Count; i++)
            longest = Math.Max(longest, ErrorLaw.ForceWidth(law, evaluated.Prediction, evaluated.Frame.Structure.Elements[i], i).Length);
        return longest;
    }

    static double ErrorOfLongest(EvaluatedFrame evaluated, ErrorLaw? law)
    {
        var atom = Longest(evaluated.Prediction);
        var width = ErrorLaw.ForceWidth(law, evaluated.Prediction, evaluated.Frame.Structure.Elements[atom], atom);
        var force = evaluated.Prediction.Forces[atom];
        var along = force.Length > 0 ? 1 / force.Length * force : new Numerics.Vec3(1, 0, 0);
        return new Numerics.Vec3(along.X * width.X, along.Y * width.Y, along.Z * width.Z).Length;
    }

    public static Table ToTable(IReadOnlyList<FrameRow> rows)
    {
        var hasError = rows.Any(r => r.EnergyStd is not null);
        var outside = rows.Any(r => r.Outside is not null);
        var table = new Table(null,
        [
            Column.Number("frame"), Column.Text("formula"), Column.Number("energy", "eV", hasError ? null : "0.000000"), Column.Number("per atom", "eV", "0.000000"),
            Column.Number("largest force", "eV/Å", hasError ? null : "0.0000"), .. hasError ? [Column.Number("largest σ of a force", "eV/Å", "0.0000")] : Array.Empty<Column>(),
            Column.Number("pressure", "GPa", "0.000"), .. outside ? [Column.Text("domain")] : Array.Empty<Column>(),
        ]);
        foreach (var r in rows)
        {
            table.Row(
            [
                r.Frame, r.Formula, new Quantity(r.Energy, r.EnergyStd, "eV"), r.Energy / r.Atoms, r.LargestForce is { } force ? new Quantity(force, r.ForceError, "eV/Å") : (double?)null,
                .. hasError ? [r.LargestForceStd] : Array.Empty<Reports.Cell>(), r.Pressure, .. outside ? [r.Outside is null ? "" : "outside"] : Array.Empty<Reports.Cell>(),
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
        LargestForce = LargestForce is { } f ? new Quantity(f, ForceError, "eV/Å") : (Quantity?)null,
        LargestForceStd = LargestForceStd is { } std ? new Quantity(std, "eV/Å") : (Quantity?)null,
        Pressure = Pressure is { } p ? new Quantity(p, "GPa") : (Quantity?)null,
        Dipole = Dipole is { } d ? (Quantity[])[new(d.X, "e·Å"), new(d.Y, "e·Å"), new(d.Z, "e·Å")] : null,
        Outside,
        Remarks,
    };
}
