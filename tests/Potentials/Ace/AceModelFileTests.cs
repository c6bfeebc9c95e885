using System.Text.Json.Nodes;
using Athanor.Atoms;
using Athanor.Potentials.Ace;

namespace Athanor.Potentials.Tests.Ace;

public sealed class AceModelFileTests
{
    static ModelFile Sound => AceModelFile.ToFile(AceSamples.Model(["Si", "C"], [2, 1]));

    [Fact]
    public void What_was_written_is_read()
    {
        var read = AceModelFile.FromFile(Sound, "x");
        Assert.Equal(AceSamples.Model(["Si", "C"], [2, 1]).Weights(1), read.Weights(1));
        Assert.Equal([2, 1], read.Form.Plan.Degrees);
    }

    [Theory]
    [InlineData("Si/minimum")]
    [InlineData("C/maximum")]
    [InlineData("C/weights")]
    [InlineData("mixing")]
    public void Arrays_of_another_length_are_refused(string array)
    {
        var sound = Sound;
        var file = new ModelFile(AceModelFile.Kind, sound.Header.DeepClone().AsObject());
        foreach (var name in (string[])["mixing", "Si/weights", "Si/minimum", "Si/maximum", "C/weights", "C/minimum", "C/maximum"])
            file.Add(name, name == array ? ModelArray.From([.. sound[name].ToDoubles().Skip(1)]) : sound[name]);
        Assert.Contains("'x': ", Assert.Throws<PotentialException>(() => AceModelFile.FromFile(file, "x")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(30, 30, 30, 30)]
    [InlineData(1000, 1000)]
    [InlineData(9)]
    public void Degrees_that_nobody_could_couple_are_refused(params int[] degrees)
    {
        var file = Sound;
        file.Header["degrees"] = new JsonArray([.. degrees.Select(d => JsonValue.Create(d))]);
        Assert.Contains("degrees", Assert.Throws<PotentialException>(() => AceModelFile.FromFile(file, "x")).Message, StringComparison.Ordinal);
    }

    // Version 1, written by the explicit test below when the version was made. It must stay readable for ever: do not write it anew.
    static string Golden => Path.Combine(SharedData.Repository, "tests", "Potentials", "Files", "golden", "ace-1.ath");

    static readonly Structure Methanol = new(
        [.. "C O H H H H".Split(' ').Select(e => Element.Parse(e))],
        [new(-0.05, 0.66, 0), new(-0.05, -0.76, 0), new(-1.09, 0.98, 0), new(0.44, 1.07, 0.89), new(0.44, 1.07, -0.89), new(0.86, -1.06, 0)]);

    [Fact]
    public void Version_one_stays_readable()
    {
        var prediction = AceModelFile.FromFile(ModelFile.Read(Golden), "golden").Evaluate(Methanol);
        Assert.Equal(-15.036303457903983, prediction.Energy, 1e-9);
        Assert.Equal(-0.11771142908255817, prediction.Forces[2].Y, 1e-9);
    }

    [Fact(Explicit = true)]
    public void Write_version_one() => AceModelFile.Write(AceSamples.Model(["C", "H", "O"], [2, 2, 1], weight: 0.05, functions: 4), Golden, overwrite: false);

    // Version 2: elements embedded, products of pseudoscalars. As above.
    static string GoldenEmbedded => Path.Combine(SharedData.Repository, "tests", "Potentials", "Files", "golden", "ace-2.ath");

    [Fact]
    public void Version_two_stays_readable()
    {
        var model = AceModelFile.FromFile(ModelFile.Read(GoldenEmbedded), "golden");
        Assert.Equal(2, model.Form.Embedding!.Width);
        var prediction = model.Evaluate(Methanol);
        Assert.Equal(SlowAce.Energy(model, Methanol), prediction.Energy, 1e-10);
        Assert.Equal(GoldenEnergy, prediction.Energy, 1e-9);
        Assert.Equal(GoldenForce, prediction.Forces[2].Y, 1e-9);
    }

    const double GoldenEnergy = -15.821897927796179, GoldenForce = -0.24212472928984205;

    [Fact(Explicit = true)]
    public void Write_version_two() =>
        AceModelFile.Write(AceSamples.Model(["C", "H", "N", "O", "S"], [3, 2, 2], weight: 0.05, functions: 4, odd: [3, 3, 3, 3], embedded: 2), GoldenEmbedded, overwrite: false);

    [Theory]
    [InlineData("embedding")]
    [InlineData("mixing")]
    public void Embeddings_of_another_length_are_refused(string array)
    {
        var sound = AceModelFile.ToFile(AceSamples.Model(["Si", "C"], [2, 1], embedded: 3));
        var file = new ModelFile(AceModelFile.Kind, sound.Header.DeepClone().AsObject());
        foreach (var name in sound.ArrayNames)
            file.Add(name, name == array ? ModelArray.From([.. sound[name].ToDoubles().Skip(3)]) : sound[name]);
        Assert.Contains("'x': ", Assert.Throws<PotentialException>(() => AceModelFile.FromFile(file, "x")).Message, StringComparison.Ordinal);
    }
}
