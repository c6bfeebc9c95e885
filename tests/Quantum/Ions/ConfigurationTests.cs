using Athanor.Atoms;

namespace Athanor.Quantum.Tests;

public sealed class ConfigurationTests
{
    [Theory]
    [InlineData("1s1", 1)]
    [InlineData("[He] 2s2 2p6", 10)]
    [InlineData("[Ar] 3d5 4s1", 24)]
    [InlineData("[Rn] 5f14 6d10 7s2 7p6", 118)]
    public void What_is_read_is_written(string text, int electrons)
    {
        var configuration = Configuration.Parse(text);
        Assert.Equal(text, configuration.ToString());
        Assert.Equal(electrons, configuration.Electrons);
    }

    [Fact]
    public void The_core_and_the_order_do_not_matter()
    {
        Assert.Equal(Configuration.Parse("[Ar] 3d5 4s1"), Configuration.Parse("4s1 3d5 3p6 3s2 2p6 2s2 1s2"));
        Assert.NotEqual(Configuration.Parse("[Ar] 3d5 4s1"), Configuration.Parse("[Ar] 3d4 4s2"));
        Assert.Equal("[Ne] 3s2 3p6", Configuration.Parse("[Ar]").ToString());
    }

    [Theory]
    [InlineData("[Fe] 4s1", "[Fe]")]
    [InlineData("4s1 [Ar]", "[Ar]")]
    [InlineData("3f1", "3f1")]
    [InlineData("3d11", "3d11")]
    [InlineData("3d0", "3d0")]
    [InlineData("2s1 2s1", "2s1")]
    [InlineData("[Ar] 3p1", "3p1")]
    [InlineData("x", "x")]
    public void What_is_none_is_named(string text, string word) =>
        Assert.Contains($"'{word}'", Assert.Throws<AtomsException>(() => Configuration.Parse(text)).Message, StringComparison.Ordinal);
}
