using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Quantum.Programs;

/// <summary>An answer of a program that has passed every question.</summary>
/// <param name="Energy">eV.</param>
/// <param name="Forces">eV/Å, one per atom; null where they were not asked for.</param>
sealed record ProgramAnswer(double Energy, Vec3[]? Forces);

/// <summary>What is particular to one program; <see cref="ProgramEvaluator"/> does what is the same for all.</summary>
abstract class ExternalProgram
{
    /// <summary>As it is called in a terminal.</summary>
    public abstract string Command { get; }

    /// <summary>As it is written in the potential grammar, method included: "xtb:gfn2".</summary>
    public abstract string Title { get; }

    /// <summary>What it computes, in half a sentence, for the card.</summary>
    public abstract string Method { get; }

    /// <summary>What a user types to have it.</summary>
    public abstract string Installation { get; }

    /// <summary>How long one structure may take where nobody says.</summary>
    public abstract TimeSpan Limit { get; }

    /// <summary>What its thresholds and the digits of its answer leave in forces, eV/Å.</summary>
    public virtual double ForceNoise => 1e-6;

    public abstract bool Covers(Element element);

    /// <summary>Writes its input into an empty folder and says with which arguments it is called there.</summary>
    /// <param name="memory">Bytes that it may take, where it can be told.</param>
    /// <exception cref="PotentialException">It cannot do what is asked.</exception>
    public abstract IReadOnlyList<string> Prepare(string folder, ProgramMolecule molecule, bool forces, long memory);

    /// <summary>Reads the answer. That the program ended in time has been seen to; everything else it says is doubted here.</summary>
    /// <exception cref="PotentialException">It failed, or what it left does not agree with what it was asked.</exception>
    public abstract ProgramAnswer Read(string folder, ProgramOutcome outcome, ProgramMolecule molecule, bool forces);

    /// <summary>A failure whose reason nobody recognised, with the last words of the program.</summary>
    protected PotentialException Unrecognised(ProgramOutcome outcome)
    {
        var said = LastLine(outcome.Error) ?? LastLine(outcome.Output);
        var signal = outcome.ExitCode > 128 ? $" (signal {outcome.ExitCode - 128})" : "";
        return new PotentialException($"{Command} failed with exit code {outcome.ExitCode}{signal}{(said is null ? " and said nothing" : $"; its last words: {said}")}");
    }

    static string? LastLine(string text)
    {
        var line = text.Split('\n').Select(l => l.Trim()).LastOrDefault(l => l.Any(char.IsLetterOrDigit));
        return line is { Length: > 200 } ? line[..200] + " …" : line;
    }

    /// <summary>The text of a file that the program left.</summary>
    /// <exception cref="PotentialException">It is not there, or absurdly large.</exception>
    protected string FileText(string folder, string name)
    {
        var file = new FileInfo(Path.Combine(folder, name));
        if (!file.Exists)
            throw new PotentialException($"{Command} ended without a complaint but left no file '{name}'; its answer is not taken.");
        if (file.Length > 1 << 28)
            throw new PotentialException($"{Command} left a file '{name}' of {file.Length >> 20} MB, which is no answer.");
        return File.ReadAllText(file.FullName);
    }

    protected PotentialException Garbled(string name) => new($"{Command} ended without a complaint, but its file '{name}' cannot be understood; its answer is not taken.");
}
