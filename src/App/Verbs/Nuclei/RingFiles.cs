using System.CommandLine;
using Athanor.Atoms;
using Athanor.Simulation;

namespace Athanor.App;

/// <summary>The files of a path-integral run: centroids, beads, restart.</summary>
sealed class RingFiles
{
    readonly Option<string?> _trajectory = new("--trajectory") { HelpName = "file.xyz", Description = "Write the centroids every so many steps" };
    readonly Option<string?> _beads = new("--bead-trajectory") { HelpName = "file.xyz", Description = "Write every bead every so many steps, with energy and forces" };
    readonly Option<int> _every = new("--every") { HelpName = "steps", Description = "Steps between two frames", DefaultValueFactory = _ => 100 };
    readonly Option<string?> _restart = new("--restart") { HelpName = "file", Description = "Keep here what it takes to go on with the same bits; beside the trajectory where not said" };
    readonly Option<bool> _resume = new("--resume") { Description = "Go on from the restart file" };

    public IEnumerable<Option> All => [_trajectory, _beads, _every, _restart, _resume];

    public bool Resumes(Call call) => call.Get(_resume);

    public bool AnyGiven(Call call) => All.Any(call.Has);

    public string? RestartPath(Call call) => call.Get(_restart)
        ?? (call.Get(_trajectory) ?? call.Get(_beads)) switch { { } path => Path.ChangeExtension(path, ".restart"), null => null };

    public string GuardFrame(Call call, string structure) => Path.ChangeExtension(call.Get(_trajectory) ?? call.Get(_beads) ?? Path.GetFileName(structure), null) + ".stopped.xyz";

    /// <summary>Refuses before any work what would be lost.</summary>
    public void Check(Call call)
    {
        if (call.Get(_every) < 1)
            throw new UsageException("--every is a number of steps from 1 up.");
        var restart = RestartPath(call);
        if (Resumes(call))
        {
            if (restart is null)
                throw new UsageException("--resume needs to know from what: name the run's --restart file, or its --trajectory.");
            if (!File.Exists(restart))
                throw new AtomsException($"There is no restart file {restart} to go on from; leave out --resume to begin the run.");
            return;
        }
        if (restart is not null && File.Exists(restart) && !call.Force)
            throw new AtomsException($"{restart} exists: --resume goes on with that run, --force begins anew.");
        call.RefuseIfUnwritable(restart);
        call.RefuseIfUnwritable(call.Get(_trajectory));
        call.RefuseIfUnwritable(call.Get(_beads));
    }

    /// <summary>Opens the files, the restart last: it notes the lengths of the others.</summary>
    public void Attach(Call call, PathIntegralDynamics dynamics)
    {
        var overwrite = call.Force || Resumes(call);
        if (call.Get(_trajectory) is { } trajectory)
            dynamics.Attach(new RingTrajectory(trajectory, call.Get(_every), beads: false, overwrite));
        if (call.Get(_beads) is { } beads)
            dynamics.Attach(new RingTrajectory(beads, call.Get(_every), beads: true, overwrite));
        if (RestartPath(call) is { } restart)
            dynamics.Attach(new RingRestartWriter(restart, 1000));
    }
}
