using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Reports;

namespace Athanor.Learning.Tests;

public class CalibrationTests
{
    static readonly Element H = Element.Parse("H"), O = Element.Parse("O");

    static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    // Errors of known size: total energy 0.02 √N eV, forces 0.1 eV/Å on H and 0.3 on O.
    static List<FrameError> Frames(int count, int seed)
    {
        var random = new Random(seed);
        var frames = new List<FrameError>();
        for (var k = 0; k < count; k++)
        {
            var molecules = 1 + k % 5;
            var elements = Enumerable.Range(0, molecules).SelectMany(_ => new[] { O, H, H }).ToArray();
            Vec3 Error(double size) => size * new Vec3(Normal(random), Normal(random), Normal(random));
            var structure = new Structure(elements, [.. elements.Select((_, i) => new Vec3(i, 0, 0))]);
            frames.Add(new FrameError(new Frame(structure), 0.02 * Normal(random) / Math.Sqrt(elements.Length), [.. elements.Select(e => Error(e == O ? 0.3 : 0.1))]));
        }
        return frames;
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.5, 0.38292492254802624)]
    [InlineData(1, 0.6826894921370859)]
    [InlineData(2, 0.9544997361036416)]
    [InlineData(3, 0.9973002039367398)]
    [InlineData(3.6, 0.9996817828196849)]
    [InlineData(5, 0.9999994266968563)]
    public void The_normal_distribution_is_right(double width, double probability)
    {
        Assert.Equal(probability, StandardNormal.Within(width), 13);
        if (width is > 0 and < 4)
            Assert.Equal(width, StandardNormal.Width(probability), 9);
    }

    [Fact]
    public void Conformal_quantiles_are_those_of_one_more_score()
    {
        double[] scores = [9, 1, 8, 2, 7, 3, 6, 4, 5];
        Assert.Equal(5, Conformal.Quantile(scores, 0.5));
        Assert.Equal(9, Conformal.Quantile(scores, 0.9));
        Assert.Equal(double.PositiveInfinity, Conformal.Quantile(scores, 0.91));
        Assert.True(double.IsNaN(Conformal.Quantile([], 0.5)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Conformal.Quantile(scores, 1));
    }

    [Fact]
    public void Conformal_coverage_holds_on_average_even_for_few_heavy_tailed_errors()
    {
        var random = new Random(5);
        double Cauchy() => Math.Abs(Math.Tan(Math.PI * (random.NextDouble() - 0.5)));
        const int trials = 4000, calibration = 12;
        var covered = 0;
        for (var t = 0; t < trials; t++)
        {
            var limit = Conformal.Quantile(Enumerable.Range(0, calibration).Select(_ => Cauchy()).ToArray(), 0.8);
            covered += Cauchy() <= limit ? 1 : 0;
        }
        // ⌈13 · 0.8⌉/13 = 11/13 exactly; four standard errors of the trial.
        Assert.Equal(11.0 / 13, (double)covered / trials, 4 * Math.Sqrt(11.0 / 13 * (2.0 / 13) / trials));
    }

    [Fact]
    public void The_sizes_of_known_errors_are_found()
    {
        var calibration = Athanor.Learning.Calibration.Of(Frames(2000, 1));
        Assert.Equal(0.02, calibration.Energy!.Scale, 0.02 * 0.06);
        Assert.Equal(0.04, calibration.Energy.WideScale, 0.04 * 0.06);
        Assert.Equal(0.1, calibration.Forces[H].Scale, 0.1 * 0.02);
        Assert.Equal(0.3, calibration.Forces[O].Scale, 0.3 * 0.02);
        Assert.Equal(0.683, calibration.Energy.Coverage.Within(1), 0.04);
        Assert.Equal(0.954, calibration.Forces[O].Coverage.Within(2), 0.01);
    }

    [Fact]
    public void Standard_deviations_that_a_potential_gives_are_scaled()
    {
        // Twice too bold everywhere.
        var frames = Frames(1500, 2).Select(f => f with
        {
            EnergyStd = 0.01 * Math.Sqrt(f.Frame.Structure.Count),
            ForcesStd = [.. f.Frame.Structure.Elements.ToArray().Select(e => (e == O ? 0.15 : 0.05) * new Vec3(1, 1, 1))],
        }).ToArray();
        var calibration = Athanor.Learning.Calibration.Of(frames);
        Assert.True(calibration.Energy!.ScalesGiven);
        Assert.Equal(2, calibration.Energy.Scale, 0.12);
        Assert.Equal(2, calibration.Forces[H].Scale, 0.06);
        Assert.Equal(2, calibration.Forces[O].Scale, 0.06);
    }

    [Fact]
    public void Bootstrap_intervals_hold_the_truth_as_often_as_they_say()
    {
        var random = new Random(9);
        var held = 0;
        const int trials = 300;
        for (var t = 0; t < trials; t++)
        {
            // Errors within a frame share most of their size, so that only frames are independent.
            var frames = Enumerable.Range(0, 60).Select(_ =>
            {
                var common = Normal(random);
                return (IReadOnlyList<double>)Enumerable.Range(0, 12).Select(_ => common).ToArray();
            });
            var measure = ErrorMeasure.Of(frames);
            held += measure.Low < 1 && 1 < measure.High ? 1 : 0;
        }
        Assert.InRange((double)held / trials, 0.87, 0.98);
    }

    [Fact]
    public void Measures_are_those_of_all_errors()
    {
        var measure = ErrorMeasure.Of([new[] { 3.0, -4.0 }, Array.Empty<double>(), new[] { 0.0 }]);
        Assert.Equal((2, 3), (measure.Frames, measure.Count));
        Assert.Equal(Math.Sqrt(25.0 / 3), measure.Rmse, 14);
        Assert.Equal(7.0 / 3, measure.Mae, 14);
        Assert.Equal(4, measure.Worst);
    }

    [Fact]
    public void A_card_has_scales_and_null_for_what_is_unknown()
    {
        var card = Athanor.Learning.Calibration.Of(Frames(1, 3)).ToJson();
        Assert.Equal("split conformal", (string?)card["method"]);
        Assert.Null(card["energy"]!["scale"]);
        Assert.NotNull(Athanor.Learning.Calibration.Of(Frames(100, 3)).ToJson()["forces"]!["O"]!["wideScale"]);
        Assert.DoesNotContain("NaN", card.ToJsonString());
        Assert.Null(Athanor.Learning.Calibration.Of([]).ToJson()["energy"]);
    }

    [Fact]
    public void A_report_has_a_table_and_a_curve_or_says_that_nothing_is_known()
    {
        var page = new ReportPage("t", new Provenance("p", ""));
        Athanor.Learning.Calibration.Of(Frames(50, 4)).AddTo(page.Section("Error bars"));
        var html = page.ToHtml();
        Assert.Contains("forces on O", html);
        Assert.Contains("<svg", html);

        page = new ReportPage("t", new Provenance("p", ""));
        Athanor.Learning.Calibration.Of([]).AddTo(page.Section("Error bars"));
        Assert.Contains("No labelled frame was held back", page.ToHtml());
    }
}
