using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials.Ani;
using Athanor.Potentials.Networks;

namespace Athanor.Potentials.Tests.Ani;

public sealed class NeuroChemFolderTests : IDisposable
{
    readonly string _folder = Scratch();

    /// <summary>In memory where the system has such a place: a model is many small files.</summary>
    internal static string Scratch() => Directory.CreateDirectory(Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), $"athanor-ani-{Guid.NewGuid():N}")).FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    string At(string relative) => Path.Combine(_folder, relative);

    AniModel Written(AniModel? model = null, string name = "small")
    {
        NeuroChemFolder.Write(model ?? Samples.Model(), _folder, name);
        return NeuroChemFolder.Read(At($"{name}.info"));
    }

    static void AssertSame(AniModel expected, AniModel found, double tolerance = 0)
    {
        Assert.Equal(expected.SelfEnergies, found.SelfEnergies);
        AevFunctions a = expected.Functions, b = found.Functions;
        Assert.Equal(a.Elements, b.Elements);
        Assert.Equal((a.RadialCutoff, a.AngularCutoff, a.RadialEta, a.AngularEta, a.Zeta), (b.RadialCutoff, b.AngularCutoff, b.RadialEta, b.AngularEta, b.Zeta));
        Assert.Equal(a.RadialShifts.Concat(a.AngularShifts).Concat(a.Angles), b.RadialShifts.Concat(b.AngularShifts).Concat(b.Angles));
        Assert.Equal(expected.Members.Length, found.Members.Length);
        foreach (var (x, y) in expected.Members.SelectMany(m => m).Zip(found.Members.SelectMany(m => m)))
        {
            Assert.Equal(x.Sizes, y.Sizes);
            Assert.Equal(x.Activations, y.Activations);
            for (var k = 0; k < x.Parameters.Length; k++)
                Assert.Equal(x.Parameters[k], y.Parameters[k], tolerance * Math.Abs(x.Parameters[k]));
        }
    }

    [Theory]
    [InlineData(Activation.Celu)]
    [InlineData(Activation.Gaussian)]
    public void WhatWasWrittenIsRead(Activation activation)
    {
        var model = Samples.Model(activation: activation);
        // The format's Gaussian is exp(−x²), so that weights are written less a factor √2, and rounded.
        AssertSame(model, Written(model), activation == Activation.Gaussian ? 1e-7 : 0);
    }

    [Fact]
    public void APublishedModelSurvivesWritingAndReading()
    {
        const string Info = "reference/ani/ani-model-zoo/ani-1ccx_8x.info";
        Assert.SkipUnless(SharedData.Has(Info), SharedData.Missing(Info));
        var published = NeuroChemFolder.Read(SharedData.PathOf(Info));
        var model = new AniModel(published.Functions, [published.Members[3]], published.SelfEnergies);
        AssertSame(model, Written(model, "one"));
    }

    [Fact]
    public void ADescriptionMayBeMissing()
    {
        var model = Written();
        foreach (var path in Directory.EnumerateFiles(_folder, "*.nnf", SearchOption.AllDirectories).ToArray())
            File.Delete(path);
        AssertSame(model, NeuroChemFolder.Read(At("small.info")));
    }

    [Fact]
    public void ListsAreRoundedToFloatsAndCutoffsAreNot()
    {
        Written();
        Spoil("small/small.params", "Zeta = [14.1]", "Zeta = [14.100000001]");
        Spoil("small/small.params", "Rcr = 4.6", "Rcr = 4.600000000001");
        var functions = NeuroChemFolder.Read(At("small.info")).Functions;
        Assert.Equal((double)14.1f, functions.Zeta);
        Assert.Equal(4.600000000001, functions.RadialCutoff);
    }

    [Fact]
    public void KindsTakeFileFolderAndMember()
    {
        var model = Samples.Model();
        Written(model);
        var structure = Samples.Random(12, 5, periodic: false, edge: 5);
        var expected = model.Evaluate(structure).Energy;
        foreach (var name in new[] { $"ani:{At("small.info")}", At("small.info"), _folder, $"ANI:{_folder}" })
        {
            var committee = Assert.IsType<Committee>(PotentialGrammar.Parse(PotentialGrammar.Quote(name)));
            Assert.Equal(name, committee.Name);
            Assert.Equal(3, committee.Members.Count);
            Assert.Contains("an ensemble of 3", committee.Card, StringComparison.Ordinal);
            var prediction = committee.Evaluate(structure);
            Assert.Equal(expected, prediction.Energy, 1e-9);
            Assert.True(prediction.EnergyStd > 1e-3);
        }
        var one = PotentialGrammar.Parse($"ani:{_folder},member=2");
        Assert.Equal(model.Member(2, "").Evaluate(structure).Energy, one.Evaluate(structure).Energy, 1e-9);
        Assert.Equal($"ani:{_folder},member=2", one.Name);
        Assert.Contains("one network for each element", Assert.IsType<AniModel>(one).Card, StringComparison.Ordinal);
    }

    [Fact]
    public void TheMeanOfTheMembersIsTheModel()
    {
        var model = Samples.Model();
        Written(model);
        var structure = Samples.Random(30, 6, periodic: true, edge: 7);
        var all = PotentialGrammar.Parse(_folder).Evaluate(structure);
        var members = Enumerable.Range(0, 3).Select(m => model.Member(m, "").Evaluate(structure)).ToArray();
        Assert.Equal(members.Average(m => m.Energy), all.Energy, 1e-9);
        Assert.Equal(members.Average(m => m.Forces[4].Y), all.Forces[4].Y, 1e-10);
        Assert.Equal(Math.Sqrt(members.Sum(m => Math.Pow(m.Energy - members.Average(x => x.Energy), 2)) / 2), all.EnergyStd!.Value, 1e-9);
    }

    [Fact]
    public void AnElementThatIsNotThereIsNamed()
    {
        Written();
        var structure = new Structure([Element.Parse("Si"), Samples.H], [Vec3.Zero, new Vec3(1.4, 0, 0)]);
        Assert.Contains("Si", Assert.Throws<UncoveredElementException>(() => PotentialGrammar.Parse(_folder).Evaluate(structure)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ItIsAFormatToExportTo()
    {
        var model = Samples.Model();
        var format = ModelExports.Named("ani");
        ModelExports.Write(format, AniKind.Open(model), At("exported"), overwrite: false);
        AssertSame(model, NeuroChemFolder.Read(At("exported")));
        Assert.NotNull(format.WhyNot(PotentialGrammar.Parse("sw")));
        Assert.Contains("activation", format.WhyNot(Samples.Model(activation: Activation.Tanh)), StringComparison.Ordinal);
    }

    void Spoil(string file, string from, string to)
    {
        var text = File.ReadAllText(At(file));
        Assert.Contains(from, text, StringComparison.Ordinal);
        File.WriteAllText(At(file), text.Replace(from, to, StringComparison.Ordinal));
    }

    string Complaint() => Assert.Throws<PotentialException>(() => NeuroChemFolder.Read(At("small.info"))).Message;

    [Theory]
    [InlineData("small.info", "\n3\n", "\n900\n", "small.info, line 4")]
    [InlineData("small.info", "small/train", "../train", "small.info, line 3")]
    [InlineData("small.info", "small/small.params", "/etc/passwd", "small.info, line 1")]
    [InlineData("small.info", "small/sae_linfit.dat", "small/none.dat", "none.dat is missing")]
    [InlineData("small.info", "\n3\n", "\n4\n", "train3")]
    [InlineData("small/small.params", "Rcr = 4.6", "Rcr = x", "small.params, line 2: 'x' is not a number")]
    [InlineData("small/small.params", "Rcr = 4.6", "Rcr = 1e9", "cutoffs")]
    [InlineData("small/small.params", "[H,O,C]", "[H,O,Xx]", "'Xx'")]
    [InlineData("small/small.params", "[H,O,C]", "[H,O,O]", "none twice")]
    [InlineData("small/small.params", "[H,O,C]", "[H,O]", "O,1")]
    [InlineData("small/small.params", "Atyp", "Btyp", "no 'Atyp'")]
    [InlineData("small/small.params", "TM = 1", "Rca = 3", "second time")]
    [InlineData("small/sae_linfit.dat", "O,1", "O,2", "sae_linfit.dat, line 2")]
    [InlineData("small/sae_linfit.dat", "C,2=-37.75", "", "no self energy of C")]
    public void DamagedTextIsAnAnswer(string file, string from, string to, string says)
    {
        Written();
        Spoil(file, from, to);
        Assert.Contains(says, Complaint(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ANN-O.nnf-l1.wparam", 5, "number 2 is NaN")]
    [InlineData("ANN-O.nnf", 12, "ANN-O.nnf")]
    public void DamagedBytesAreAnAnswer(string file, int at, string says)
    {
        Written();
        var path = At($"small/train1/networks/{file}");
        var bytes = File.ReadAllBytes(path);
        bytes.AsSpan(at & ~3, 4).Fill(0xff);
        File.WriteAllBytes(path, bytes);
        Assert.Contains(says, Complaint(), StringComparison.Ordinal);
    }

    [Fact]
    public void SizesMustFit()
    {
        Written();
        var path = At("small/train1/networks/ANN-C.nnf-l2.wparam");
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^4]);
        Assert.Contains("ANN-C.nnf-l2.wparam has", Complaint(), StringComparison.Ordinal);
        File.Delete(path);
        Assert.Contains("ANN-C.nnf-l2.wparam is missing", Complaint(), StringComparison.Ordinal);
    }

    [Fact]
    public void AFolderOfSeveralModelsAsksWhich()
    {
        Written();
        Written(name: "other");
        var message = Assert.Throws<PotentialException>(() => PotentialGrammar.Parse(_folder)).Message;
        Assert.Contains("other.info, small.info", message, StringComparison.Ordinal);
        Assert.Contains("no .info file", Assert.Throws<PotentialException>(() => PotentialGrammar.Parse($"ani:{At("small")}")).Message, StringComparison.Ordinal);
        Assert.Contains("There is no", Assert.Throws<PotentialException>(() => PotentialGrammar.Parse($"ani:{At("nothing")}")).Message, StringComparison.Ordinal);
        Assert.Contains("counted from 0", Assert.Throws<PotentialGrammarException>(() => PotentialGrammar.Parse($"ani:{At("small.info")},member=3")).Message, StringComparison.Ordinal);
    }
}
