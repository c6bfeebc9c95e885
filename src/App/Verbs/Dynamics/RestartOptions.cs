using System.CommandLine;
using Athanor.Atoms;

namespace Athanor.App;

/// <summary>Where a run keeps what it takes to go on with the same bits, and whether it goes on from there.</summary>
/// <param name="beside">What it is kept beside where not said: "the trajectory".</param>
/// <param name="named">The options that say from what to go on: "--restart file, or its --trajectory".</param>
sealed class RestartOptions(string beside, string named)
{
    public Option<string?> File { get; } = new("--restart") { HelpName = "file", Description = $"Keep here what it takes to go on with the same bits; beside {beside} where not said" };

    public Option<bool> Resume { get; } = new("--resume") { Description = "Go on from the restart file" };

    public bool Resumes(Call call) => call.Get(Resume);

    /// <param name="neighbour">The run's first file; null where it writes none.</param>
    public string? PathOf(Call call, string? neighbour) => call.Get(File) ?? (neighbour is null ? null : WithoutSuffix(neighbour) + ".restart");

    /// <summary>Refuses before any work what would be lost.</summary>
    /// <returns>Whether the run goes on.</returns>
    /// <exception cref="AtomsException">The file exists, or is to be resumed and does not.</exception>
    public bool Check(Call call, string? restart)
    {
        if (Resumes(call))
        {
            if (restart is null)
                throw new UsageException($"--resume needs to know from what: name the run's {named}.");
            if (!System.IO.File.Exists(restart))
                throw new AtomsException($"There is no restart file {restart} to go on from; leave out --resume to begin the run.");
            return true;
        }
        if (restart is not null && System.IO.File.Exists(restart) && !call.Force)
            throw new AtomsException($"{restart} exists: --resume goes on with that run, --force begins anew.");
        call.RefuseIfUnwritable(restart);
        return false;
    }

    /// <summary>Where the guard puts a frame: beside the files of the run, named after them, or after the structure.</summary>
    public static string GuardFrame(string? neighbour, string structure) => WithoutSuffix(neighbour ?? Path.GetFileName(structure)) + ".stopped.xyz";

    static string WithoutSuffix(string path)
    {
        var name = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        return Path.HasExtension(name) ? Path.ChangeExtension(name, null) : name;
    }
}
