using System.Text.Json.Nodes;
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
}
