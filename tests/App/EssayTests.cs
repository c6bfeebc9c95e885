using System.Text.RegularExpressions;

namespace Athanor.App.Tests;

public sealed partial class EssayTests : IDisposable
{
    readonly Program _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public void Every_command_of_the_essay_runs()
    {
        var essay = File.ReadAllText(Path.Combine(SharedData.Repository, "docs", "command-line.md"));
        foreach (var file in (string[])["silicon.poscar", "nitrogen.xyz", "hollow.xyz", "next-hollow.xyz"])
            File.Copy(Path.Combine(SharedData.Repository, "examples", file), _program.PathOf(file));
        var commands = Block().Matches(essay).SelectMany(m => m.Groups[1].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries)).ToArray();
        foreach (var command in commands)
        {
            var words = Word().Matches(command).Select(m => m.Value.Trim('"')).ToArray();
            Assert.Equal("athanor", words[0]);
            _program.Run(words[1..]).MustEndWith(0);
        }
        var shown = commands.Select(c => c.Split(' ')[1]).ToHashSet();
        Assert.Empty(Told.Except(shown));
    }

    /// <summary>What learns has essays of its own.</summary>
    static readonly string[] Told = ["relax", "path", "saddle", "rate", "vibrations", "virial", "phonons", "conductivity", "elastic", "eos", "vacancy", "md", "pimd", "isotopes", "tunnelling", "analyze", "umbrella", "reweigh", "metadynamics", "evaluate", "label", "inspect", "models", "export", "audit", "fingerprint", "serve", "studio", "ion", "scaling", "doctor"];

    [GeneratedRegex("```sh\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("\"[^\"]*\"|\\S+")]
    private static partial Regex Word();
}
