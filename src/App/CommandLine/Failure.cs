using Athanor.Atoms;

namespace Athanor.App;

/// <summary>Whatever went wrong, as a sentence on stderr and an exit code. <c>ATHANOR_TRACE=1</c> prints where in the program it happened.</summary>
static class Failure
{
    public const string Variable = "ATHANOR_TRACE";

    public static ExitCode Report(Exception error, Screen output)
    {
        error = Unwrapped(error);
        var (code, sentence) = Explain(error);
        output.Problem(sentence);
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } and not "0")
            output.Trace(error.ToString());
        return code;
    }

    static (ExitCode Code, string Sentence) Explain(Exception error) => error switch
    {
        UsageException => (ExitCode.Usage, error.Message),
        AtomsException => (ExitCode.Refused, error.Message),
        OperationCanceledException => (ExitCode.Interrupted, "interrupted."),
        OutOfMemoryException => (ExitCode.Refused, "The memory of this machine is not enough for it. Take fewer or smaller structures at once, or a machine with more."),
        IOException or UnauthorizedAccessException => (ExitCode.Refused, $"Reading or writing failed: {error.Message.TrimEnd('.')}."),
        _ => (ExitCode.Defect, Defect(error)),
    };

    static string Defect(Exception error)
    {
        var place = error.StackTrace?.Split('\n').FirstOrDefault(l => l.Contains("Athanor.", StringComparison.Ordinal))?.Trim();
        return $"This is a mistake in the program, not in what you did: {error.GetType().Name}: {error.Message.TrimEnd('.')}{(place is null ? "" : " " + place)}. " +
            $"Please report it, with the command and the lines that {Variable}=1 prints in addition.";
    }

    static Exception Unwrapped(Exception error)
    {
        while (error is AggregateException or System.Reflection.TargetInvocationException or TypeInitializationException && error.InnerException is { } inner)
            error = inner;
        return error;
    }
}
