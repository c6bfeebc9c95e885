using Athanor.Atoms;

namespace Athanor.Quantum.Tests;

public sealed class IonSpellingTests
{
    [Theory]
    [InlineData("Fe3+", "Fe+3", "Fe^3+", "Fe^{3+}", "Fe³⁺", "Fe(III)", "FeIII", "Fe III", "Fe 3+", "Fe(3+)", "Fe+++", "fe3+", "Fe(iii)")]
    [InlineData("O2-", "O-2", "O^2-", "O²⁻", "O--", "O−2", "O(-II)", "o 2-")]
    [InlineData("Na+", "Na1+", "Na+1", "Na⁺", "Na(I)", "NaI")]
    [InlineData("Fe", "fe", "Fe0", "Fe(0)", "Fe0+")]
    [InlineData("V4+", "VIV", "V(IV)")]
    [InlineData("Os8+", "Os(VIII)")]
    public void All_spellings_are_the_same_ion(string name, params string[] spellings) =>
        Assert.All(spellings.Prepend(name), spelling => Assert.Equal(name, Ion.Parse(spelling).Name));

    [Theory]
    [InlineData("Xx3+", "'Xx'")]
    [InlineData("Iron", "'Iron'")]
    [InlineData("NaCl", "'NaCl'")]
    [InlineData("CO2+", "write Co")]
    [InlineData("NI", "write Ni, or N+")]
    [InlineData("Fe3", "no sign", "Fe3+")]
    [InlineData("Fe+3+", "'+3+'")]
    [InlineData("Fe3+x", "'3+x'")]
    [InlineData("Fe(IIII)", "'(IIII)'")]
    [InlineData("Fe99999+", "'99999+'")]
    [InlineData("Fe()", "'()'")]
    [InlineData("3+", "begins with no symbol")]
    [InlineData("", "begins with no symbol")]
    [InlineData("Fé3+", "'é3+'")]
    public void What_is_no_ion_is_answered_with_a_sentence(string text, params string[] words)
    {
        var error = Assert.Throws<AtomsException>(() => Ion.Parse(text));
        Assert.All(words, word => Assert.Contains(word, error.Message, StringComparison.Ordinal));
    }
}
