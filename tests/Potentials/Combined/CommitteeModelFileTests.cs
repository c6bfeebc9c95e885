using System.Text.Json.Nodes;
using Athanor.Atoms;
using Athanor.Potentials.Ace;
using Athanor.Potentials.Tests.Ace;

namespace Athanor.Potentials.Tests;

public sealed class CommitteeModelFileTests
{
    // Written by the explicit test below when the kind was made. It must stay readable for ever: do not write it anew.
    static string Golden => Path.Combine(SharedData.Repository, "tests", "Potentials", "Files", "golden", "committee-1.ath");

    static readonly Structure Methanol = new(
        [.. "C O H H H H".Split(' ').Select(e => Element.Parse(e))],
        [new(-0.05, 0.66, 0), new(-0.05, -0.76, 0), new(-1.09, 0.98, 0), new(0.44, 1.07, 0.89), new(0.44, 1.07, -0.89), new(0.86, -1.06, 0)]);

    static AceModel Member(double weight, string? baseline = "zbl")
    {
        var model = AceSamples.Model(["C", "H", "O"], [2, 2, 1], weight: weight, functions: 4);
        return new AceModel(model.Form, [.. Enumerable.Range(0, 3).Select(s => model.Weights(s).ToArray())], [-1, -2, -3], model.Trained, baseline: baseline);
    }

    static ModelFile Sound => CommitteeModelFile.ToFile([AceModelFile.ToFile(Member(0.05)), AceModelFile.ToFile(Member(0.06)), AceModelFile.ToFile(Member(0.04))], new JsonObject { ["description"] = "three" });

    [Fact]
    public void Members_are_whole_and_the_baseline_is_one_for_all()
    {
        var bytes = Sound.ToBytes();
        var opened = Assert.IsType<ModelWithBaseline>(ModelFileKind.Open(ModelFile.FromBytes(bytes, "x"), "x", "three"));
        Assert.Equal("three", opened.Name);
        Assert.Equal("zbl", opened.Baseline.Name);
        Assert.Contains("Committee of 3", opened.Card, StringComparison.Ordinal);
        Assert.Contains("description: three", opened.Card, StringComparison.Ordinal);
        var members = EnsembleMembers.Of(opened);
        var alone = new[] { 0.05, 0.06, 0.04 }.Select(w => new ModelWithBaseline(Member(w), PotentialGrammar.Parse("zbl")).Evaluate(Methanol).Energy).ToArray();
        for (var m = 0; m < 3; m++)
            Assert.Equal(alone[m], members[m].Evaluate(Methanol).Energy, 1e-10);
        Assert.Equal(alone.Average(), opened.Evaluate(Methanol).Energy, 1e-10);
        // The same content, the same bytes.
        Assert.Equal(bytes, Sound.ToBytes());
    }

    [Fact]
    public void What_is_no_committee_is_refused()
    {
        Assert.Contains("at least two", Assert.Throws<PotentialException>(() => CommitteeModelFile.ToFile([AceModelFile.ToFile(Member(1))])).Message);
        Assert.Contains("no member of another", Assert.Throws<PotentialException>(() => CommitteeModelFile.ToFile([Sound, Sound])).Message);
        Assert.Contains("one baseline", Assert.Throws<PotentialException>(() => CommitteeModelFile.ToFile([AceModelFile.ToFile(Member(1)), AceModelFile.ToFile(Member(1, null))])).Message);
        var broken = new ModelFile(CommitteeModelFile.Kind, Sound.Header);
        foreach (var name in Sound.ArrayNames.Where(n => n != "1/C/weights"))
            broken.Add(name, Sound[name]);
        var message = Assert.Throws<PotentialException>(() => ModelFileKind.Open(broken, "x")).Message;
        Assert.Contains("member 2", message);
        Assert.Contains("C/weights", message);
        var empty = new ModelFile(CommitteeModelFile.Kind, []);
        Assert.Contains("'x'", Assert.Throws<PotentialException>(() => ModelFileKind.Open(empty, "x")).Message);
    }

    [Fact]
    public void Version_one_stays_readable()
    {
        var prediction = ModelFileKind.Open(Golden).Evaluate(Methanol);
        Assert.Equal(GoldenEnergy, prediction.Energy, 1e-9);
        Assert.Equal(GoldenStd, prediction.EnergyStd!.Value, 1e-9);
    }

    const double GoldenEnergy = -12.036303457903985, GoldenStd = 0.0072606915807957861;

    [Fact(Explicit = true)]
    public void Write_version_one() => Sound.Write(Golden, overwrite: false);
}
