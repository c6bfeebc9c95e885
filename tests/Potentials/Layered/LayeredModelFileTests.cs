using Athanor.Atoms;
using Athanor.Potentials.Layered;

namespace Athanor.Potentials.Tests.Layered;

public sealed class LayeredModelFileTests
{
    static readonly Structure Methanol = new(
        [.. "C O H H H H".Split(' ').Select(e => Element.Parse(e))],
        [new(-0.05, 0.66, 0), new(-0.05, -0.76, 0), new(-1.09, 0.98, 0), new(0.44, 1.07, 0.89), new(0.44, 1.07, -0.89), new(0.86, -1.06, 0)]);

    static LayeredModel Sample => LayeredSamples.Model(LayeredSamples.Form(Methanol.Elements.ToArray(), embedding: 2));

    [Fact]
    public void What_was_written_is_read()
    {
        var read = LayeredModelFile.FromFile(LayeredModelFile.ToFile(Sample), "x");
        Assert.Equal(Sample.Parameters, read.Parameters);
        Assert.Equal(Sample.Evaluate(Methanol).Energy, read.Evaluate(Methanol).Energy);
    }

    [Theory]
    [InlineData("mixing")]
    [InlineData("messages/radial")]
    [InlineData("H/minimum")]
    public void Arrays_of_another_length_are_refused(string array)
    {
        var sound = LayeredModelFile.ToFile(Sample);
        var file = new ModelFile(LayeredModelFile.Kind, sound.Header.DeepClone().AsObject());
        foreach (var name in Sample.Layout.Runs.Select(r => r.Name).Concat(Sample.Elements.SelectMany(e => new[] { $"{e}/minimum", $"{e}/maximum" })))
            file.Add(name, name == array ? ModelArray.From([.. sound[name].ToDoubles().Skip(1)]) : sound[name]);
        Assert.Contains("'x': ", Assert.Throws<PotentialException>(() => LayeredModelFile.FromFile(file, "x")).Message, StringComparison.Ordinal);
    }

    // Version 1, written by the explicit test below when the version was made. It must stay readable for ever: do not write it anew.
    static string Golden => Path.Combine(SharedData.Repository, "tests", "Potentials", "Files", "golden", "layered-1.ath");

    [Fact]
    public void Version_one_stays_readable()
    {
        var prediction = LayeredModelFile.FromFile(ModelFile.Read(Golden), "golden").Evaluate(Methanol);
        Assert.Equal(17.867898789833099, prediction.Energy, 1e-9);
        Assert.Equal(-23.945950909358217, prediction.Forces[2].Y, 1e-9);
    }

    [Fact(Explicit = true)]
    public void Write_version_one() => LayeredModelFile.Write(Sample, Golden, overwrite: false);
}
