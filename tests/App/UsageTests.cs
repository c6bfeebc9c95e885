namespace Athanor.App.Tests;

public sealed class UsageTests : IDisposable
{
    readonly Program _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public void Help_lists_every_verb()
    {
        var help = _program.Run("--help").MustEndWith(0).Output;
        foreach (var verb in VerbList.All)
            Assert.Contains($"\n  {verb.Name} ", help, StringComparison.Ordinal);
    }

    [Fact]
    public void Help_of_a_verb_ends_with_examples()
    {
        var help = _program.Run("evaluate", "--help").MustEndWith(0).Output;
        Assert.Contains("Examples:\n  athanor evaluate ", help, StringComparison.Ordinal);
        Assert.Contains("--precision <double|single>", help, StringComparison.Ordinal);
    }

    [Fact]
    public void Help_lists_what_can_be_trained()
    {
        var help = _program.Run("train", "--help").MustEndWith(0).Output;
        Assert.Contains("\nPresets:\n", help, StringComparison.Ordinal);
        foreach (var preset in Learning.TrainingPresets.All)
            Assert.Matches($"\n  {preset.Name} +{System.Text.RegularExpressions.Regex.Escape(preset.Summary)}\n", help);
    }

    [Fact]
    public void Version_is_one_line() =>
        Assert.Matches(@"^athanor \d+\.\d+\.\d+( \([0-9a-f]{7}\))?\n$", _program.Run("--version").MustEndWith(0).Output);

    [Fact]
    public void No_verb_is_a_mistake() => _program.Run().MustEndWith(2).MustComplain("inspect", "evaluate");

    [Fact]
    public void An_unknown_verb_is_named() => _program.Run("evalute", "lj", "a.xyz").MustEndWith(2).MustComplain("'evalute'", "evaluate");

    [Fact]
    public void An_option_of_another_verb_is_refused() => _program.Run("inspect", "a.xyz", "--precision", "single").MustEndWith(2).MustComplain("'inspect'", "--precision");

    [Fact]
    public void A_missing_argument_is_a_mistake() => _program.Run("inspect").MustEndWith(2).MustComplain("inspect --help");

    [Fact]
    public void A_number_of_threads_that_is_none_is_a_mistake() => _program.Run("inspect", "a.xyz", "--threads", "0").MustEndWith(2).MustComplain("--threads");

    [Fact]
    public void Every_verb_declares_its_own_symbols_once()
    {
        foreach (var verb in VerbList.All)
        {
            var names = verb.Symbols.Select(s => s.Name).ToArray();
            Assert.Equal(names.Distinct(), names);
            Assert.All(verb.Examples, e => Assert.StartsWith(verb.Name + " ", e + " ", StringComparison.Ordinal));
        }
    }
}
