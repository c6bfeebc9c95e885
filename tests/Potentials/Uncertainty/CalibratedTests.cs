using System.Text.Json.Nodes;
using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials.Tests;

public sealed class CalibratedTests
{
    static readonly Element Ar = Element.Parse("Ar");

    static readonly Committee Three = new("three", new[] { 0.010, 0.011, 0.013 }.Select(e => Argon(e)));

    static readonly ErrorLaw Law = new(2.5, 0.01, new Dictionary<Element, double> { [Ar] = 0.02 })
    {
        Frames = 12,
        EnergyFactors = [0.6, 1, 1.3, 1.7, 2.1, 2.2],
        ForceFactors = new Dictionary<Element, ForceFactors> { [Ar] = new([0.5], [[0.5, 0.9, 1.2, 1.6, 2, 2.1], [0.7, 1.1, 1.4, 1.8, 2.2, 2.3]]) },
        LargestForceSigma = 0.4,
        MeanForceSigma = 0.3,
        LargestEnergySigma = 0.005,
        Excess = 0.07,
    };

    static readonly Structure Film = Samples.Film(Samples.Argon(2));

    static IPotential Argon(double epsilon) => PotentialGrammar.Parse(FormattableString.Invariant($"lj:epsilon={epsilon},sigma=3.4,cutoff=7"));

    static Prediction Asked(IPotential potential, Request request = Request.Forces | Request.Uncertainty)
    {
        using var evaluator = potential.Open(EvaluatorOptions.Default);
        var prediction = new Prediction();
        evaluator.Evaluate(Film, request, prediction);
        return prediction;
    }

    [Fact]
    public void Spread_is_stretched_and_noise_stands_beside_it()
    {
        Prediction raw = Asked(Three), law = Asked(new Calibrated(Three, Law));
        Assert.Equal(raw.Energy, law.Energy);
        Assert.Equal(raw.Forces.ToArray(), law.Forces.ToArray());
        Assert.Equal(2.5 * raw.EnergyStd!.Value, law.EnergyStd!.Value, 1e-12);
        Assert.Equal(2.5 * raw.ForcesStd[3].Y, law.ForcesStd[3].Y, 1e-12);
        Assert.Equal(0.01 * Math.Sqrt(Film.Count), law.EnergyNoise!.Value, 1e-14);
        Assert.Equal(0.02, law.ForcesNoise[5]);
    }

    [Fact]
    public void Without_members_noise_is_the_error_bar_and_who_does_not_ask_gets_none()
    {
        var alone = new Calibrated(Argon(0.01), Law);
        var said = Asked(alone);
        Assert.Null(said.EnergyStd);
        Assert.Equal(new Vec3(0.02, 0.02, 0.02), said.ForceSigma(1));
        Assert.Equal(said.EnergyNoise, said.EnergySigma);
        Assert.False(Asked(alone, Request.Forces).HasForceSigma);
        Assert.Empty(EnsembleMembers.Of(alone));
        using var evaluator = alone.Open(EvaluatorOptions.Default);
        Assert.Equal(0, ((IMemberForces)evaluator).MemberCount);
    }

    [Fact]
    public void Members_as_potentials_and_members_asked_at_once_are_the_same_and_have_the_stretched_spread()
    {
        var potential = new WeightedSum([(1.0, new Calibrated(Three, Law)), (1.0, Argon(0.004))]);
        var members = EnsembleMembers.Of(potential);
        using var gauge = new DisagreementGauge(potential, EvaluatorOptions.Default);
        gauge.Measure(Film);
        var said = Asked(potential);
        Assert.Equal(3, members.Count);
        var (mean, squares) = (0.0, 0.0);
        for (var m = 0; m < 3; m++)
        {
            var own = members[m].Evaluate(Film);
            Assert.Equal(own.Energy, gauge.Energies[m], 1e-9);
            Assert.Equal(own.Forces[2].X, gauge.Forces[m * Film.Count + 2].X, 1e-11);
            mean += own.Energy / 3;
        }
        foreach (var energy in gauge.Energies)
            squares += (energy - mean) * (energy - mean);
        Assert.Equal(said.Energy, mean, 1e-9);
        Assert.Equal(said.EnergyStd!.Value, Math.Sqrt(squares / 2), 1e-9);
    }

    [Fact]
    public void A_sum_has_the_law_of_its_only_calibrated_term_and_the_same_bits_as_without()
    {
        IPotential calibrated = new Calibrated(Argon(0.01), Law), other = Argon(0.004);
        var sum = new WeightedSum([(-0.5, calibrated), (1.0, other)]);
        Assert.Equal(0.01, Calibrated.LawOf(sum)!.ForceNoise[Ar]);
        var said = Asked(sum);
        Assert.Equal(0.01, said.ForcesNoise[0]);
        Assert.Equal(Asked(Calibrated.Bare(sum)).Energy, said.Energy);
        Assert.Null(Calibrated.LawOf(new WeightedSum([(1.0, calibrated), (1.0, new Calibrated(other, Law))])));
        Assert.Equal(0.02 * Math.Sqrt(2), Asked(new WeightedSum([(1.0, calibrated), (1.0, new Calibrated(other, Law))])).ForcesNoise[0], 1e-14);
    }

    [Fact]
    public void A_committee_of_calibrated_members_is_calibrated()
    {
        var committee = Calibrated.CommitteeOf([new Calibrated(Argon(0.01), Law), new Calibrated(Argon(0.012), Law.Times(7))]);
        var law = Assert.IsType<Calibrated>(committee).Law;
        Assert.Equal((1, 0.02 * 5), (law.Stretch, law.ForceNoise[Ar]));
        Assert.Equal(0.002 / Math.Sqrt(2) * Math.Abs(Asked(Argon(1)).Energy), Asked(committee).EnergyStd!.Value, 1e-9);
        Assert.IsType<Committee>(Calibrated.CommitteeOf([new Calibrated(Argon(0.01), Law), Argon(0.012)]));
    }

    [Fact]
    public void Intervals_widen_with_the_level_and_the_size_of_the_force()
    {
        var said = Asked(new Calibrated(Three, Law));
        Assert.Equal(1.7 * said.EnergySigma, ErrorLaw.EnergyWidth(Law, said, 0.9));
        said.Forces[0] = new Vec3(0, 0.3, 0);
        said.Forces[1] = new Vec3(0, 0.6, 0);
        Assert.Equal(0.9 * said.ForceSigma(0), ErrorLaw.ForceWidth(Law, said, Ar, 0));
        Assert.Equal(1.8 * said.ForceSigma(1), ErrorLaw.ForceWidth(Law, said, Ar, 1, 0.9));
        Assert.Equal(2 * said.EnergySigma, ErrorLaw.EnergyWidth(null, said, 0.954));
        Assert.Throws<ArgumentOutOfRangeException>(() => Law.EnergyFactor(0.42));
    }

    [Fact]
    public void A_law_comes_back_from_its_card()
    {
        var json = JsonNode.Parse(ErrorLawJson.Write(Law).ToJsonString())!.AsObject();
        var read = ErrorLawJson.Read(json)!;
        Assert.Equal((2.5, 0.01, 0.02, 12, 0.4, 0.07), (read.Stretch, read.EnergyNoise, read.ForceNoise[Ar], read.Frames, read.LargestForceSigma, read.Excess));
        Assert.Equal((0.3, 0.005), (read.MeanForceSigma, read.LargestEnergySigma));
        Assert.Equal(Law.EnergyFactors, read.EnergyFactors);
        Assert.Equal(1.6, read.ForceFactor(Ar, 0.4, 0.9));
        Assert.Equal(1.8, read.ForceFactor(Ar, 0.5, 0.9));
        json["energy"]!["factors"] = new JsonArray(1.0);
        Assert.Throws<FormatException>(() => ErrorLawJson.Read(json));
    }

    [Fact]
    public void Cards_of_earlier_versions_are_laws_of_noise_alone()
    {
        var card = JsonNode.Parse("""
            { "method": "split conformal", "frames": 40,
              "energy": { "scale": 0.004, "wideScale": 0.012, "scaleUnit": "eV/√atom" },
              "forces": { "Ar": { "scale": 0.03, "wideScale": 0.06, "scaleUnit": "eV/Å" }, "He": { "scale": null, "wideScale": null, "scaleUnit": "eV/Å" } } }
            """)!.AsObject();
        var law = ErrorLawJson.Read(card)!;
        Assert.Equal((1, 0.004, 40), (law.Stretch, law.EnergyNoise, law.Frames));
        Assert.Equal(0.03, Assert.Single(law.ForceNoise).Value);
        Assert.Equal(3, law.EnergyFactor(0.954), 12);
        Assert.Equal(1.645, law.ForceFactor(Ar, 9, 0.9), 1e-3);
        Assert.Null(ErrorLawJson.Read(null));
        Assert.Null(ErrorLawJson.Read(JsonNode.Parse("""{ "method": "split conformal", "frames": 0, "energy": null, "forces": {} }""")!.AsObject()));
    }

    [Fact]
    public void A_frame_is_outside_by_its_sigma_or_by_the_range_of_the_training()
    {
        var said = Asked(new Calibrated(Argon(0.01), Law));
        Assert.False(DomainVerdict.Of(Law, Film, said, new RangeExcess(1, 3, 0.13)).IsOutside);
        Assert.Contains("atom 4 (Ar) by 15 %", DomainVerdict.Of(Law, Film, said, new RangeExcess(2, 3, 0.15)).Reason);
        said.RequireForcesStd()[7] = new Vec3(0, 1.21, 0);
        Assert.Contains("atom 8 (Ar) is 1.21 eV/Å, 3 times", DomainVerdict.Of(Law, Film, said, RangeExcess.None).Reason);
        Assert.False(DomainVerdict.Of(null, Film, said, RangeExcess.None).IsOutside);
        said.RequireForcesStd().Fill(new Vec3(0, 0.61, 0));
        Assert.Contains("over all atoms, 2 times", DomainVerdict.Of(Law, Film, said, RangeExcess.None).Reason);
        said.RequireForcesStd();
        said.EnergyStd = 0.02 * Film.Count;
        Assert.Contains("20 meV/atom, 4 times", DomainVerdict.Of(Law, Film, said, RangeExcess.None).Reason);
        Assert.True(DomainVerdict.Of(null, Film, said, new RangeExcess(1, 0, 0.11)).IsOutside);
    }
}
