using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Reports;

namespace Athanor.Learning.Tests;

public sealed class DimerCheckTests
{
    static readonly Element Si = Element.Parse("Si");

    /// <summary>Frames of two atoms, so that the shortest distance is known.</summary>
    static Dataset Pairs(double distance, params string[] elements) =>
        new([.. elements.SelectMany((a, i) => elements.Skip(i).Select(b => new Frame(new Structure([Element.Parse(a), Element.Parse(b)], [Vec3.Zero, new(0, distance, 0)]))))]);

    static DimerCurve Only(string potential, double shortest, string element = "Ar") =>
        Assert.Single(DimerCheck.Of(PotentialGrammar.Parse(potential), Pairs(shortest, element)).Curves);

    [Theory]
    [InlineData("lj:epsilon=0.0104,sigma=3.4,cutoff=8.5", 3.3)]
    [InlineData("lj:epsilon=0.0104,sigma=3.4,cutoff=8.5", 5)]
    [InlineData("zbl:scale=1.5", 1.2)]
    public void A_wall_is_seen_from_anywhere(string potential, double shortest)
    {
        var curve = Only(potential, shortest);
        Assert.Equal(DimerVerdict.Wall, curve.Verdict);
        Assert.Equal(shortest, curve.ShortestInData!.Value, 1e-12);
        Assert.True(curve.Pushes[0] > 100);
    }

    [Fact]
    public void Pushes_are_minus_the_slope_of_energies()
    {
        var curve = Only("morse:D=0.34,alpha=1.36,r0=2.87,cutoff=7,switch=4", 2.5);
        for (var k = 1; k < curve.Distances.Count - 1; k++)
        {
            // Not where the grid changes its step: the difference is of first order there.
            if (Math.Abs(curve.Distances[k + 1] + curve.Distances[k - 1] - 2 * curve.Distances[k]) > 1e-9)
                continue;
            var slope = (curve.Energies[k + 1] - curve.Energies[k - 1]) / (curve.Distances[k + 1] - curve.Distances[k - 1]);
            Assert.Equal(-slope, curve.Pushes[k], 0.01 + 0.02 * Math.Abs(curve.Pushes[k]));
        }
    }

    [Fact]
    public void The_hole_of_Buckingham_is_found_behind_its_barrier()
    {
        const double a = 1388.773, rho = 0.36232, c = 175;
        var curve = Only("buckingham:A=1388.773,rho=0.36232,C=175,cutoff=8,switch=5", 2.2);
        Assert.Equal(DimerVerdict.Hole, curve.Verdict);
        // Coarse steps of the formula itself: where it is highest, and how high above its well.
        var points = Enumerable.Range(0, 7000).Select(k => 1 + 0.001 * k).Select(r => (R: r, E: a * Math.Exp(-r / rho) - c / Math.Pow(r, 6))).ToArray();
        var top = points.MaxBy(p => p.E);
        Assert.Equal(top.R, curve.At, 0.05);
        Assert.Equal(top.E - points.Where(p => p.R > top.R).Min(p => p.E), curve.Barrier, 0.2);
    }

    [Fact]
    public void What_is_too_soft_is_called_flat()
    {
        var curve = Only("0.001 * morse:D=0.34,alpha=1.36,r0=2.87,cutoff=7,switch=4", 2.5);
        Assert.Equal(DimerVerdict.Flat, curve.Verdict);
        Assert.Contains("hardly pushed apart: Ar–Ar", DimerSection.Warning(DimerCheck.Of(PotentialGrammar.Parse("0.001 * morse:D=0.34,alpha=1.36,r0=2.87,cutoff=7,switch=4"), Pairs(2.5, "Ar"))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_bond_shorter_than_the_data_is_no_hole()
    {
        var curve = Only("morse:D=3,alpha=2,r0=1.9,cutoff=7,switch=4", 3, "Si");
        Assert.Equal(DimerVerdict.NearerBond, curve.Verdict);
        Assert.Equal(1.9, curve.At, 0.03);
        // But at a length that no bond has it is one.
        Assert.Equal(DimerVerdict.Hole, Only("morse:D=3,alpha=2,r0=0.9,cutoff=7,switch=4", 3, "Si").Verdict);
    }

    [Fact]
    public void The_worst_come_first_and_many_are_folded_away()
    {
        string[] elements = ["Al", "Si", "Cu", "Ag", "Au"];
        const string Soft = "lj:epsilon=0.2,sigma=2,cutoff=6 + buckingham:Cu-Ag.A=100,Cu-Ag.rho=0.3,Cu-Ag.C=9000,Al-Al=none,Al-Si=none,Al-Cu=none,Al-Ag=none,Al-Au=none,"
            + "Si-Si=none,Si-Cu=none,Si-Ag=none,Si-Au=none,Cu-Cu=none,Cu-Au=none,Ag-Ag=none,Ag-Au=none,Au-Au=none,cutoff=6";
        var check = DimerCheck.Of(PotentialGrammar.Parse(Soft), Pairs(2.1, elements));
        Assert.Equal(15, check.Curves.Count);
        Assert.Equal("Cu–Ag", Assert.Single(check.Doubtful).Name);
        Assert.Equal("Cu–Ag", check.Curves[0].Name);
        var page = new ReportPage("dimers", new Provenance("athanor", "athanor"));
        DimerSection.AddTo(check, page.Section("Dimers"));
        var html = page.ToHtml();
        Assert.Equal(6, html.Split("<figure").Length - 1);
        Assert.Contains("<summary>All 15 pairs</summary>", html, StringComparison.Ordinal);
        Assert.Contains("14 of 15 pairs are pushed apart", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Elements_that_only_occur_alone_are_left_out_and_a_refusal_is_told()
    {
        var data = new Dataset([.. Pairs(3, "Ar").Frames, new Frame(new Structure([Si], [Vec3.Zero]))]);
        Assert.Equal("Ar–Ar", Assert.Single(DimerCheck.Of(PotentialGrammar.Parse("lj:epsilon=0.0104,sigma=3.4,cutoff=8.5"), data).Curves).Name);
        var refused = DimerCheck.Of(PotentialGrammar.Parse("lj:Si.epsilon=0.0104,Si.sigma=3.4,cutoff=8.5"), Pairs(3, "Ar"));
        Assert.Empty(refused.Curves);
        Assert.Contains("Ar", refused.Refusal, StringComparison.Ordinal);
        Assert.Null(DimerSection.Warning(refused));
    }
}
