using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Reports;

namespace Athanor.Learning.Tests;

public class CalibrationTests
{
    static readonly Element H = Element.Parse("H"), O = Element.Parse("O");

    static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    static Vec3 Normals(Random random) => new(Normal(random), Normal(random), Normal(random));

    // Errors of known size: total energy 0.02 √N eV, forces 0.1 eV/Å on H and 0.3 on O. With a spread s, error² is (stretch s)² more.
    static List<FrameError> Frames(int count, int seed, double stretch = 0, Func<Random, double>? tail = null)
    {
        var random = new Random(seed);
        var frames = new List<FrameError>();
        for (var k = 0; k < count; k++)
        {
            var molecules = 1 + k % 5;
            var elements = Enumerable.Range(0, molecules).SelectMany(_ => new[] { O, H, H }).ToArray();
            var spreads = elements.Select(_ => stretch == 0 ? 0 : Math.Exp(Normal(random)) * 0.1).ToArray();
            var energySpread = stretch == 0 ? 0 : Math.Exp(Normal(random)) * 0.02 * Math.Sqrt(elements.Length);
            var structure = new Structure(elements, [.. elements.Select((_, i) => new Vec3(i, 0, 0))]);
            Vec3[] forces = [.. elements.Select(_ => 2 * Normals(random))];
            frames.Add(new FrameError(
                new Frame(structure) { Forces = forces },
                Math.Sqrt(0.0004 * elements.Length + Math.Pow(stretch * energySpread, 2)) * Normal(random) / elements.Length,
                [.. elements.Select((e, i) => Math.Sqrt((e == O ? 0.09 : 0.01) + Math.Pow(stretch * spreads[i], 2)) * (tail?.Invoke(random) ?? 1) * Normals(random))])
            {
                EnergyStd = stretch == 0 ? null : energySpread,
                ForcesStd = stretch == 0 ? null : [.. spreads.Select(s => new Vec3(s, s, s))],
            });
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
    public void Levels_have_the_widths_of_the_normal_distribution()
    {
        for (var k = 0; k < ErrorLevels.All.Length; k++)
            Assert.Equal(ErrorLevels.All[k], StandardNormal.Within(ErrorLevels.Normal[k]), 6e-4);
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
    public void Too_few_scores_give_a_wide_guess_and_not_infinity()
    {
        Assert.Equal(5, Conformal.Finite([9, 1, 8, 2, 7, 3, 6, 4, 5], 0.5));
        // Student's 95 % of 4 degrees of freedom, 2.776.
        Assert.Equal(2.776, Conformal.Finite([1, 1, 1, 1], 0.95), 0.06);
        Assert.Equal(9, Conformal.Finite([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9], 0.95), 1e-12);
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
        var law = Athanor.Learning.Calibration.Of(Frames(1000, 1)).Law!;
        Assert.Equal(1, law.Stretch);
        Assert.Equal(0.02, law.EnergyNoise!.Value * law.EnergyFactor(ErrorLevels.Usual), 0.02 * 0.08);
        Assert.Equal(0.04, law.EnergyNoise.Value * law.EnergyFactor(0.954), 0.04 * 0.1);
        foreach (var (element, size) in new[] { (H, 0.1), (O, 0.3) })
        {
            Assert.Equal(size, law.ForceNoise[element] * law.ForceFactor(element, 1, ErrorLevels.Usual), size * 0.04);
            Assert.Equal(1.645 * size, law.ForceNoise[element] * law.ForceFactor(element, 5, 0.9), size * 0.1);
        }
    }

    [Theory]
    [InlineData(0.4)]
    [InlineData(3)]
    public void Stretch_and_noise_are_told_apart(double stretch)
    {
        var law = Athanor.Learning.Calibration.Of(Frames(500, 2, stretch)).Law!;
        Assert.Equal(stretch, law.Stretch, 0.08 * stretch);
        Assert.Equal(0.1, law.ForceNoise[H], 0.015);
        Assert.Equal(0.3, law.ForceNoise[O], 0.03);
        Assert.Equal(1, law.ForceFactor(H, 1, ErrorLevels.Usual), 0.1);
    }

    [Fact]
    public void A_few_huge_errors_do_not_lead_the_stretch_astray()
    {
        var law = Athanor.Learning.Calibration.Of(Frames(400, 3, 2, r => r.NextDouble() < 0.01 ? 30 : 1)).Law!;
        Assert.Equal(2, law.Stretch, 0.25);
        Assert.Equal(0.1, law.ForceNoise[H], 0.02);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1.7)]
    public void Intervals_hold_new_errors_of_heavy_tails(double stretch)
    {
        // A Laplace-like mixture: normal factors would hold neither half nor 95 %.
        static double Tail(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
        var law = Athanor.Learning.Calibration.Of(Frames(300, 4, stretch, Tail)).Law!;
        var judged = new Reliability();
        foreach (var frame in Frames(600, 5, stretch, Tail))
            judged.Add(frame.Under(law), law);
        foreach (var level in ErrorLevels.All)
        {
            Assert.Equal(level, judged.Forces.Within(level), 0.025);
            Assert.Equal(level, judged.Energy.Within(level), 0.07);
            Assert.Equal(level, judged.Elements[O].Within(level), 0.04);
        }
        if (stretch > 0)
            Assert.InRange(judged.Forces.Spearman, 0.4, 0.9);
    }

    [Fact]
    public void Few_members_get_wider_intervals_where_their_spread_is_what_counts()
    {
        // Three members of a normal law, whose sample deviation is all that is known of the error.
        static FrameError[] Of(int count, int seed)
        {
            var random = new Random(seed);
            return [.. Frames(count, seed).Select(f =>
            {
                var of = f.Forces.Select(_ => Enumerable.Range(0, 3).Select(_ => Normals(random)).ToArray()).ToArray();
                Vec3 Std(Vec3[] m)
                {
                    var mean = 1.0 / 3 * (m[0] + m[1] + m[2]);
                    double S(int c) => Math.Sqrt(m.Sum(v => (v[c] - mean[c]) * (v[c] - mean[c])) / 2);
                    return new Vec3(S(0), S(1), S(2));
                }
                return f with { Forces = [.. f.Forces.Select(_ => Normals(random))], ForcesStd = [.. of.Select(Std)], EnergyStd = 1 };
            })];
        }

        double Held(int members)
        {
            // Elsewhere noise is nothing, and a normal law's factors are all there is.
            var elsewhere = new ErrorLaw(1, 1e-9, new Dictionary<Element, double> { [H] = 1e-9, [O] = 1e-9 }) { Members = members };
            var judged = new Reliability();
            foreach (var frame in Of(300, 12))
                judged.Add(frame.Under(elsewhere), elsewhere);
            return judged.Forces.Within(0.9);
        }

        // Student's distribution of two degrees of freedom holds 76 % where a normal one holds 90.
        Assert.Equal(0.758, Held(0), 0.02);
        // And somewhat more than 90, because the stretch may differ elsewhere.
        Assert.InRange(Held(3), 0.9, 0.95);
        Assert.Equal(3, ErrorLawJson.Read(Athanor.Learning.Calibration.Of(Of(20, 11), 3).ToJson())!.Members);
    }

    [Fact]
    public void Larger_forces_have_errors_of_their_own()
    {
        var frames = Frames(400, 6);
        var grown = frames.Select(f => f with { Forces = [.. f.Forces.Select((e, i) => (1 + f.Frame.Forces![i].Length) * e)] }).ToArray();
        var law = Athanor.Learning.Calibration.Of(grown).Law!;
        Assert.True(law.ForceFactors[H].Edges.Length == 3);
        Assert.True(law.ForceFactor(H, 8, 0.9) > 1.5 * law.ForceFactor(H, 0.5, 0.9));
        var judged = new Reliability();
        foreach (var frame in grown)
            judged.Add(frame.Under(law), law);
        Assert.Equal(0.9, judged.Forces.Within(0.9), 0.02);
    }

    [Fact]
    public void Ranks_are_correlated_with_ties()
    {
        Assert.Equal(1, RankCorrelation.Spearman([1, 2, 3, 10], [1, 4, 9, 1000]), 1e-14);
        Assert.Equal(-1, RankCorrelation.Spearman([3, 2, 1], [1, 2, 3]), 1e-14);
        // By hand: ranks 0.5 0.5 2 3 and 0 1 2 3.
        Assert.Equal(4.5 / Math.Sqrt(4.5 * 5), RankCorrelation.Spearman([1, 1, 2, 3], [1, 2, 3, 4]), 1e-14);
        Assert.True(double.IsNaN(RankCorrelation.Spearman([1, 1], [1, 2])));
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
    public void A_card_is_a_law_with_its_errors_and_says_where_nothing_is_known()
    {
        var calibration = Athanor.Learning.Calibration.Of(Frames(100, 3));
        var card = calibration.ToJson();
        var held = card["observed"]!["forces"]!["O"]!.AsArray().Select(n => n!.GetValue<double>()).ToArray();
        Assert.Equal(ErrorLevels.All.ToArray().Select(l => calibration.Crossed.Elements[O].Within(l)), held, (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Equal(calibration.Law!.ForceNoise[O], ErrorLawJson.Read(card)!.ForceNoise[O]);
        Assert.NotNull(card["forces"]!["O"]!["rmse"]);
        Assert.DoesNotContain("NaN", Athanor.Learning.Calibration.Of(Frames(1, 3)).ToJson().ToJsonString());
        Assert.NotNull(Athanor.Learning.Calibration.Of(Frames(1, 3)).Law!.EnergyFactors);
        Assert.Null(ErrorLawJson.Read(Athanor.Learning.Calibration.Of([]).ToJson()));
        Assert.Contains("held back", Athanor.Learning.Calibration.Of([]).Sentence);
    }

    [Fact]
    public void A_report_has_a_table_and_curves_or_says_that_nothing_is_known()
    {
        var page = new ReportPage("t", new Provenance("p", ""));
        Athanor.Learning.Calibration.Of(Frames(50, 4, 1.5)).AddTo(page.Section("Error bars"));
        var html = page.ToHtml();
        Assert.Contains("forces on O", html);
        Assert.Contains("Reliability", html);
        Assert.Contains("<svg", html);

        page = new ReportPage("t", new Provenance("p", ""));
        Athanor.Learning.Calibration.Of([]).AddTo(page.Section("Error bars"));
        Assert.Contains("No labelled frame was held back", page.ToHtml());
    }

    [Fact]
    public void Frames_outside_are_counted_by_group()
    {
        var judged = new Reliability();
        foreach (var (frame, k) in Frames(10, 7, 1).Select((f, k) => (f, k)))
        {
            frame.Frame.Group = k < 4 ? "cold" : "hot";
            judged.Add(frame, null, k >= 6);
        }
        Assert.Equal((10, 4), (judged.Frames, judged.Outside));
        Assert.Equal((6, 4), (judged.Groups["hot"].Frames, judged.Groups["hot"].Outside));
        Assert.Contains("40 %", Assert.Single(judged.Remarks()));
        Assert.Contains("cold", judged.GroupsToTable()!.ToText());
    }
}
