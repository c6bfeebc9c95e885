using Athanor.Reports;

namespace Athanor.Properties;

/// <summary>A profile as sections of a report.</summary>
public static class FreeEnergyReport
{
    /// <param name="variable">What ξ is.</param>
    public static void Fill(ReportPage page, FreeEnergyProfile profile, string variable)
    {
        var section = page.Section("Free energy");
        foreach (var remark in FreeEnergyTables.Remarks(profile))
            section.Note(remark);
        ProfileBarrier[] known = [.. profile.Barriers.Where(b => double.IsFinite(b.Forward.Value))];
        if (known.Length > 0)
            section.KeyFigures([.. known.Take(3).SelectMany(b => new (string, Quantity)[] { ("Barrier upwards", b.Forward.ToQuantity()), ("Barrier downwards", b.Backward.ToQuantity()) })]);
        section.Add(Picture(profile, variable));
        section.Paragraph("F = −kT ln p(ξ), p being the density of ξ itself: geometry (4πr² of a distance) is part of it. Bands are one standard deviation, of sampling, and with what the potential does not know where its members say so.");
        section.Add(FreeEnergyTables.Basins(profile));
        if (profile.Barriers.Count > 0)
            section.Add(FreeEnergyTables.Barriers(profile));
        if (profile.Windows.Any(w => w.Window.Biases is not null))
            return;
        var windows = page.Section("Windows");
        windows.Add(Histograms(profile, variable));
        var order = Enumerable.Range(0, profile.Windows.Count).OrderBy(k => profile.Windows[k].Window.Centre).ToArray();
        if (order.Length is > 1 and <= 60)
        {
            var overlaps = new double[order.Length, order.Length];
            for (var i = 0; i < order.Length; i++)
            {
                for (var j = 0; j < order.Length; j++)
                    overlaps[i, j] = profile.Overlaps[order[i], order[j]];
            }
            windows.Add(new HeatMap("Chance that a value of the row’s window would be one of the column’s", "overlap", [.. order.Select(k => NumberText.Significant(profile.Windows[k].Window.Centre, 4))], overlaps));
        }
        windows.Add(FreeEnergyTables.Windows(profile));
    }

    static LineChart Picture(FreeEnergyProfile profile, string variable)
    {
        double[] x = [.. profile.Points.Select(p => p.At)], y = [.. profile.Points.Select(p => p.FreeEnergy.Value)];
        var chart = new LineChart($"Free energy along {variable}", new Axis(variable, Unit(profile)), new Axis("Free energy", "eV")) { Width = 720 };
        (double[], double[]) Band(Func<Estimate, double?> error) => ([.. profile.Points.Select(p => p.FreeEnergy.Value - error(p.FreeEnergy) ?? double.NaN)], [.. profile.Points.Select(p => p.FreeEnergy.Value + error(p.FreeEnergy) ?? double.NaN)]);
        if (profile.Members != MemberProfiles.None)
            chart.Add(new LineSeries("statistics and potential", x, y) { Band = Band(e => e.Total), Broken = true, Dashed = true });
        chart.Add(new LineSeries("statistics", x, y) { Band = Band(e => e.Statistical), Broken = true });
        foreach (var barrier in profile.Barriers)
            chart.MarkX(barrier.At, "barrier");
        return chart;
    }

    static LineChart Histograms(FreeEnergyProfile profile, string variable)
    {
        var points = profile.Points;
        var width = points[1].At - points[0].At;
        var from = points[0].At - width / 2;
        var chart = new LineChart("What each window sampled", new Axis(variable, Unit(profile)), new Axis("Density") { Min = 0 }) { Width = 720 };
        const int fine = 2;
        foreach (var w in profile.Windows.OrderBy(w => w.Window.Centre))
        {
            var counts = new double[points.Count * fine];
            foreach (var v in w.Window.Values)
            {
                var d = profile.Settings.Period is { } p ? v - from - p * Math.Floor((v - from) / p) : v - from;
                var bin = (int)Math.Floor(d / width * fine);
                if (bin >= 0 && bin < counts.Length)
                    counts[bin] += fine / (width * w.Window.Values.Length);
            }
            chart.Add(new LineSeries(NumberText.Significant(w.Window.Centre, 4), [.. counts.Select((_, b) => from + (b + 0.5) * width / fine)], [.. counts.Select(c => c > 0 ? c : double.NaN)]) { Broken = true });
        }
        return chart;
    }

    static string? Unit(FreeEnergyProfile profile) => profile.Settings.Unit.Length == 0 ? null : profile.Settings.Unit;
}
