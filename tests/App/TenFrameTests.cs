using Athanor.Atoms;
using Athanor.Learning;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Simulation;

namespace Athanor.App.Tests;

/// <summary>
/// Potentials that were fitted to ten frames near rest, at 3000 K: they leave what they know within some femtoseconds. The guard is to say so, and even where nobody looks nothing
/// may become a number that is none.
/// </summary>
public sealed class TenFrameTests
{
    const double Hot = 3000;

    const string Bonds = "morse:H-O.D=4.8,H-O.alpha=2.2,H-O.r0=0.97,H-H.D=2,H-H.alpha=1.5,H-H.r0=1.53,O-O=none,cutoff=4,switch=3";

    public static TheoryData<string, string, string, Precision> Cases => new()
    {
        { "crystal", "instant", "zbl", Precision.Double },
        { "crystal", "instant", "none", Precision.Single },
        { "crystal", "behler", "none", Precision.Double },
        { "crystal", "behler", "zbl", Precision.Single },
        { "molecule", "instant", "none", Precision.Double },
        { "molecule", "instant", "zbl", Precision.Single },
        { "molecule", "behler", "zbl", Precision.Double },
        { "molecule", "behler", "none", Precision.Single },
        { "crystal", "accurate", "zbl", Precision.Double },
        { "molecule", "accurate", "none", Precision.Single },
        { "crystal", "max", "none", Precision.Single },
        { "molecule", "max", "zbl", Precision.Double },
        { "crystal", "gp", "zbl", Precision.Double },
        { "molecule", "gp", "none", Precision.Single },
        { "crystal", "fast", "zbl", Precision.Single },
        { "molecule", "fast", "none", Precision.Double },
    };

    /// <summary>Silicon by Stillinger and Weber, or a molecule like water of three bonds.</summary>
    static (Structure AtRest, string Labels) System(string name) => name == "crystal"
        ? (Crystal.Diamond(Element.Parse("Si"), 5.43), "sw")
        : (new([Element.Parse("O"), Element.Parse("H"), Element.Parse("H")], [new(0, 0, 0), new(0.99, 0, 0), new(-0.17, 0.975, 0)]), Bonds);

    static IPotential Fitted(Structure rest, string labels, string preset, string baseline)
    {
        var random = new Random(4);
        double Next() => 0.06 * (2 * random.NextDouble() - 1);
        var prediction = new Prediction();
        using var oracle = PotentialGrammar.Parse(labels).Open(EvaluatorOptions.Default);
        var frames = new List<Frame>();
        for (var k = 0; k < 10; k++)
        {
            var s = rest.Clone();
            for (var i = 0; i < s.Count; i++)
                s.Positions[i] += new Vec3(Next(), Next(), Next());
            oracle.Evaluate(s, Request.Forces, prediction);
            frames.Add(new Frame(s) { Energy = prediction.Energy, Forces = prediction.Forces.ToArray() });
        }
        // The ZBL of 'fast' is its own.
        var options = new TrainingOptions { Preset = preset, Baseline = preset == "fast" && baseline == "zbl" ? null : baseline, Cutoff = 4.5, Hidden = preset == "behler" ? [6] : null, MostSteps = 20 };
        return new Trainer(ImportReport.Of(new Dataset(frames)), options, Team.Single).Train(null, _ => { }, default).Potential;
    }

    static MolecularDynamics Begin(Structure rest, IPotential potential, Precision precision, GuardLimits? limits)
    {
        var settings = new DynamicsSettings { Ensemble = new Langevin(Hot, 50), TimeStep = rest.Periodic.Any ? 1 : 0.5, Precision = precision, Seed = 2, InitialTemperature = Hot };
        var md = MolecularDynamics.Start(rest.Periodic.Any ? rest.Repeat(2, 2, 1) : rest, potential, settings);
        md.Guard = limits is null ? null : new Guard(limits);
        return md;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Much_too_hot_it_stops_with_a_sentence_and_is_never_NaN(string name, string preset, string baseline, Precision precision)
    {
        var (rest, labels) = System(name);
        var potential = Fitted(rest, labels, preset, baseline);
        using var watched = Begin(rest, potential, precision, new GuardLimits { Temperature = 5 * Hot + 2000 });
        var stop = Assert.Throws<GuardException>(() => watched.Run(2000));
        Assert.StartsWith("The run was stopped in step ", stop.Message, StringComparison.Ordinal);
        Assert.Equal(GuardReason.TrainingRange, stop.Reason);
        AssertFinite(watched);
        // Nobody asks for the training range: whatever else stops it, no number is none.
        using var halfBlind = Begin(rest, potential, precision, new GuardLimits { AtomsOutOfRange = null, Temperature = 5 * Hot + 2000 });
        if (Record.Exception(() => halfBlind.Run(500)) is { } other)
            Assert.NotEqual(GuardReason.Broken, Assert.IsType<GuardException>(other).Reason);
        AssertFinite(halfBlind);
        // Nobody looks at all: atoms may leave the world, and then a sentence says so.
        using var blind = Begin(rest, potential, precision, null);
        if (Record.Exception(() => blind.Run(500)) is { } end)
            Assert.Contains("cells away", Assert.IsType<AtomsException>(end).Message, StringComparison.Ordinal);
        AssertFinite(blind);
    }

    static void AssertFinite(MolecularDynamics md)
    {
        Assert.True(double.IsFinite(md.State.Prediction.Energy), $"energy {md.State.Prediction.Energy} in step {md.State.Step}");
        foreach (var vectors in new[] { md.State.Prediction.Forces.ToArray(), md.State.Structure.Positions, md.State.Structure.Velocities! })
            Assert.All(vectors, v => Assert.True(double.IsFinite(v.LengthSquared)));
    }
}
