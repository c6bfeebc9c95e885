using System.Text.Json;
using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Quantum;

namespace Athanor.App.Tests;

/// <summary>Training on top of a cheap level of quantum chemistry, from the command line.</summary>
public sealed class DeltaTrainTests : IDisposable
{
    static readonly string[] Small = ["--baseline", "hf/sto-3g", "--preset", "instant", "--cutoff", "4"];

    static readonly PotentialCatalogue Catalogue = PotentialCatalogue.BuiltIn.With([.. QuantumKinds.All]);

    readonly Program _program = new();

    public DeltaTrainTests() => _program.Write("h2o.xyz", Water(24));

    public void Dispose() => _program.Dispose();

    /// <summary>Rattled water, labelled by another basis.</summary>
    static string Water(int count)
    {
        var random = new Random(4);
        double Next() => 0.08 * (2 * random.NextDouble() - 1);
        using var evaluator = PotentialGrammar.Parse("hf/6-31g*", Catalogue).Open(EvaluatorOptions.Default);
        using var stream = new MemoryStream();
        var writer = new ExtxyzWriter(stream);
        var prediction = new Prediction();
        for (var k = 0; k < count; k++)
        {
            Vec3[] at = [new(Next(), Next(), 0), new(0.96 + Next(), Next(), Next()), new(-0.24 + Next(), 0.93 + Next(), Next())];
            var s = new Structure([Element.Parse("O"), Element.Parse("H"), Element.Parse("H")], at);
            evaluator.Evaluate(s, Request.Forces, prediction);
            writer.Write(new Frame(s) { Energy = prediction.Energy, Forces = prediction.Forces.ToArray() });
        }
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    [Fact]
    public void Slope_correlation_and_what_is_left_are_said_and_the_model_runs_alone()
    {
        var outcome = _program.Run(["train", "h2o.xyz", "-o", "d.athanor", "--json", .. Small]).MustEndWith(0);
        Assert.Equal(["d.athanor", "d.report.html", "h2o.xyz"], _program.Files);
        using var json = JsonDocument.Parse(outcome.Output);
        var delta = json.RootElement.GetProperty("delta");
        Assert.Equal("hf/sto-3g", delta.GetProperty("baseline").GetString());
        var slope = delta.GetProperty("slope").GetProperty("value").GetDouble();
        Assert.InRange(slope, 0.5, 1.2);
        foreach (var of in new[] { "energies", "forces" })
        {
            var share = delta.GetProperty(of);
            var rho = share.GetProperty("correlation").GetProperty("value").GetDouble();
            Assert.Equal(1 - rho * rho, share.GetProperty("law").GetDouble(), 1e-12);
            Assert.InRange(share.GetProperty("residual").GetDouble(), 1e-6, 0.999);
            Assert.True(share.GetProperty("heldResidual").GetDouble() > 0);
        }
        Assert.Contains("Delta learning", _program.Read("d.report.html"), StringComparison.Ordinal);
        Assert.Contains(FormattableString.Invariant($"{slope} * hf/sto-3g"), _program.Run("inspect", "d.athanor").MustEndWith(0).Output, StringComparison.Ordinal);
        _program.Run("md", "d.athanor", "h2o.xyz", "--steps", "10", "--temperature", "100", "--no-guard", "--trajectory", "run.xyz").MustEndWith(0);
        // 24 frames do not reach far: the guard ends the run where the model does, baseline or not.
        _program.Run("md", "d.athanor", "h2o.xyz", "--steps", "200", "--temperature", "1000", "--trajectory", "hot.xyz").MustEndWith(1).MustComplain("outside what the model was trained on");
    }

    [Fact(Explicit = true)]
    [Trait("Category", "Long")]
    public void Answers_in_a_file_of_their_own_stay_and_serve_no_other_baseline()
    {
        _program.Run(["train", "h2o.xyz", "-o", "d.athanor", "--baseline-answers", "sto.answers", .. Small]).MustEndWith(0);
        var answers = _program.Read("sto.answers");
        Assert.Equal(1 + 24, answers.Count(c => c == '\n'));
        _program.Run("train", "h2o.xyz", "-o", "f.athanor", "--baseline", "hf/cc-pvdz", "--baseline-answers", "sto.answers").MustEndWith(1).MustComplain("holds answers of hf/sto-3g");
    }
}
