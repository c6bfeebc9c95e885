using System.Text.Json.Nodes;
using Athanor.Atoms;
using Athanor.Potentials.Behler;

namespace Athanor.Potentials.Tests.Files;

using Samples = Behler.Samples;

public sealed class BehlerModelFileTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("athanor-behler-").FullName;

    string PathOf(string name) => Path.Combine(_folder, name);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    static Prediction Predict(IPotential model, Structure structure)
    {
        using var evaluator = model.Open(EvaluatorOptions.Default);
        var prediction = new Prediction();
        evaluator.Evaluate(structure, Request.Everything, prediction);
        return prediction;
    }

    [Fact]
    public void AModelReadBackGivesTheSameBits()
    {
        var model = Samples.Model(Samples.Everything(new CutoffFunction(CutoffShape.Exponential, 0.1)))
            .With(record: new JsonObject { ["training"] = new JsonObject { ["structures"] = 12 } });
        BehlerModelFile.Write(model, PathOf("m.ath"), overwrite: false);
        var read = Assert.IsType<BehlerModel>(PotentialGrammar.Parse(PathOf("m.ath")));
        var structure = Samples.Random(20, 3, periodic: true);
        Prediction before = Predict(model, structure), after = Predict(read, structure);
        Assert.Equal(before.Energy, after.Energy);
        Assert.Equal(before.Forces.ToArray(), after.Forces.ToArray());
        Assert.Equal(PathOf("m.ath"), read.Name);
        Assert.Equal(12, read.Record["training"]!["structures"]!.GetValue<int>());
        Assert.Equal(BehlerModelFile.ToFile(model).ToBytes(), BehlerModelFile.ToFile(read).ToBytes());
    }

    [Fact]
    public void EveryFunctionHasAName()
    {
        foreach (var set in new[] { Samples.Everything(default), Samples.Compact(CutoffShape.Exponential), Samples.Compact(CutoffShape.Polynomial3) })
        {
            foreach (var function in set[0])
                Assert.Equal(function, BehlerNames.Function(BehlerNames.Of(function)));
        }
    }

    [Fact]
    public void TheBaselineComesWithTheFile()
    {
        var model = Samples.Model(Samples.Everything(new CutoffFunction(CutoffShape.Cosine)));
        BehlerModelFile.Write(model.With(baseline: "zbl"), PathOf("m.ath"), overwrite: false);
        var stacked = PotentialGrammar.Parse(PathOf("m.ath"));
        var structure = new Structure([Samples.O, Samples.H], [default, new Numerics.Vec3(0.4, 0, 0)]);
        var expected = Predict(model, structure).Energy + Predict(PotentialGrammar.Parse("zbl"), structure).Energy;
        Assert.Equal(expected, Predict(stacked, structure).Energy, 1e-10 * Math.Abs(expected));
        Assert.Equal(PathOf("m.ath"), stacked.Name);
    }

    [Fact]
    public void AHeaderThatCannotBeIsSaidInASentence()
    {
        var file = BehlerModelFile.ToFile(Samples.Model(Samples.Everything(new CutoffFunction(CutoffShape.Cosine))));
        file.Header["cutoffFunction"]!["shape"] = "square";
        Assert.Contains("'square' is not a cutoff function", Assert.Throws<PotentialException>(() => BehlerModelFile.FromFile(file, "x")).Message, StringComparison.Ordinal);
        file.Header["cutoffFunction"]!["shape"] = "cosine";
        file.Header.Remove("species");
        Assert.Throws<PotentialException>(() => BehlerModelFile.FromFile(file, "x"));
        new ModelFile("alchemy", []).Write(PathOf("y.ath"), overwrite: false);
        Assert.Contains("'alchemy'", Assert.Throws<PotentialException>(() => PotentialGrammar.Parse(PathOf("y.ath"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheCardSaysWhatItIs()
    {
        var card = BehlerCard.Text(Samples.Model(Samples.Everything(new CutoffFunction(CutoffShape.Cosine))).With(baseline: "zbl"));
        Assert.Contains("H, C, O", card, StringComparison.Ordinal);
        Assert.Contains("zbl", card, StringComparison.Ordinal);
        Assert.Contains("16-9-7-1", card, StringComparison.Ordinal);
    }

    [Fact]
    public void TheCardTellsTheRecordInLinesAndLeavesCurvesOut()
    {
        var record = JsonNode.Parse("""{ "data": [{ "file": "a.xyz", "frames": 303 }, { "file": "b.xyz" }], "sigma": 0.00023777882471000885, "levels": [0.682689492137086, 2], "coverage": [[0.25, 0.2], [0.5, 0.4]] }""")!.AsObject();
        var card = BehlerCard.Text(Samples.Model(Samples.Everything(new CutoffFunction(CutoffShape.Cosine))).With(record: record));
        Assert.Contains("  data\n    file: a.xyz\n    frames: 303\n  data\n    file: b.xyz\n  sigma: 0.0002378\n  levels: 0.6827, 2\n", card.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.DoesNotContain("coverage", card, StringComparison.Ordinal);
        Assert.DoesNotContain("{", card, StringComparison.Ordinal);
    }

    // Version 1, written by the explicit test below when the version was made. It must stay readable for ever: do not write it anew.
    static string Golden(string name) => Path.Combine(SharedData.Repository, "tests", "Potentials", "Files", "golden", name);

    static readonly Structure Methanol = new(
        [Samples.C, Samples.O, Samples.H, Samples.H, Samples.H, Samples.H],
        [new(-0.05, 0.66, 0), new(-0.05, -0.76, 0), new(-1.09, 0.98, 0), new(0.44, 1.07, 0.89), new(0.44, 1.07, -0.89), new(0.86, -1.06, 0)]);

    [Fact]
    public void VersionOneStaysReadable()
    {
        var model = BehlerModelFile.Read(Golden("behler-1.ath"));
        Assert.Equal("zbl", model.Baseline);
        var prediction = Predict(model, Methanol);
        Assert.Equal(-34.86916669595084, prediction.Energy, 1e-9);
        Assert.Equal(0.047360994048873443, prediction.Forces[2].Y, 1e-9);
    }

    [Fact(Explicit = true)]
    public void WriteGolden()
    {
        var set = new SymmetryFunctionSet(new CutoffFunction(CutoffShape.Polynomial2, 0.1), new Dictionary<Element, IReadOnlyList<SymmetryFunction>>
        {
            [Samples.H] = [new RadialFunction(Samples.O, 0.5, 0.2, 4), new RadialFunction(null, 0, 0, 5), new AngularFunction(new(Samples.H, Samples.O), true, 0.1, 0, -1, 4, 4)],
            [Samples.C] = [new RadialFunction(Samples.C, 2, 1.5, 5), new AngularFunction(null, true, 0.02, 0.5, 1, 2, 4.5)],
            [Samples.O] = [new RadialFunction(Samples.H, 1, 1, 5), new AngularFunction(new(Samples.C, Samples.H), false, 0.1, 0, 1, 1.5, 5)],
        });
        var card = new JsonObject { ["data"] = new JsonObject { ["files"] = new JsonArray("none"), ["structures"] = 0 }, ["note"] = "made by the test WriteGolden" };
        var model = Samples.Model(set).With(baseline: "zbl", record: card);
        Directory.CreateDirectory(Golden("."));
        BehlerModelFile.Write(model, Golden("behler-1.ath"), overwrite: true);
        var prediction = Predict(model, Methanol);
        Console.WriteLine($"energy {prediction.Energy:r} force {prediction.Forces[2].Y:r}");
    }
}
