using Athanor.App.Studio;
using Athanor.Atoms;
using Athanor.Campaigns;
using Athanor.Numerics;

namespace Athanor.Studio.Tests;

/// <summary>What is drawn of walks and cards, and whether somebody still works.</summary>
public sealed class PictureTests
{
    static readonly Element H = Element.Parse("H"), O = Element.Parse("O");

    [Fact]
    public void A_molecule_that_drifts_stays_in_the_picture()
    {
        var here = new Structure([O, H], [new Vec3(0, 0, 0), new Vec3(0.96, 0, 0)]);
        var there = here.Clone();
        for (var i = 0; i < 2; i++)
            there.Positions[i] += new Vec3(70, -3, 12);
        Assert.Equal(WalkPictures.Coordinates(here), WalkPictures.Coordinates(there), (a, b) => Math.Abs(a - b) < 1e-12);
        // The heavy atom is near the centre.
        Assert.InRange(Math.Abs(WalkPictures.Coordinates(here)[0]), 0.05, 0.07);
    }

    [Fact]
    public void What_has_a_cell_stays_in_it()
    {
        var crystal = new Structure([O], [new Vec3(1, 2, 3)], Cell.Cubic(4), Periodicity.All);
        Assert.Equal([1, 2, 3], WalkPictures.Coordinates(crystal));
    }

    [Fact]
    public void Other_atoms_are_another_molecule()
    {
        var water = new Structure([O, H, H], [default, default, default]);
        Assert.False(WalkPictures.CanFollow(water, new Structure([O, H], [default, default])));
        Assert.False(WalkPictures.CanFollow(water, new Structure([H, O, H], [default, default, default])));
        Assert.True(WalkPictures.CanFollow(water, water.Clone()));
    }

    [Fact]
    public void A_long_walk_is_thinned_but_what_was_asked_stays()
    {
        var points = Enumerable.Range(0, 50_000).Select(i => new WalkPoint(i, i, 300, 0, i == 31_234 ? 0.2 : 0.01, 1, i == 31_234 ? WalkMark.Asked : WalkMark.None)).ToArray();
        var html = Athanor.Reports.SharedLook.Piece(WalkPictures.Disagreement("w", points, new AskSettings()));
        Assert.Contains("stopped and asked, 1 points from 0.2", html, StringComparison.Ordinal);
        Assert.InRange(html.Length, 1000, 60_000);
    }

    [Fact]
    public void What_was_asked_on_the_way_is_told_from_stops_and_what_was_learned_stands_on_the_curve()
    {
        WalkPoint[] points =
        [
            new(0, 0, 300, 0, 0, 0, WalkMark.Waited), new(5, 5, 300, 0, 0.15, 1, WalkMark.Asked), new(5, 5, 300, 0, 0, 2, WalkMark.Learned), new(10, 10, 300, 0, 0.02, 2, WalkMark.None),
            new(15, 15, 300, 0, 0.03, 2, WalkMark.Passed), new(20, 20, 300, 0, 0.01, 2, WalkMark.None),
        ];
        var html = Athanor.Reports.SharedLook.Piece(WalkPictures.Disagreement("w", points, new AskSettings()));
        Assert.Contains("stopped and asked, 1 points from 0.15", html, StringComparison.Ordinal);
        Assert.Contains("learned, 1 points from 0.02", html, StringComparison.Ordinal);
        Assert.Contains("asked on the way, outside what was learned, 1 points from 0.03", html, StringComparison.Ordinal);
        Assert.DoesNotContain("waited", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_card_is_read_wherever_its_calibration_stands()
    {
        var header = System.Text.Json.Nodes.JsonNode.Parse("""{"training": {"calibration": {"energy": null, "forces": {"O": {"coverage": [[0.5, 0.38, 0.4], [1, 0.68, null], [2, 0.95, 0.9]]}}}}}""")!.AsObject();
        var (name, expected, observed) = Assert.Single(ReliabilityCard.Of(header).Curves);
        Assert.Equal("forces on O", name);
        Assert.Equal([0, 0.38, 0.95, 1], expected);
        Assert.Equal([0, 0.4, 0.9, 1], observed);
        header = System.Text.Json.Nodes.JsonNode.Parse("""{"card": {"calibration": {"levels": [0.5, 0.9], "energy": null, "forces": {"H": {"noise": 0.1}}, "observed": {"energy": null, "forces": {"H": [0.45, 0.92]}}}}}""")!.AsObject();
        (name, expected, observed) = Assert.Single(ReliabilityCard.Of(header).Curves);
        Assert.Equal("forces on H", name);
        Assert.Equal([0, 0.5, 0.9, 1], expected);
        Assert.Equal([0, 0.45, 0.92, 1], observed);
        Assert.Empty(ReliabilityCard.Of(System.Text.Json.Nodes.JsonNode.Parse("""{"calibration": {"energy": {"coverage": "good"}, "forces": 3}}""")!.AsObject()).Curves);
    }

    [Fact]
    public void A_campaign_whose_time_stands_still_is_unattended()
    {
        var clock = new Clock();
        var pulse = new Pulse(clock);
        Assert.False(pulse.IsStill(10));
        clock.Now += 14;
        Assert.False(pulse.IsStill(10));
        clock.Now += 2;
        Assert.True(pulse.IsStill(10));
        Assert.False(pulse.IsStill(10.2));
    }

    sealed class Clock : TimeProvider
    {
        public long Now { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Now;
    }
}
