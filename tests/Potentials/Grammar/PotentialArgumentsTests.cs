namespace Athanor.Potentials.Tests;

public sealed class PotentialArgumentsTests
{
    static PotentialArguments Read(string text) => new(new PotentialName(text));

    [Fact]
    public void Values_are_found_by_their_keys_and_case_matters()
    {
        var arguments = Read("lj:epsilon=1e-2,shift,label=x=y,A=1,a=2");
        Assert.Equal(0.01, arguments.Positive("epsilon"));
        Assert.True(arguments.Flag("shift"));
        Assert.Equal("x=y", arguments.Text("label"));
        Assert.Null(arguments.Number("sigma"));
        Assert.Equal(2, arguments.Number("a"));
        Assert.Contains("does not know 'A'. Did you mean 'a'?", Assert.Throws<PotentialGrammarException>(arguments.Finish).Message);
        Assert.Equal(1, arguments.Number("A"));
        arguments.Finish();
    }

    [Theory]
    [InlineData("lj:epsilon=abc", "'abc' is not a number", 3, 11)]
    [InlineData("lj:epsilon=-1", "must be above zero", 3, 10)]
    [InlineData("lj:shift=1,epsilon=1", "stands by itself", 3, 7)]
    [InlineData("lj:epsilon", "wants a value", 3, 7)]
    [InlineData("lj:epsilom=1", "Did you mean 'epsilon'? It takes epsilon, shift.", 3, 9)]
    [InlineData("lj:epsilon=1,epsilon=2", "given twice", 13, 9)]
    [InlineData("lj:epsilon=1,,shift", "missing here", 13, 1)]
    [InlineData("lj:", "missing here", 2, 1)]
    public void Mistakes_are_pointed_at(string text, string says, int start, int length)
    {
        var error = Assert.Throws<PotentialGrammarException>(() =>
        {
            var arguments = Read(text);
            arguments.Positive("epsilon");
            arguments.Flag("shift");
            arguments.Finish();
        });
        Assert.Contains(says, error.Message);
        Assert.Equal((start, length), (error.Start, error.Length));
    }
}
