using System.CommandLine;

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

    [Theory]
    [InlineData("umbrella lj n2.xyz --variable distance(1,2) --from 1 --to 2 --temperature -5", "--temperature", "-5")]
    [InlineData("umbrella lj n2.xyz --variable distance(1,2) --from 1 --to 1 --temperature 300", "--from", "not 1 and 1")]
    [InlineData("umbrella lj n2.xyz --variable distance(1,2) --from NaN --to 1 --temperature 300", "--from", "NaN")]
    [InlineData("umbrella lj n2.xyz --variable distance(1,2) --from 1 --to 2 --temperature 300 --windows 0", "--windows", "from 2 to 10000, not 0")]
    [InlineData("umbrella lj n2.xyz --variable distance(1,2) --from 1 --to 2 --temperature 300 --most-windows 1", "--most-windows", "from 12 up, not 1")]
    [InlineData("umbrella lj n2.xyz --variable distance(1,2) --from 1 --to 2 --temperature 300 --stiffness 0", "--stiffness", "not 0")]
    [InlineData("umbrella lj n2.xyz --variable distance(1,2) --from 1 --to 2 --temperature 300 --time-ps 0", "--time-ps 0", "at least 20 steps, not 0")]
    [InlineData("umbrella lj n2.xyz --variable distance(1,2) --from 1 --to 2 --temperature 300 --every 0", "--every", "not 0")]
    [InlineData("umbrella lj n2.xyz --variable distance(1,2) --from 1 --to 2 --temperature 300 --relaxation-time NaN", "--relaxation-time", "NaN")]
    [InlineData("umbrella lj n2.xyz --variable distance(1,2) --from 1 --to 2 --temperature 300 --profile-from 6 --profile-to 4", "--profile-from 6", "--profile-to 4")]
    [InlineData("umbrella lj n2.xyz --variable distance(1,2) --from 1 --to 2 --temperature 300 --rate --rate-relaxation-time NaN", "--rate-relaxation-time", "NaN")]
    [InlineData("umbrella lj n2.xyz --variable distance(1,2) --from 1 --to 2 --temperature 300 --guard-force -1", "--guard-force", "-1")]
    [InlineData("metadynamics lj n2.xyz --variable distance(1,2) --from 2 --to 1 --temperature 300", "--from", "the second the larger")]
    [InlineData("metadynamics lj n2.xyz --variable distance(1,2) --from 1 --to 2 --temperature NaN", "--temperature", "NaN")]
    [InlineData("metadynamics lj n2.xyz --variable distance(1,2) --from 1 --to 2 --temperature 300 --height 0", "--height", "not 0")]
    [InlineData("metadynamics lj n2.xyz --variable distance(1,2) --from 1 --to 2 --temperature 300 --bias-factor 1", "--bias-factor", "above 1, not 1")]
    [InlineData("metadynamics lj n2.xyz --variable distance(1,2) --from 1 --to 2 --temperature 300 --pace 0", "--pace", "not 0")]
    [InlineData("metadynamics lj n2.xyz --variable distance(1,2) --from 1 --to 2 --temperature 300 --discard 1", "--discard", "not 1")]
    [InlineData("metadynamics lj n2.xyz --variable distance(1,2) --from 1 --to 2 --temperature 300 --width 1e-300", "--width", "0.001 to 1")]
    [InlineData("reweigh n2.xyz --discard 1", "--discard", "not 1")]
    [InlineData("saddle lj n2.xyz --max-force NaN", "--max-force", "NaN")]
    [InlineData("virial lj --pair N-N --temperature 1e300", "--temperature", "from 0.001 to 1000000")]
    [InlineData("tunnelling --barrier -1 --frequency 1000", "--barrier", "-1")]
    [InlineData("tunnelling --barrier 0.4 --frequency 0", "--frequency", "not 0")]
    [InlineData("pimd lj n2.xyz --timestep 0", "--timestep", "not 0")]
    [InlineData("pimd lj n2.xyz --timestep 1e9", "--timestep", "up to 1000, not 1000000000")]
    [InlineData("pimd lj n2.xyz --steps 0", "--steps 0", "at least 1 steps")]
    [InlineData("pimd lj n2.xyz --steps 10 --time-ps 1", "--steps and --time-ps", "one of them")]
    [InlineData("isotopes lj n2.xyz --heavy N=15 --path-integral --time-ps 1e-3", "--time-ps 0.001 in steps of 0.5 fs", "not 2")]
    [InlineData("umbrella lj n2.xyz --variable distance(1,2) --from 1 --to 2 --temperature 300 --equilibration -1", "--equilibration", "-1")]
    [InlineData("pimd lj n2.xyz --temperature Infinity", "--temperature", "Infinity")]
    [InlineData("pimd lj n2.xyz --beads 4 --contract 2 --baseline lj", "--contract", "not 2")]
    [InlineData("isotopes lj n2.xyz --heavy N=15 --temperature Infinity", "--temperature", "Infinity")]
    [InlineData("isotopes lj n2.xyz --heavy N=15 --path-integral --guard-contact NaN", "--guard-contact", "NaN")]
    [InlineData("conductivity lj n2.xyz --method green-kubo --timestep -1", "--timestep", "-1")]
    [InlineData("conductivity lj n2.xyz --method green-kubo --runs 0", "--runs", "not 0")]
    [InlineData("conductivity lj n2.xyz --method green-kubo --steps 100", "100 steps", "2048 steps")]
    [InlineData("conductivity lj n2.xyz --method green-kubo --cut-frequency NaN", "--cut-frequency", "NaN")]
    [InlineData("phonons lj n2.xyz --max-force Infinity", "--max-force", "Infinity")]
    [InlineData("phonons lj n2.xyz --supercell 1e9,1,1", "--supercell", "1,000,000,000")]
    [InlineData("elastic lj n2.xyz --pressure NaN", "--pressure", "NaN")]
    [InlineData("rate lj n2.xyz --degeneracy -1", "--degeneracy", "-1")]
    [InlineData("virial lj --quantum 3", "--quantum", "not 3")]
    [InlineData("analyze n2.xyz --correlation-ps Infinity", "--correlation-ps", "Infinity")]
    [InlineData("analyze n2.xyz --fit-ps 20:5", "--fit-ps", "20:5")]
    public void A_number_that_cannot_be_meant_is_a_mistake_in_the_command(string line, params string[] words)
    {
        var structure = _program.Write("n2.xyz", "2\nProperties=species:S:1:pos:R:3\nN 0 0 0\nN 0 0 1.3\n");
        string[] args = [.. line.Split(' ').Select(w => w == "lj" ? "lj:epsilon=0.01,sigma=1.2,cutoff=4" : w == structure ? _program.PathOf(structure) : w)];
        // In this process, so that many cost little; that this exception ends with the code of a usage error is seen in the tests of other verbs.
        var verb = VerbList.All.Single(v => v.Name == args[0]);
        var command = new Command(verb.Name);
        foreach (var symbol in verb.Symbols.Append(Shared.Threads).Append(Shared.Json).Distinct())
        {
            if (symbol is Argument argument)
                command.Add(argument);
            else
                command.Add((Option)symbol);
        }
        var parsed = command.Parse(args[1..]);
        Assert.Empty(parsed.Errors);
        using var call = new Call(parsed, args, new Screen(TextWriter.Null, TextWriter.Null, json: false), TestContext.Current.CancellationToken);
        var mistake = Assert.Throws<UsageException>(() => verb.Run(call));
        Assert.All(words, w => Assert.Contains(w, mistake.Message, StringComparison.Ordinal));
    }
}
