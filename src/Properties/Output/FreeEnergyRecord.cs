using Athanor.Reports;

namespace Athanor.Properties;

/// <summary>A profile for machines: what <c>--json</c> writes.</summary>
public static class FreeEnergyRecord
{
    public static object Of(FreeEnergyProfile profile) => new
    {
        Temperature = new Quantity(profile.Settings.Temperature, "K"),
        Method = profile.Settings.Method.ToString().ToLowerInvariant(),
        profile.Settings.Unit,
        profile.Settings.Period,
        Profile = profile.Points.Select(p => new { Value = p.At, p.FreeEnergy, AsymptoticError = double.IsFinite(p.Asymptotic) ? p.Asymptotic : (double?)null }).ToArray(),
        Basins = profile.Basins,
        Barriers = profile.Barriers,
        Windows = profile.Windows.Where(w => w.Window.Biases is null).Select(w => new
        {
            w.Window.Centre,
            w.Window.Stiffness,
            Values = w.Window.Values.Length,
            w.Mean,
            w.Deviation,
            w.Inefficiency,
            w.FreeEnergy,
            Overlap = double.IsFinite(w.Overlap) ? w.Overlap : (double?)null,
        }).ToArray(),
        Overlaps = Enumerable.Range(0, profile.Windows.Count).Select(i => Enumerable.Range(0, profile.Windows.Count).Select(j => profile.Overlaps[i, j]).ToArray()).ToArray(),
        profile.Members,
        profile.MemberShare,
    };
}
