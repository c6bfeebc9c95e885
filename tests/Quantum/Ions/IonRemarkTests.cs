namespace Athanor.Quantum.Tests;

public sealed class IonRemarkTests
{
    [Theory]
    [InlineData("Sm3+", "3.4 of Eu3+")]
    [InlineData("Eu3+", "occupied at room temperature")]
    [InlineData("Nd3+", "4f lies inside")]
    [InlineData("Fe2+", "quench")]
    [InlineData("Ru3+", "neither moment")]
    [InlineData("U4+", "5f feels")]
    [InlineData("V+", "[Ar] 3d3 4s1")]
    [InlineData("Th3+", "[Rn] 6d1")]
    [InlineData("Ce", "3H4")]
    [InlineData("Ce+", "4I9/2")]
    [InlineData("O2-", "in crystals")]
    [InlineData("Rf", "Beyond Lr")]
    [InlineData("Hg40+", "a guess")]
    public void An_ion_says_what_its_numbers_do_not(string ion, string words) =>
        Assert.Contains(words, string.Join(' ', Ion.Parse(ion).Remarks), StringComparison.Ordinal);

    [Theory]
    [InlineData("Fe3+")]
    [InlineData("Fe")]
    [InlineData("Cl-")]
    [InlineData("Na+")]
    [InlineData("W6+")]
    public void Where_there_is_nothing_to_say_nothing_is_said(string ion) => Assert.Empty(Ion.Parse(ion).Remarks);

    [Fact]
    public void The_source_is_told()
    {
        Assert.Equal(ConfigurationSource.Measured, Ion.Parse("Fe").Source);
        Assert.Equal(ConfigurationSource.Measured, Ion.Parse("V+").Source);
        Assert.Equal(ConfigurationSource.Rule, Ion.Parse("Fe3+").Source);
        Assert.Equal(ConfigurationSource.Predicted, Ion.Parse("Rf").Source);
    }
}
