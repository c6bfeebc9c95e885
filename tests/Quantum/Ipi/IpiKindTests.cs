using Athanor.Potentials;

namespace Athanor.Quantum.Tests;

/// <summary>Programs behind a socket, in the grammar.</summary>
public sealed class IpiKindTests
{
    [Theory]
    [InlineData("ipi:unix:water", null)]
    [InlineData("ipi:water:UNIX", "ipi:unix:water")]
    [InlineData("ipi:localhost:31415", null)]
    [InlineData("ipi:unix:/run/user/1/ipi", null)]
    [InlineData("ipi:unix:water,timeout=5,wait=60", "ipi:unix:water,timeout=5")]
    [InlineData("IPI:unix:water,wait=0.5,timeout=20,box=50,triangular,no-virial", "ipi:unix:water,wait=0.5,timeout=20,box=50,triangular,no-virial")]
    [InlineData("ipi:unix:a - 0.5 * ipi:unix:b", null)]
    public void Names_round_trip(string expression, string? name)
    {
        var potential = Samples.Open(expression);
        Assert.Equal(name ?? expression, potential.Name);
        Assert.Equal(potential.Name, Samples.Open(potential.Name).Name);
    }

    [Theory]
    [InlineData("ipi", "as in 'ipi:unix:water'", "ipi")]
    [InlineData("ipi:unix:", "wants the name", "unix:")]
    [InlineData("ipi:water", "unix:NAME", "water")]
    [InlineData("ipi:localhost:0", "1 to 65535", "localhost:0")]
    [InlineData("ipi:localhost:http", "HOST:PORT", "localhost:http")]
    [InlineData("ipi:unix:water,wiat=3", "Did you mean 'wait'?", "wiat=3")]
    [InlineData("ipi:unix:water,wait=0", "above zero", "wait=0")]
    [InlineData("ipi:unix:water,timeout=1e9", "at most", "timeout=1e9")]
    [InlineData("ipi:unix:an-overlong-name-an-overlong-name-an-overlong-name-an-overlong-name-an-overlong-name-an-overlong-name", "shorter name", null)]
    public void Mistakes_are_pointed_at(string expression, string says, string? piece)
    {
        var error = Assert.Throws<PotentialGrammarException>(() => Samples.Open(expression));
        Assert.Contains(says, error.Message);
        if (piece is not null)
            Assert.Equal(piece, expression.Substring(error.Start, error.Length));
    }

    [Fact]
    public void Nobody_came_is_said_with_what_to_start()
    {
        var address = Samples.FreeName();
        var potential = Samples.Open($"ipi:{address},wait=0.1");
        using var evaluator = potential.Open(EvaluatorOptions.Default);
        var error = Assert.Throws<PotentialException>(() => Samples.Ask(evaluator, Samples.Cluster()));
        Assert.Contains("No client came", error.Message);
        Assert.Contains($"/tmp/ipi_{address[5..]}", error.Message);
        Assert.Contains("athanor serve", error.Message);
        ((IDisposable)potential).Dispose();
        Assert.False(File.Exists($"/tmp/ipi_{address[5..]}"));
    }

    [Fact]
    public void What_a_dead_server_left_behind_is_removed_and_nothing_else_is()
    {
        var address = Samples.FreeName();
        var path = IpiAddress.Parse(address).Path!;
        File.WriteAllText(path, "mine");
        try
        {
            var error = Assert.Throws<PotentialException>(() => Samples.Open($"ipi:{address}").Open(EvaluatorOptions.Default));
            Assert.Contains("cannot listen", error.Message);
            Assert.Equal("mine", File.ReadAllText(path));
            File.WriteAllText(path, "");
            var potential = Samples.Open($"ipi:{address}");
            potential.Open(EvaluatorOptions.Default).Dispose();
            ((IDisposable)potential).Dispose();
            Assert.False(File.Exists(path));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
