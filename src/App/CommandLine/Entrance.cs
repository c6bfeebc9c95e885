using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Reflection;

namespace Athanor.App;

/// <summary>From arguments to an exit code: parses, runs the verb, and turns whatever goes wrong into a sentence.</summary>
static class Entrance
{
    /// <summary>Name and version, with the revision it was built from where that is known: "athanor 0.1.0 (a7b77f1)".</summary>
    public static string ProgramName { get; } = NameAndVersion();

    public static ExitCode Run(string[] args)
    {
        using var interruption = new Interruption();
        var output = Screen.Standard(args.Contains(Shared.Json.Name));
        try
        {
            var root = Declare((verb, parsed) =>
            {
                using var call = new Call(parsed, args, output, interruption.Token);
                return verb.Run(call);
            });
            var parsed = root.Parse(args);
            if (parsed.Action is not (HelpWithExamples or ShowVersion) && (parsed.Errors.Count > 0 || StrayOption(parsed) is not null))
                return Misused(parsed, output);
            var code = parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
            output.Flush();
            return (ExitCode)code;
        }
        // The one place where everything is caught: nobody above would say it in a sentence.
        catch (Exception e)
        {
            return Failure.Report(e, output);
        }
    }

    static RootCommand Declare(Func<IVerb, ParseResult, ExitCode> run)
    {
        var root = new RootCommand("Learns interatomic potentials from reference data, and runs simulations on them.");
        foreach (var verb in VerbList.All)
        {
            var command = new Command(verb.Name, verb.Summary);
            foreach (var symbol in verb.Symbols.Append(Shared.Threads).Append(Shared.Json).Distinct())
            {
                if (symbol is Argument argument)
                    command.Add(argument);
                else
                    command.Add((Option)symbol);
            }
            command.SetAction(parsed => (int)run(verb, parsed));
            root.Add(command);
        }
        root.Options.OfType<VersionOption>().Single().Action = new ShowVersion();
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((HelpAction)help.Action!);
        return root;
    }

    static string NameAndVersion()
    {
        var version = typeof(Entrance).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+') ?? ["unknown"];
        return version.Length < 2 ? $"athanor {version[0]}" : $"athanor {version[0]} ({version[1][..Math.Min(7, version[1].Length)]})";
    }

    /// <summary>An option that the verb does not have is read as an argument where a name is expected.</summary>
    static string? StrayOption(ParseResult parsed) =>
        parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(a => a.Tokens).Select(t => t.Value)
            .Concat(parsed.UnmatchedTokens).FirstOrDefault(t => t.StartsWith("--", StringComparison.Ordinal));

    static ExitCode Misused(ParseResult parsed, Screen output)
    {
        var verb = parsed.CommandResult.Command;
        var isRoot = verb is RootCommand;
        if (isRoot && parsed.Tokens.Count == 0)
        {
            output.Problem("Say what to do: one of " + string.Join(", ", VerbList.All.Select(v => v.Name)) + ". 'athanor --help' explains them.");
            return ExitCode.Usage;
        }
        if (StrayOption(parsed) is { } option)
        {
            output.Problem($"{(isRoot ? "There is no option" : $"'{verb.Name}' has no option")} {option}. See 'athanor {(isRoot ? "" : verb.Name + " ")}--help'.");
            return ExitCode.Usage;
        }
        var unknown = isRoot ? parsed.UnmatchedTokens.FirstOrDefault(t => !t.StartsWith('-')) : null;
        var message = unknown is null
            ? Plain(parsed.Errors[0].Message)
            : $"There is no verb '{unknown}'. The verbs are {string.Join(", ", VerbList.All.Select(v => v.Name))}.";
        output.Problem($"{message.TrimEnd()} See 'athanor {(isRoot ? "" : verb.Name + " ")}--help'.");
        return ExitCode.Usage;
    }

    /// <summary>What a value should have been, in words in place of the names of types.</summary>
    static string Plain(string message)
    {
        foreach (var (kind, types) in new (string, string[])[] { ("a number", ["System.Double"]), ("a whole number", ["System.Int32", "System.Int64", "System.UInt64"]) })
        {
            foreach (var type in types)
                message = message.Replace($"expected type 'System.Nullable`1[{type}]'", kind, StringComparison.Ordinal).Replace($"expected type '{type}'", kind, StringComparison.Ordinal);
        }
        return message;
    }

    sealed class ShowVersion : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            parseResult.InvocationConfiguration.Output.WriteLine(ProgramName);
            return 0;
        }
    }

    /// <summary>The usual help, with examples that can be copied.</summary>
    sealed class HelpWithExamples(HelpAction usual) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            var result = usual.Invoke(parseResult);
            var verb = VerbList.All.FirstOrDefault(v => v.Name == parseResult.CommandResult.Command.Name);
            var output = parseResult.InvocationConfiguration.Output;
            if (verb is not null)
            {
                if (verb.Choices is { } choices)
                    output.WriteLine($"{choices.Heading}:\n{choices.ToText()}\n");
                output.WriteLine("Examples:");
                foreach (var example in verb.Examples)
                    output.WriteLine("  athanor " + example);
                output.WriteLine();
            }
            return result;
        }
    }
}
