using System.CommandLine;
using Athanor.Atoms;
using Athanor.Potentials;
using Athanor.Properties;
using Athanor.Simulation;

namespace Athanor.App;

/// <summary><c>athanor pimd POTENTIAL STRUCTURE</c>: quantum nuclei by path-integral dynamics.</summary>
sealed class PimdVerb : IVerb
{
    const int LargestHarmonic = 40, Readings = 4000, Pictures = 40, LargestShown = 100, MemberLooks = 100;

    readonly StructureChoice _structure = new();
    readonly MassOption _masses = new();
    readonly RingOptions _ring = new();
    readonly RingFiles _files = new();
    readonly GuardOptions _guard = new();
    readonly Option<bool> _noHarmonic = new("--no-harmonic") { Description = "No harmonic vibrations to compare with (structures of more than 40 atoms have none)" };

    public string Name => "pimd";

    public string Summary => "Quantum nuclei by path integrals: energies with zero point, kinetic energies, bonds as beads see them";

    public IReadOnlyList<string> Examples { get; } =
    [
        "pimd model.athanor water.xyz --temperature 300 --beads 8,16,32 --steps 20000 --report water.html",
        "pimd model.athanor ice.xyz --beads 32 --steps 100000 --trajectory centroids.xyz --bead-trajectory beads.xyz",
        "pimd \"ccsd(t)/cc-pvdz\" water.xyz --beads 32 --contract 3 --baseline model.athanor --steps 2000",
    ];

    public IEnumerable<Symbol> Symbols =>
    [
        Shared.Potential, .. _structure.All, .. _ring.All, _masses.Option, _noHarmonic, .. _files.All, .. _guard.All, Shared.Report, Shared.Force, Shared.Precision, Shared.Seed,
    ];

    public ExitCode Run(Call call)
    {
        _files.Check(call);
        var potential = call.Potential();
        var baseline = _ring.Baseline(call);
        var structure = _structure.Read(call).Structure;
        structure.Velocities = null;
        _masses.Apply(call, structure);
        var all = _ring.Read(call, structure);
        if (all.Count > 1 && _files.AnyGiven(call))
            throw new UsageException("Files are of one run; with several numbers of --beads there are several. Leave the files out, or name one number.");
        var steps = _ring.Steps(call, all[0].TimeStep);
        Vibrations? vibrations = call.Get(_noHarmonic) || structure.Count > LargestHarmonic ? null : Vibrations.Of(structure, potential, null, call.Team, null, call.Cancellation);
        var results = new List<QuantumNuclei>();
        var end = RunEnd.Completed;
        using (var progress = call.Progress("pimd", "steps", (long)steps * all.Count))
        {
            foreach (var settings in all)
            {
                results.Add(One(call, potential, baseline, structure, settings, vibrations, progress, out end));
                if (end == RunEnd.Interrupted)
                    break;
            }
        }
        if (_files.Resumes(call))
            call.Screen.Note("The run was resumed: averages begin where it went on.");
        foreach (var sentence in QuantumNucleiTables.Remarks(results))
            call.Screen.Note(sentence);
        foreach (var table in QuantumNucleiTables.All(results))
            call.Screen.Table(table);
        call.Screen.Json(QuantumNucleiRecord.Of(results, end == RunEnd.Completed));
        call.Report(
            $"Quantum nuclei of {structure.Formula}", $"Path-integral dynamics with {potential.Name} at {all[0].Temperature} K, {steps:N0} steps of {all[0].TimeStep} fs.",
            page => QuantumNucleiReport.Fill(page, results));
        if (end == RunEnd.Completed)
            return ExitCode.Done;
        call.Screen.Problem($"interrupted. {(_files.RestartPath(call) is { } restart ? $"The same command with --resume goes on from {restart}." : "Nothing is kept, since no file was named; with --restart FILE the run could go on.")}");
        return ExitCode.Interrupted;
    }

    QuantumNuclei One(
        Call call, IPotential potential, IPotential? baseline, Structure structure, PathIntegralSettings settings, Vibrations? vibrations, Progress progress, out RunEnd end)
    {
        var steps = _ring.Steps(call, settings.TimeStep);
        using var dynamics = Open(call, potential, baseline, structure, settings);
        if (_guard.Limits(call, RingGuard.For(dynamics.Settings)) is { } limits)
            dynamics.Guard = new RingGuard(limits, _files.GuardFrame(call, call.Get(_structure.Path)));
        var begun = dynamics.Ring.Step;
        var from = Math.Max(begun, _ring.Equilibration(call, steps));
        var averages = new NuclearAverages(vibrations?.Structure ?? structure, Math.Max(1, steps / Readings)) { From = from, ShowEvery = structure.Count <= LargestShown ? Math.Max(1, steps / Pictures) : 0 };
        dynamics.Attach(averages);
        using var members = MemberPaths.Of(potential, vibrations?.Structure ?? structure, Math.Max(1, steps / MemberLooks), from, call.Team, call.Cancellation);
        if (members is not null)
            dynamics.Attach(members);
        _files.Attach(call, dynamics);
        dynamics.Attach(new RingProgress(progress));
        end = dynamics.Run(Math.Max(0, steps - begun), call.Cancellation);
        return QuantumNuclei.Of(dynamics, averages, members, vibrations is null ? null : HarmonicNuclei.Of(vibrations, settings.Temperature, settings.Beads));
    }

    PathIntegralDynamics Open(Call call, IPotential potential, IPotential? baseline, Structure structure, PathIntegralSettings settings)
    {
        if (!_files.Resumes(call))
            return PathIntegralDynamics.Start(structure, potential, settings, baseline, call.Team, call.Cancellation);
        var restart = PathIntegralRestart.Read(_files.RestartPath(call)!);
        if (restart.Settings != settings)
            throw new UsageException("The run that is to be resumed had other settings (temperature, beads, time step, thermostat, seed or precision); they cannot be changed on the way. Say the same, or begin a new run.");
        if (restart.Step >= _ring.Steps(call, settings.TimeStep))
            throw new UsageException($"The run stands at step {restart.Step:N0} and is finished; --steps or --time-ps beyond it goes on.");
        if (restart.Difference is { } difference)
            call.Screen.Note(difference);
        return PathIntegralDynamics.Resume(restart, potential, baseline, call.Team, call.Cancellation);
    }

    /// <summary>Moves the progress on.</summary>
    sealed class RingProgress(Progress progress) : IRingObserver
    {
        long _seen = -1;

        public int Every => 5;

        public void Observe(PathIntegralDynamics dynamics)
        {
            if (_seen >= 0)
                progress.Add(dynamics.Ring.Step - _seen);
            _seen = dynamics.Ring.Step;
            progress.Status = $"{dynamics.Ring.Beads} beads";
        }
    }
}
