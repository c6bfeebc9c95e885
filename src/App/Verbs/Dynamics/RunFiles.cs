using System.CommandLine;
using Athanor.Atoms;
using Athanor.Simulation;

namespace Athanor.App;

/// <summary>
/// The files of a run: trajectory, log, restart, the frame that made the guard stop it. A run that writes anything keeps a restart file, so that Ctrl-C
/// loses nothing.
/// </summary>
sealed class RunFiles
{
    readonly Option<string?> _trajectory = new("--trajectory") { HelpName = "file.xyz", Description = "Write every so many steps, with velocities, energy and forces" };
    readonly Option<string?> _log = new("--log") { HelpName = "file", Description = "Write time, energies, temperature and pressure every so many steps" };
    readonly Option<int> _every = new("--every") { HelpName = "steps", Description = "Steps between two frames, and two lines of the log", DefaultValueFactory = _ => 100 };
    readonly Option<string?> _restart = new("--restart")
    {
        HelpName = "file",
        Description = "Keep here what it takes to go on with the same bits; beside the trajectory or the output where not said",
    };

    readonly Option<int> _restartEvery = new("--restart-every") { HelpName = "steps", Description = "Steps between two restarts", DefaultValueFactory = _ => 1000 };
    readonly Option<bool> _resume = new("--resume") { Description = "Go on from the restart file" };

    public RunFiles()
    {
        foreach (var every in new[] { _every, _restartEvery })
        {
            every.Validators.Add(result =>
            {
                if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out var steps) && steps < 1)
                    result.AddError($"{every.Name} is a number of steps from 1 up, not {steps}.");
            });
        }
    }

    public IEnumerable<Option> All => [_trajectory, _log, _every, _restart, _restartEvery, _resume];

    public bool Resumes(Call call) => call.Get(_resume);

    public string? RestartPath(Call call) => call.Get(_restart)
        ?? (call.Get(_trajectory) ?? call.OutputPath ?? call.Get(_log)) switch { { } path => WithoutSuffix(path) + ".restart", null => null };

    /// <summary>Where the guard puts a frame: beside the files of the run, named after them, or after the structure.</summary>
    public string GuardFrame(Call call, string structure) =>
        (call.Get(_trajectory) ?? call.OutputPath ?? call.Get(_log)) is { } path ? WithoutSuffix(path) + ".stopped.xyz" : WithoutSuffix(Path.GetFileName(structure)) + ".stopped.xyz";

    /// <summary>Refuses before any work what would be lost.</summary>
    /// <exception cref="AtomsException">A file exists, or the restart that is to be resumed does not.</exception>
    public void Check(Call call)
    {
        var restart = RestartPath(call);
        if (call.OutputPath is { } output)
            StructureFiles.RefuseUnknownFormat(output);
        if (Resumes(call))
        {
            if (restart is null)
                throw new UsageException("--resume needs to know from what: name the run's --restart file, or its --trajectory or -o.");
            if (!File.Exists(restart))
                throw new AtomsException($"There is no restart file {restart} to go on from; leave out --resume to begin the run.");
            return;
        }
        if (restart is not null && File.Exists(restart) && !call.Force)
            throw new AtomsException($"{restart} exists: --resume goes on with that run, --force begins anew.");
        call.RefuseIfUnwritable(restart);
        call.RefuseIfUnwritable(call.Get(_trajectory));
        call.RefuseIfUnwritable(call.Get(_log));
    }

    /// <summary>Opens the files, the restart last: it notes the lengths of the others.</summary>
    public void Attach(Call call, MolecularDynamics dynamics, RunUncertainty? uncertainty)
    {
        var overwrite = call.Force || Resumes(call);
        if (call.Get(_trajectory) is { } trajectory)
            dynamics.Attach(new Trajectory(trajectory, call.Get(_every), overwrite));
        if (call.Get(_log) is { } log)
            dynamics.Attach(new RunLog(log, call.Get(_every), overwrite) { Uncertainty = uncertainty is null ? null : uncertainty.At });
        if (RestartPath(call) is { } restart)
            dynamics.Attach(new RestartWriter(restart, call.Get(_restartEvery)));
    }

    static string WithoutSuffix(string path)
    {
        var name = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        return Path.HasExtension(name) ? Path.ChangeExtension(name, null) : name;
    }
}
