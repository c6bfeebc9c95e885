namespace Athanor.App;

/// <summary>How the program ends, as scripts see it.</summary>
enum ExitCode
{
    Done = 0,

    /// <summary>It could not be done; the sentence on stderr says why.</summary>
    Refused = 1,

    /// <summary>The command itself is wrong: an unknown verb or option, a missing argument.</summary>
    Usage = 2,

    /// <summary>It was done, and the answer is no: an audit that found a fault, data that should not be trained on.</summary>
    Verdict = 3,

    /// <summary>A mistake of the program (EX_SOFTWARE of sysexits.h).</summary>
    Defect = 70,

    /// <summary>Ctrl-C or SIGTERM (128 + SIGINT).</summary>
    Interrupted = 130,
}
