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
    readonly RestartOptions _restart = new("the trajectory or the output", "--restart file, or its --trajectory or -o");
    readonly Option<int> _restartEvery = new("--restart-every") { HelpName = "steps", Description = "Steps between two restarts", DefaultValueFactory = _ => 1000 };

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

    public IEnumerable<Option> All => [_trajectory, _log, _every, _restart.File, _restartEvery, _restart.Resume];

    public bool Resumes(Call call) => _restart.Resumes(call);

    public string? RestartPath(Call call) => _restart.PathOf(call, First(call));

    public string GuardFrame(Call call, string structure) => RestartOptions.GuardFrame(First(call), structure);

    string? First(Call call) => call.Get(_trajectory) ?? call.OutputPath ?? call.Get(_log);

    /// <summary>Refuses before any work what would be lost.</summary>
    /// <exception cref="AtomsException">A file exists, or the restart that is to be resumed does not.</exception>
    public void Check(Call call)
    {
        if (call.OutputPath is { } output)
            StructureFiles.RefuseUnknownFormat(output);
        if (_restart.Check(call, RestartPath(call)))
            return;
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
}
