using System.Text.Json.Nodes;
using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials.Nep;

namespace Athanor.Potentials.Tests.Nep;

public sealed class NepModelFileTests
{
    static readonly Structure Water = new([NepSamples.O, NepSamples.H, NepSamples.H], [Vec3.Zero, new(0.96, 0, 0), new(-0.24, 0.93, 0.1)]);

    static NepModel Sample
    {
        get
        {
            var model = NepSamples.Model("nep5 l6, ZBL");
            var range = new DescriptorRange(model.Form.Species, model.Form.DescriptorLength);
            for (var s = 0; s < model.Form.Species; s++)
            {
                range.Add(s, [.. Enumerable.Range(0, model.Form.DescriptorLength).Select(d => -1.0 - d)]);
                range.Add(s, [.. Enumerable.Range(0, model.Form.DescriptorLength).Select(d => 2.0 + d)]);
            }
            return model.With(range, new JsonObject { ["training"] = new JsonObject { ["sweeps"] = 7 } });
        }
    }

    static ModelFile Sound => NepModelFile.ToFile(Sample);

    [Fact]
    public void What_was_written_is_read()
    {
        var read = NepModelFile.FromFile(ModelFile.FromBytes(Sound.ToBytes(), "x"), "x");
        Assert.Equal(Sample.Evaluate(Water).Energy, read.Evaluate(Water).Energy);
        Assert.Equal(Sample.Trained!.Maximum(1), read.Trained!.Maximum(1));
        Assert.Equal(7, (int)read.Record["training"]!["sweeps"]!);
        Assert.Contains("sweeps: 7", read.Card, StringComparison.Ordinal);
        Assert.Equal(Sound.ToBytes(), NepModelFile.ToFile(read).ToBytes());
    }

    [Theory]
    [InlineData("nep5 l8, ZBL by pair")]
    [InlineData("nep4 all, cutoffs by element, ZBL by radii")]
    [InlineData("nep3")]
    public void Every_form_is_kept(string form)
    {
        var model = NepSamples.Model(form);
        var read = NepModelFile.FromFile(NepModelFile.ToFile(model), "x");
        Assert.Equal(NepWriter.Numbers(model), NepWriter.Numbers(read));
        Assert.Equal(NepWriter.Head(model.Form), NepWriter.Head(read.Form));
        Assert.Null(read.Trained);
    }

    [Fact]
    public void Atoms_outside_the_range_are_told_and_what_has_none_does_not_know()
    {
        using var ranged = Assert.IsAssignableFrom<IEvaluator>(Sample.Open(EvaluatorOptions.Default));
        Assert.Equal(0, ((ITrainingRange)ranged).ExcessOf(Water).Amount, 1e-6);
        var none = new DescriptorRange(Sample.Form.Species, Sample.Form.DescriptorLength);
        for (var s = 0; s < 2; s++)
            none.Add(s, new double[Sample.Form.DescriptorLength]);
        using var narrow = Sample.With(none).Open(EvaluatorOptions.Default);
        Assert.Equal(3, ((ITrainingRange)narrow).ExcessOf(Water).Atoms);
    }

    [Fact]
    public void Wrong_numbers_and_heads_are_refused()
    {
        var sound = Sound;
        string Refusal(Action<ModelFile> change)
        {
            var file = ModelFile.FromBytes(sound.ToBytes(), "x");
            change(file);
            return Assert.Throws<PotentialException>(() => NepModelFile.FromFile(file, "x")).Message;
        }

        Assert.Contains("numbers", Refusal(f => f.Add("numbers", ModelArray.From([.. f["numbers"].ToDoubles().Skip(1)]))), StringComparison.Ordinal);
        Assert.Contains("range", Refusal(f => f.Add("H/minimum", ModelArray.From([1.0]))), StringComparison.Ordinal);
        Assert.Contains("line 1", Refusal(f => f.Header["head"] = new JsonArray("nep9 1 Si")), StringComparison.Ordinal);
        Assert.Contains("header", Refusal(f => f.Header["head"] = 3), StringComparison.Ordinal);
        Assert.Contains("header", Refusal(f => f.Header.Remove("head")), StringComparison.Ordinal);
        Assert.Contains("kind 'ace'", Assert.Throws<PotentialException>(() => NepModelFile.FromFile(new ModelFile("ace", []), "x")).Message, StringComparison.Ordinal);
    }

    // Version 1, written by the explicit test below when the version was made. It must stay readable for ever: do not write it anew.
    static string Golden => Path.Combine(SharedData.Repository, "tests", "Potentials", "Files", "golden", "nep-1.ath");

    [Fact]
    public void Version_one_stays_readable()
    {
        var prediction = NepModelFile.FromFile(ModelFile.Read(Golden), "golden").Evaluate(Water);
        Assert.Equal(4.6042298192236473, prediction.Energy, 1e-9);
        Assert.Equal(21.277122948403992, prediction.Forces[2].Y, 1e-9);
    }

    [Fact(Explicit = true)]
    public void Write_version_one() => NepModelFile.Write(Sample, Golden, overwrite: false);
}
