using System.Globalization;
using Athanor.Atoms;
using Athanor.Reports;
using Cell = Athanor.Reports.Cell;

namespace Athanor.Properties;

/// <summary>Profiles of free energies as tables.</summary>
public static class FreeEnergyTables
{
    public static Table Windows(FreeEnergyProfile profile)
    {
        var unit = profile.Settings.Unit;
        var table = new Table("Windows", Column.Number("centre", Or(unit)), Column.Number("stiffness", unit.Length == 0 ? "eV" : $"eV/{unit}²"), Column.Number("mean", Or(unit)), Column.Number("deviation", Or(unit), "0.####"),
            Column.Number("values"), Column.Number("worth one", null, "0.0"), Column.Number("free energy", "eV"), Column.Number("overlap with next", null, "0.00"));
        foreach (var w in profile.Windows.OrderBy(w => w.Window.Centre))
        {
            table.Row(w.Window.Centre, w.Window.Stiffness, w.Mean, w.Deviation, w.Window.Values.Length, w.Inefficiency, w.FreeEnergy.ToQuantity(),
                double.IsNaN(w.Overlap) ? default : Cell.Of(w.Overlap, w.Overlap < 0.05 ? Tone.Warning : Tone.Plain));
        }
        return table;
    }

    public static Table Basins(FreeEnergyProfile profile)
    {
        var unit = profile.Settings.Unit;
        var table = new Table($"Valleys at {NumberText.Significant(profile.Settings.Temperature, 6)} K", Column.Number("from", Or(unit), "0.###"), Column.Number("to", Or(unit), "0.###"), Column.Number("lowest at", Or(unit), "0.###"),
            Column.Text("free energy") with { AlignRight = true }, Column.Number("share", "%", "0.0"));
        foreach (var b in profile.Basins)
            table.Row(b.From, b.To, b.Minimum, double.IsNaN(b.FreeEnergy.Value) ? "–" : b.FreeEnergy.ToString(), double.IsNaN(b.Share) ? default : (Cell)(100 * b.Share));
        return table;
    }

    public static Table Barriers(FreeEnergyProfile profile)
    {
        var table = new Table("Barriers, above the valley before and the valley behind", Column.Number("at", Or(profile.Settings.Unit), "0.###"), Column.Text("upwards") with { AlignRight = true }, Column.Text("downwards") with { AlignRight = true });
        foreach (var b in profile.Barriers)
            table.Row(b.At, Text(b.Forward), Text(b.Backward));
        return table;
    }

    /// <summary>Comma-separated: middle of the bin, free energy, statistical and model error, eV.</summary>
    public static string Csv(FreeEnergyProfile profile)
    {
        static string Of(double? x) => x is { } v && double.IsFinite(v) ? v.ToString("G9", CultureInfo.InvariantCulture) : "";
        var lines = profile.Points.Select(p => $"{Of(p.At)},{Of(p.FreeEnergy.Value)},{Of(p.FreeEnergy.Statistical)},{Of(p.FreeEnergy.Model)}\n");
        return $"value,free_energy_eV,statistical_eV,model_eV\n{string.Concat(lines)}";
    }

    /// <summary>What needs to be said in words.</summary>
    public static IEnumerable<string> Remarks(FreeEnergyProfile profile)
    {
        if (profile.Windows.Where(w => w.Overlap < 0.05).ToArray() is { Length: > 0 } thin)
            yield return $"Behind {string.Join(", ", thin.Select(w => NumberText.Significant(w.Window.Centre, 4)))} {(profile.Settings.Unit.Length == 0 ? "" : profile.Settings.Unit + " ")}neighbours share less than 5 % of their distributions; the profile rests on few values there.";
        var inefficient = profile.Windows.Where(w => w.Window.Values.Length < 20 * w.Inefficiency * w.Window.Runs).ToArray();
        if (inefficient.Length > 0)
        {
            yield return inefficient[0].Window.Runs > 1
                ? "Each run is worth fewer than twenty independent values; errors are rough, and too small while hills are still being filled in. Sample longer."
                : $"{(profile.Windows.Count == 1 ? "The run is" : $"{inefficient.Length} of {profile.Windows.Count} windows are")} worth fewer than twenty independent values; errors are rough. Sample longer.";
        }
        if (profile.Members == MemberProfiles.FirstOrder)
            yield return $"Members differ too much for weights (the worst keeps {100 * profile.MemberShare!.Value:0} % of the frames of a bin): the error of the potential is to first order, from the mean difference in each bin.";
        if (profile.Thinning > 1)
            yield return $"One value in {profile.Thinning} was taken: all would have needed too much memory.";
        if (profile.Barriers.Where(b => double.IsNaN(b.Forward.Value)).Select(b => NumberText.Significant(b.At, 4)).ToArray() is { Length: > 0 } gaps)
        {
            yield return $"Nothing was sampled near {string.Join(", ", gaps)}{(profile.Settings.Unit.Length == 0 ? "" : " " + profile.Settings.Unit)}, between two valleys: {(profile.Basins.Any(b => double.IsNaN(b.Share))
                ? "neither how high one is above the other nor the barrier is known. Sample longer, or with higher hills."
                : "how high the barrier is, is not known. Sample longer or with windows there, or take fewer bins.")}";
        }
        if (profile.Basins.Count == 1)
            yield return $"There is one valley: no barrier is higher than {profile.Settings.LeastBarrier} kT.";
    }

    static string Text(Estimate energy) => double.IsNaN(energy.Value) ? "–" : $"{energy} ({energy.Value / Units.KilojoulePerMole:0.0} kJ/mol)";

    static string? Or(string unit) => unit.Length == 0 ? null : unit;
}
