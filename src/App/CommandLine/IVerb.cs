using System.CommandLine;

namespace Athanor.App;

/// <summary>One verb of the command line. A new one is a class like this and a line in <see cref="VerbList"/>.</summary>
interface IVerb
{
    string Name { get; }

    /// <summary>What it does, in half a sentence.</summary>
    string Summary { get; }

    /// <summary>Command lines that work, shown under its help.</summary>
    IReadOnlyList<string> Examples { get; }

    /// <summary>What an option may name, where that wants a line each; listed in the help. Null for nothing.</summary>
    HelpTable? Choices => null;

    /// <summary>Arguments in their order, then options; those of <see cref="Shared"/> that it honours among them. An option that is not here is refused.</summary>
    IEnumerable<Symbol> Symbols { get; }

    /// <exception cref="Exception">Anything: <see cref="Failure"/> turns it into a sentence and an exit code.</exception>
    ExitCode Run(Call call);
}
