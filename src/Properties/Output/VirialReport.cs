using Athanor.Reports;

namespace Athanor.Properties;

/// <summary>Second virial coefficients as sections of a report.</summary>
public static class VirialReport
{
    public static void Fill(ReportPage page, SecondVirial virial)
    {
        var section = page.Section("Second virial coefficient");
        foreach (var remark in virial.Remarks)
            section.Note(remark);
        List<(string, Quantity)> key = [];
        if (virial.Boyle is { } boyle)
            key.Add(("Boyle temperature", boyle.ToQuantity()));
        if (virial.Depth.Value > 0)
            key.AddRange([("Well depth", virial.Depth.In("meV", 1000).ToQuantity()), ("Lowest at", virial.Minimum.ToQuantity())]);
        section.KeyFigures([.. key]);
        section.Add(Course(virial));
        section.Add(VirialTables.Points(virial));
        var pair = page.Section("The pair");
        pair.Add(Energy(virial));
        pair.Add(VirialTables.Shape(virial));
        pair.Paragraph("B = −2πN ∫ (e^(−V/kT) − 1) r² dr over the energy of two atoms less that of each alone, with Wigner and Kirkwood's corrections in ħ² where asked for. Errors are the spread over the members of the potential's ensemble, where it has some.");
    }

    static LineChart Course(SecondVirial virial)
    {
        var chart = new LineChart("B of the gas", new Axis("Temperature", "K"), new Axis("B", "cm³/mol")) { Width = 720 };
        chart.Add("B", [.. virial.Course.Select(p => p.T)], [.. virial.Course.Select(p => p.B)]);
        chart.MarkY(0, "ideal");
        if (virial.Boyle is { } boyle)
            chart.MarkX(boyle.Value, "Boyle");
        return chart;
    }

    static LineChart Energy(SecondVirial virial) =>
        new LineChart($"Energy of {VirialTables.Name(virial)}", new Axis("Distance", "Å"), new Axis("Energy", "meV")) { Width = 720 }
            .Add("V", [.. virial.Curve.Select(p => p.R)], [.. virial.Curve.Select(p => 1000 * p.V)]);
}
