using Athanor.Atoms;

namespace Athanor.Potentials.Tests;

public sealed class PotentialGrammarTests
{
    static readonly PotentialCatalogue Letters = new(new[] { "a", "b", "c", "ccsd(t)/cc-pvdz", "hf/6-31+g*" }.Select(n => new FakeKind(n)));

    [Theory]
    [InlineData("a", "a")]
    [InlineData("a:x=1,y=-2", "a:x=1,y=-2")]
    [InlineData("  a   +   b ", "a + b")]
    [InlineData("b - a", "b - a")]
    [InlineData("0.85 * a", "0.85 * a")]
    [InlineData("1 * a", "a")]
    [InlineData("a - 0.5 * b + 2 * 0.25 * c", "a - 0.5 * b + 0.5 * c")]
    [InlineData("a - (b - c)", "a - b + c")]
    [InlineData("-1 * (a + b)", "-1 * a - b")]
    [InlineData("2 * ((a) + 1e-3 * (b - a))", "2 * a + 0.002 * b - 0.002 * a")]
    [InlineData("(ccsd(t)/cc-pvdz) - (hf/6-31+g*)", "ccsd(t)/cc-pvdz - hf/6-31+g*")]
    [InlineData("a:'my file' + b", "\"a:my file\" + b")]
    [InlineData("committee(a, b)", "committee(a, b)")]
    [InlineData("0.5 * Committee( a:x=1,y=2 ,b , 2 * (a - c)) + c", "0.5 * committee(a:x=1,y=2, b, 2 * a - 2 * c) + c")]
    [InlineData("committee(committee(a, b), ccsd(t)/cc-pvdz)", "committee(committee(a, b), ccsd(t)/cc-pvdz)")]
    [InlineData("committee('a:my file', a + b)", "committee(\"a:my file\", a + b)")]
    public void Expressions_mean_what_they_say_and_print_as_they_are_read(string expression, string name)
    {
        var potential = PotentialGrammar.Parse(expression, Letters);
        Assert.Equal(name, potential.Name);
        Assert.Equal(name, PotentialGrammar.Parse(name, Letters).Name);
    }

    [Theory]
    [InlineData("", 0, "empty")]
    [InlineData("a +", 2, "missing")]
    [InlineData("a + + b", 4, "missing before")]
    [InlineData("+ b", 0, "missing before")]
    [InlineData("a b", 2, "' + ' or ' - ' is expected")]
    [InlineData("a * 0.5", 2, "stands before")]
    [InlineData("0.5 a", 0, "' * '")]
    [InlineData("(a + b", 0, "never closed")]
    [InlineData("a + b)", 5, "closes nothing")]
    [InlineData("a + ()", 5, "missing here")]
    [InlineData("'a", 0, "quote is never closed")]
    [InlineData("nan * a", 0, "finite")]
    [InlineData("committee(a)", 0, "at least two")]
    [InlineData("committee(a:x,b)", 0, "comma and a blank")]
    [InlineData("committee (a, b)", 0, "follows at once")]
    [InlineData("committee(a, b", 9, "never closed")]
    [InlineData("committee(a, )", 13, "missing here")]
    [InlineData("committee(a,, b)", 12, "missing here")]
    [InlineData("committee(a, (b, c))", 14, "no potential 'b,'")]
    public void Mistakes_are_pointed_at(string expression, int at, string says)
    {
        var error = Assert.Throws<PotentialGrammarException>(() => PotentialGrammar.Parse(expression, Letters));
        Assert.Contains(says, error.Message);
        Assert.Equal(at, error.Start);
        var lines = error.Message.Split('\n');
        Assert.Equal(4 + at, lines[^1].IndexOf('^'));
        Assert.Equal("    " + expression, lines[^2]);
    }

    [Fact]
    public void Unknown_names_list_what_is_known_and_guess_what_was_meant()
    {
        var kinds = new PotentialCatalogue([new FakeKind("morse"), new FakeKind("zbl")]);
        var error = Assert.Throws<PotentialGrammarException>(() => PotentialGrammar.Parse("0.5 * mosre:D=1 + zbl", kinds));
        Assert.Contains("Did you mean 'morse'?", error.Message);
        Assert.Contains("Known here: morse, zbl.", error.Message);
        Assert.EndsWith("\n    0.5 * mosre:D=1 + zbl\n          ^^^^^", error.Message);
        Assert.Contains("no model file './model.xx'", Assert.Throws<PotentialGrammarException>(() => PotentialGrammar.Parse("./model.xx", kinds)).Message);
        Assert.Contains("blank on either side", Assert.Throws<PotentialGrammarException>(() => PotentialGrammar.Parse("zbl+morse", kinds)).Message);
        Assert.Contains("exists, but is not the model of any kind", Assert.Throws<PotentialGrammarException>(
            () => PotentialGrammar.Parse(PotentialGrammar.Quote(typeof(PotentialGrammarTests).Assembly.Location), kinds)).Message);
    }

    [Fact]
    public void Of_a_long_expression_the_surroundings_are_shown()
    {
        var error = Assert.Throws<PotentialGrammarException>(() => PotentialGrammar.Parse(string.Concat(Enumerable.Repeat("a + ", 100)) + "x + a", Letters));
        var lines = error.Message.Split('\n');
        Assert.Equal('x', lines[^2][lines[^1].IndexOf('^')]);
        Assert.InRange(lines[^2].Length, 20, 130);
    }

    [Fact]
    public void Files_are_known_by_their_content()
    {
        var path = Path.Combine(Path.GetTempPath(), $"athanor grammar {Guid.NewGuid():N}.txt");
        File.WriteAllText(path, "fake model 1\n");
        try
        {
            var catalogue = Letters.With(new FileKind());
            Assert.Equal($"a + \"{path}\"", PotentialGrammar.Parse($"a + '{path}'", catalogue).Name);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_file_with_blanks_needs_no_quotes_where_it_is_all_there_is()
    {
        var path = Path.Combine(Path.GetTempPath(), $"athanor grammar {Guid.NewGuid():N}.txt");
        File.WriteAllText(path, "fake model 1\n");
        try
        {
            Assert.Equal($"\"{path}\"", PotentialGrammar.Parse(path, Letters.With(new FileKind())).Name);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_committee_is_one() =>
        Assert.Equal(["a", "b"], Assert.IsType<Committee>(PotentialGrammar.Parse("committee(a, b)", Letters)).Members.Select(m => m.Name));

    sealed class FileKind : IPotentialKind
    {
        public string Name => "fake model file";

        public string Usage => "FILE";

        public bool Claims(PotentialName name) => name.Head.StartsWith("fake model"u8);

        public IPotential Open(PotentialName name) => new FakeKind("").Open(name);
    }

    [Fact]
    public void A_sum_covers_what_all_cover_and_reaches_as_far_as_the_farthest()
    {
        var sum = PotentialGrammar.Parse("a + a:x", new PotentialCatalogue([new FakeKind("a")]));
        Assert.Null(sum.Cutoff);
        Assert.True(sum.Covers(new Element(6)));
        Assert.False(sum.Covers(new Element(14)));
        Assert.Equal(5, PotentialGrammar.Parse("a - 2 * a", Letters).Cutoff);
    }
}
