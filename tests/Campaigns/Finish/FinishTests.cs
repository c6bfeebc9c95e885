using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Properties;
using Athanor.Reports;

namespace Athanor.Campaigns.Tests;

/// <summary>What is done with a finished model, on analytic potentials whose truth is known.</summary>
public sealed class FinishTests
{
    /// <summary>Three members, none of them the oracle.</summary>
    const string Model = "committee(morse:D=4.5,alpha=1.88,r0=1.2,cutoff=9, morse:D=4.5,alpha=1.9,r0=1.205,cutoff=9, morse:D=4.5,alpha=1.92,r0=1.195,cutoff=9)";

    const string Oracle = "morse:D=4.5,alpha=1.93,r0=1.21,cutoff=9";

    static Structure Trimer() => new([Element.Parse("C"), Element.Parse("O"), Element.Parse("H")], [new Vec3(0, 0, 0), new Vec3(1.3, 0.1, 0), new Vec3(0.5, 1.1, 0.1)]);

    [Fact]
    public void Frequencies_stand_beside_the_oracles_own_found_with_few_gradients()
    {
        var counted = new Counted(PotentialGrammar.Parse(Oracle));
        var finish = new Finishing(PotentialGrammar.Parse(Model), Trimer(), Team.Single, default) { Oracle = counted }.Run();
        var frequencies = finish.Frequencies!;
        var truth = Vibrations.Of(Trimer(), PotentialGrammar.Parse(Oracle));
        Assert.Equal(3, frequencies.Modes.Count);
        foreach (var (mode, exact) in frequencies.Modes.Zip(truth.Modes))
        {
            Assert.Equal(exact.Wavenumber, mode.Oracle!.Value, 0.5);
            Assert.Equal(exact.Wavenumber, mode.Model, 0.1 * exact.Wavenumber);
            Assert.True(mode.Error > 1);
        }
        Assert.InRange(counted.Gradients, 2, 12);
        Assert.True(frequencies.Rmsd > 1);
        Assert.Contains("oracle", FinishTables.Frequencies(frequencies).ToText());
    }

    [Fact]
    public void An_oracle_that_is_dear_or_fails_leaves_a_sentence_and_the_model_alone()
    {
        var dear = new Finishing(PotentialGrammar.Parse(Model), Trimer(), Team.Single, default) { Oracle = PotentialGrammar.Parse(Oracle), OracleSeconds = 100 }.Run();
        Assert.Null(dear.Frequencies!.Oracle);
        Assert.Contains("gradients", dear.Frequencies.WhyNot);
        var failing = new Finishing(PotentialGrammar.Parse(Model), Trimer(), Team.Single, default) { Oracle = PotentialGrammar.Parse("sw") }.Run();
        Assert.Null(failing.Frequencies!.Oracle);
        Assert.Contains("oracle", Assert.Single(failing.Remarks));
        Assert.False(failing.IsWhole);
    }

    [Fact]
    public void Members_that_are_stiffer_or_shifted_are_weighed_as_they_would_sample()
    {
        // U = k x²/2: every stiffness has the mean energy kT/2, whatever a run of another says of it directly.
        const double temperature = 300, k = 10;
        var kT = Units.Boltzmann * temperature;
        var random = new Random(5);
        var readings = Enumerable.Range(0, 60000).Select(_ =>
        {
            var x = Math.Sqrt(kT / k) * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            var u = 0.5 * k * x * x;
            return new MotionReading(0, temperature, u, [0.9 * u + 0.010, 1.1 * u - 0.010], 0);
        }).ToArray();
        var shifted = MotionMean.Of(readings, temperature, (0, [0, 0]));
        Assert.Equal(kT / 2, shifted.Energy.Value, 0.03 * kT);
        Assert.Equal(0.020 / Math.Sqrt(2), shifted.Model!.Value, 0.03 * kT);
        var counted = MotionMean.Of(readings, temperature, (0, [0.010, -0.010]));
        Assert.InRange(counted.Model!.Value, 0, 0.03 * kT);
        Assert.InRange(counted.Share, 0.9, 1);
    }

    [Fact]
    public void A_run_says_what_its_members_say_and_leaves_its_trajectory()
    {
        var folder = Directory.CreateTempSubdirectory("athanor-finish-").FullName;
        try
        {
            var trajectory = Path.Combine(folder, "motion.xyz");
            var finish = new Finishing(PotentialGrammar.Parse(Model), Trimer(), Team.Single, default) { Motion = new MotionSettings(300, 1), Trajectory = trajectory }.Run();
            var motion = finish.Motion!;
            Assert.True(finish.IsWhole);
            Assert.Equal(2000, motion.Steps);
            Assert.Equal(0.5, motion.TimeStep);
            Assert.Equal(3, motion.Readings[0].Members.Length);
            Assert.InRange(motion.Mean.Energy.Value, 0.01, 0.3);
            Assert.True(motion.Mean.Model > 0);
            Assert.Equal(2001, StructureFiles.Read(trajectory).Count());
            var page = new ReportPage("finish", new Provenance("test", ""));
            FinishReport.Fill(page, finish);
            Assert.Contains("Disagreement along the run", page.ToHtml());
            Assert.Contains("meanEnergy", JsonText.Of(FinishRecord.Of(finish)));
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    [Fact]
    public void A_run_that_the_guard_stops_is_an_answer()
    {
        // Hot enough to fly apart or together.
        var finish = new Finishing(PotentialGrammar.Parse(Model), Trimer(), Team.Single, default) { Vibrations = false, Motion = new MotionSettings(40000, 5) }.Run();
        Assert.False(finish.IsWhole);
        Assert.NotNull(finish.Motion!.Stopped);
        Assert.Contains("stopped", FinishTables.Motion(finish.Motion).ToText());
    }

    /// <summary>Counts energies with forces; its Hessians are made of the inner one's tangents.</summary>
    sealed class Counted(IPotential inner) : IPotential
    {
        public int Gradients { get; private set; }

        public string Name => inner.Name;

        public double? Cutoff => inner.Cutoff;

        public bool Covers(Element element) => inner.Covers(element);

        public IEvaluator Open(EvaluatorOptions options) => options.Skin == 0 ? new Evaluator(this, inner.Open(options)) : inner.Open(options);

        sealed class Evaluator(Counted owner, IEvaluator inner) : IEvaluator
        {
            public void Evaluate(Structure structure, Request request, Prediction into)
            {
                owner.Gradients++;
                inner.Evaluate(structure, request, into);
            }

            public void Dispose() => inner.Dispose();
        }
    }
}
