using Athanor.Atoms;
using Athanor.Potentials.GaussianProcesses;

namespace Athanor.Potentials.Tests.GaussianProcesses;

public sealed class GaussianModelFileTests
{
    static readonly Structure Methanol = new(
        [.. "C O H H H H".Split(' ').Select(e => Element.Parse(e))],
        [new(-0.05, 0.66, 0), new(-0.05, -0.76, 0), new(-1.09, 0.98, 0), new(0.44, 1.07, 0.89), new(0.44, 1.07, -0.89), new(0.86, -1.06, 0)]);

    static GaussianModel Model => GaussianSamples.Model(Methanol, [2, 1], points: 10, members: 3);

    [Fact]
    public void What_was_written_is_read()
    {
        var model = Model;
        var file = GaussianModelFile.ToFile(model);
        var read = GaussianModelFile.FromFile(ModelFile.FromBytes(file.ToBytes(), "x"), "x");
        Assert.Equal(file.ToBytes(), GaussianModelFile.ToFile(read).ToBytes());
        Prediction one = model.Evaluate(Methanol), other = read.Evaluate(Methanol);
        Assert.Equal(one.Energy, other.Energy);
        Assert.Equal(one.EnergyStd, other.EnergyStd);
        Assert.Equal(one.ForcesStd.ToArray(), other.ForcesStd.ToArray());
        Assert.Equal(10, read.Sparse.Count);
        Assert.Contains("3, drawn from the posterior", read.Card, StringComparison.Ordinal);
        Assert.Throws<PotentialException>(() => GaussianModelFile.ToFile((GaussianModel)read.Members[0]));
    }

    [Fact]
    public void Arrays_of_another_length_and_numbers_that_are_none_are_refused()
    {
        var sound = GaussianModelFile.ToFile(Model);
        foreach (var array in sound.ArrayNames)
        {
            var values = sound[array].ToDoubles();
            var file = new ModelFile(GaussianModelFile.Kind, sound.Header.DeepClone().AsObject());
            foreach (var name in sound.ArrayNames)
                file.Add(name, name == array ? ModelArray.From([.. values.Skip(1)]) : sound[name]);
            Assert.Contains("'x': ", Assert.Throws<PotentialException>(() => GaussianModelFile.FromFile(file, "x")).Message, StringComparison.Ordinal);
        }
        foreach (var array in new[] { "C/sparse", "posterior" })
        {
            var file = new ModelFile(GaussianModelFile.Kind, sound.Header.DeepClone().AsObject());
            foreach (var name in sound.ArrayNames)
                file.Add(name, name == array ? ModelArray.From([.. sound[name].ToDoubles().Select(_ => double.NaN)]) : sound[name]);
            Assert.Throws<PotentialException>(() => GaussianModelFile.FromFile(file, "x"));
        }
        sound.Header["kernel"]!["power"] = 4;
        Assert.Contains("squares", Assert.Throws<PotentialException>(() => GaussianModelFile.FromFile(sound, "x")).Message, StringComparison.Ordinal);
    }

    // Version 1, written by the explicit test below when the version was made. It must stay readable for ever: do not write it anew.
    static string Golden => Path.Combine(SharedData.Repository, "tests", "Potentials", "Files", "golden", "gp-1.ath");

    const double GoldenEnergy = -19.848321281231602, GoldenForce = -7.196578602606888, GoldenStd = 4.771848337289218;

    [Fact]
    public void Version_one_stays_readable()
    {
        var prediction = GaussianModelFile.FromFile(ModelFile.Read(Golden), "golden").Evaluate(Methanol);
        Assert.Equal(GoldenEnergy, prediction.Energy, 1e-8);
        Assert.Equal(GoldenForce, prediction.Forces[2].Y, 1e-8);
        Assert.Equal(GoldenStd, prediction.EnergyStd!.Value, 1e-8);
    }

    [Fact(Explicit = true)]
    public void Write_version_one() => GaussianModelFile.Write(Model, Golden, overwrite: false);
}
