using System.Text.Json.Nodes;
using Athanor.Atoms;
using Athanor.Reports;

namespace Athanor.Learning.Tests;

public class ImportReportTests
{
    static Dataset Sound() => new([.. SyntheticData.WaterAtoms(), .. SyntheticData.Water(20)]);

    [Fact]
    public void Sound_data_is_told_in_tables()
    {
        var text = ImportReport.Of(Sound()).ToText();
        Assert.Equal(
            """
            22 frames, 62 atoms, elements H O
            structures  H2O ×20, H ×1, O ×1
            pbc         F F F ×22
            labels      energy in all, forces in 20 of 22, stress in none

            group          frames  atoms  labels  energy from       to  deviation  force rms  largest  nearest
                                                      eV/atom  eV/atom    eV/atom       eV/Å     eV/Å        Å
            ─────────────  ──────  ─────  ──────  ───────────  ───────  ─────────  ─────────  ───────  ───────
            all                20  3      EF           −3.599   −3.303     0.0785      2.345    10.52    0.794
            isolated_atom       2  1      E             0.000    0.000     0.0000

            Energies of the atoms, subtracted above
            element  atoms      energy  from
                                    eV
            ───────  ─────  ──────────  ─────────────
            H           41    −13.6000  isolated atom
            O           21  −2041.0000  isolated atom

            No doubts.

            """, text);
    }

    [Fact]
    public void Refusals_come_first_and_can_be_overruled()
    {
        var frames = SyntheticData.Water().WithForces(-1);
        var report = ImportReport.Of(new Dataset(frames));
        Assert.True(report.Refuses);
        Assert.Equal(Severity.Refusal, report.Findings[0].Severity);
        Assert.Contains("✗ REFUSED [forces-sign] Forces seem to be gradients", report.ToText());
        Assert.False(report.Accepting(["forces-sign"]).Refuses);
        Assert.True(report.Accepting(["units"]).Refuses);
        var unlabelled = ImportReport.Of(new Dataset([.. SyntheticData.Water().Select(f => new Frame(f.Structure))]));
        Assert.True(unlabelled.Accepting(["no-labels"]).Refuses);
    }

    [Fact]
    public void Stresses_that_contradict_the_energies_are_not_to_be_trusted()
    {
        Assert.False(ImportReport.Of(new Dataset(SyntheticData.Crystal())).DistrustsStress);
        var report = ImportReport.Of(new Dataset(SyntheticData.Crystal().WithStresses(-1)));
        Assert.True(report.DistrustsStress);
        Assert.False(report.Refuses);
        Assert.False(report.Accepting(["stress-sign"]).DistrustsStress);
    }

    [Fact]
    public void Json_holds_everything_and_no_NaN()
    {
        var frames = SyntheticData.Water();
        frames[3].Energy = double.NaN;
        var json = JsonNode.Parse(ImportReport.Of(new Dataset(frames)).ToJson())!;
        Assert.True((bool)json["refuses"]!);
        Assert.Equal(60, (int)json["frames"]!);
        Assert.Equal("not-finite", (string)json["findings"]![0]!["code"]!);
        Assert.Equal("refusal", (string)json["findings"]![0]!["severity"]!);
        Assert.Equal(3, (int)json["findings"]![0]!["frames"]![0]!);
        Assert.Equal("undetermined", (string)json["atomEnergies"]![0]!["source"]!);
    }

    [Fact]
    public void A_page_has_tables_doubts_and_pictures()
    {
        var page = new ReportPage("t", new Provenance("p", ""));
        ImportReport.Of(new Dataset(SyntheticData.Crystal().WithStresses(-1))).AddTo(page);
        var html = page.ToHtml();
        Assert.Contains("Stresses seem to be in eV/Å³, compression positive", html);
        Assert.Contains("least squares", html);
        Assert.Contains("<svg", html);
    }
}
