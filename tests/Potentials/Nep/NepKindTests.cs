using Athanor.Potentials.Nep;

namespace Athanor.Potentials.Tests.Nep;

/// <summary>NEP models in the grammar, and written for other programs.</summary>
public sealed class NepKindTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("athanor-nep-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("nep:", "Si.txt")]
    [InlineData("NEP:", "a b.txt")]
    [InlineData("", "Si.txt")]
    [InlineData("", "a b.txt")]
    public void A_file_is_named_with_and_without_its_kind(string prefix, string file)
    {
        var model = NepSamples.Model("nep4 l2");
        NepFile.Write(model, Path.Combine(_folder, file), overwrite: false);
        var potential = PotentialGrammar.Parse(PotentialGrammar.Quote(prefix + Path.Combine(_folder, file)));
        Assert.IsType<NepModel>(potential);
        var again = PotentialGrammar.Parse(potential.Name);
        Assert.Equal(potential.Name, again.Name);
        var structure = NepSamples.Structure(model, 5, 1);
        Assert.Equal(model.Evaluate(structure).Energy, again.Evaluate(structure).Energy);
        Assert.True(potential.Covers(NepSamples.Si));
        Assert.False(potential.Covers(NepSamples.H));
        Assert.Contains("O, Si", ((IDescribed)potential).Card, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nep:no/such.txt", "There is no file 'no/such.txt'", "no/such.txt")]
    [InlineData("nep:", "the path of a nep.txt is expected", "nep:")]
    public void Mistakes_are_pointed_at(string expression, string says, string piece)
    {
        var error = Assert.Throws<PotentialGrammarException>(() => PotentialGrammar.Parse(expression));
        Assert.Contains(says, error.Message);
        Assert.Equal(piece, expression.Substring(error.Start, error.Length));
    }

    [Fact]
    public void A_file_that_is_something_else_is_not_claimed()
    {
        var path = Path.Combine(_folder, "nepal.txt");
        File.WriteAllText(path, "nepal is a country\n");
        Assert.Contains("not the model of any kind", Assert.Throws<PotentialGrammarException>(() => PotentialGrammar.Parse(path)).Message);
        Assert.Contains("'nepal' is no version", Assert.Throws<PotentialException>(() => PotentialGrammar.Parse("nep:" + path)).Message);
    }

    [Fact]
    public void An_exported_model_gives_the_same_energy_and_others_are_refused()
    {
        var model = NepSamples.Model("nep5 l6, ZBL");
        var path = Path.Combine(_folder, "out.txt");
        ModelExports.Write(ModelExports.Named("nep"), model, path, overwrite: false);
        var structure = NepSamples.Structure(model, 8, 1);
        Assert.Equal(model.Evaluate(structure).Energy, PotentialGrammar.Parse(path).Evaluate(structure).Energy);
        var refusal = Assert.Throws<PotentialException>(() => ModelExports.Write(ModelExports.Named("nep"), PotentialGrammar.Parse("sw"), path, overwrite: true));
        Assert.Contains("holds NEP models", refusal.Message);
    }
}
