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
    readonly RestartOptions _restart = new("the trajectory", "--restart file, or its --trajectory");

    public IEnumerable<Option> All => [_trajectory, _beads, _every, _restart.File, _restart.Resume];

    public bool Resumes(Call call) => _restart.Resumes(call);

    public bool AnyGiven(Call call) => All.Any(call.Has);

    public string? RestartPath(Call call) => _restart.PathOf(call, First(call));

    public string GuardFrame(Call call, string structure) => RestartOptions.GuardFrame(First(call), structure);

    string? First(Call call) => call.Get(_trajectory) ?? call.Get(_beads);

    /// <summary>Refuses before any work what would be lost.</summary>
    public void Check(Call call)
    {
        if (call.Get(_every) < 1)
            throw new UsageException("--every is a number of steps from 1 up.");
        if (_restart.Check(call, RestartPath(call)))
            return;
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
