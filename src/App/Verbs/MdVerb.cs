using System.CommandLine;
using Athanor.Atoms;
using Athanor.Potentials;
using Athanor.Simulation;

namespace Athanor.App;

/// <summary><c>athanor md POTENTIAL STRUCTURE</c>: molecular dynamics, guarded, and resumable to the same bits.</summary>
sealed class MdVerb : IVerb
{
    readonly StructureChoice _structure = new();
    readonly EnsembleOptions _ensemble = new();
    readonly RunFiles _files = new();
    readonly GuardOptions _guard = new();
    readonly Option<double?> _timestep = new("--timestep") { HelpName = "fs", Description = "Time step (1, or 0.5 where there is hydrogen)" };
    readonly RunLength _length = new("the whole run", null);
    readonly Option<string?> _fix = new("--fix") { HelpName = "atoms", Description = "Atoms that stay where they are: numbers from 1, ranges, elements (1-32,40,Au)" };

    public string Name => "md";

    public string Summary => "Molecular dynamics: nve, langevin, velocity-rescaling or npt; guarded, resumable to the same bits";

    public IReadOnlyList<string> Examples { get; } =
    [
        "md sw silicon.xyz --temperature 300 --time-ps 10 --trajectory run.xyz --report run.html",
        "md sw silicon.xyz --temperature 300 --time-ps 20 --trajectory run.xyz --resume",
        "md model.athanor cell.xyz --temperature 300:1200 --pressure 0.0001 --steps 50000 -o hot.xyz",
    ];

    public IEnumerable<Symbol> Symbols =>
    [
        Shared.Potential, .. _structure.All, .. _ensemble.All, _timestep, .. _length.All, _fix, Shared.Output, .. _files.All, .. _guard.All,
        Shared.Report, Shared.Force, Shared.Precision, Shared.Seed,
    ];

    public ExitCode Run(Call call)
    {
        _files.Check(call);
        var potential = call.Potential();
        using var dynamics = Open(call, potential, out var total);
        dynamics.Guard = _guard.Read(call, dynamics.Settings, _files.GuardFrame(call, call.Get(_structure.Path)));
        var first = dynamics.State.Step;
        if (first > 0 && first >= total)
        {
            call.Screen.Line($"The run stands at step {first:N0} and is finished; --steps or --time-ps beyond it goes on.");
            call.Screen.Json(new { Step = first, Finished = true });
            return ExitCode.Done;
        }
        var recorder = new RunRecorder(total);
        dynamics.Attach(recorder);
        using var uncertainty = RunUncertainty.Of(potential, dynamics, call.Team, call.Cancellation);
        if (uncertainty is not null)
            dynamics.Attach(uncertainty);
        var report = new RunReport(dynamics, recorder, uncertainty);
        _files.Attach(call, dynamics, uncertainty);
        call.Screen.Note($"{dynamics.State.Structure.Formula}, {dynamics.Settings.Ensemble}, steps {first:N0} to {total:N0} of {dynamics.Settings.TimeStep} fs.");
        var end = RunEnd.Interrupted;
        var watch = System.Diagnostics.Stopwatch.StartNew();
        try
        {
            using var progress = call.Progress("md", "steps", Math.Max(0, total - first));
            dynamics.Attach(new RunProgress(progress));
            end = dynamics.Run(Math.Max(0, total - first), call.Cancellation);
        }
        catch (GuardException e)
        {
            SaveReport(call, potential, dynamics, report, e.Message);
            // A published model cannot be trained on; whoever knows better than the guard may say so.
            if (e.Reason == GuardReason.TrainingRange)
                call.Screen.Note("--guard-range N lets N atoms be outside the training range; --no-guard lets the run go on whatever happens.");
            throw;
        }
        var seconds = watch.Elapsed.TotalSeconds;
        if (end == RunEnd.Completed && call.OutputPath is { } output)
            StructureFiles.Write(output, [Final(dynamics)], call.Force);
        Show(call, potential, dynamics, report, first, seconds, end);
        SaveReport(call, potential, dynamics, report, null);
        if (end == RunEnd.Completed)
            return ExitCode.Done;
        call.Screen.Problem($"interrupted after step {dynamics.State.Step:N0}. {(_files.RestartPath(call) is { } restart
            ? $"The same command with --resume goes on from {restart}." : "Nothing is kept, since no file was named; with --restart FILE the run could go on.")}");
        return ExitCode.Interrupted;
    }

    MolecularDynamics Open(Call call, IPotential potential, out long total)
    {
        if (_files.Resumes(call))
        {
            var restart = RestartFile.Read(_files.RestartPath(call)!);
            total = TotalSteps(call, restart.Settings.TimeStep);
            RefuseIfContradicted(call, restart, total);
            if (restart.Difference is { } difference)
                call.Screen.Note(difference);
            return MolecularDynamics.Resume(restart, potential, call.Team, call.Cancellation);
        }
        var structure = _structure.Read(call).Structure;
        var timeStep = UsualTimeStep.Read(call, _timestep, structure);
        total = TotalSteps(call, timeStep);
        var (ensemble, initial) = _ensemble.Read(call, total * timeStep);
        if (initial is not null && structure.Velocities is not null)
        {
            call.Screen.Note($"The velocities of {call.Get(_structure.Path)} are not used: new ones are drawn at {initial} K.");
            structure.Velocities = null;
        }
        if (structure.Velocities is null && initial is null && ensemble.TargetTemperature is null)
            throw new UsageException("The structure has no velocities: say at which --temperature to draw them.");
        return MolecularDynamics.Start(structure, potential, new DynamicsSettings
        {
            Ensemble = ensemble,
            TimeStep = timeStep,
            Seed = call.Seed,
            Precision = call.Precision,
            InitialTemperature = initial,
            FixedAtoms = call.Get(_fix) is { } atoms ? AtomSelection.Read("--fix", atoms, structure) : [],
        }, call.Team, call.Cancellation);
    }

    long TotalSteps(Call call, double timeStep) => _length.Read(call, timeStep, 0, 1_000_000_000_000_000) ?? throw new UsageException("Say how long the run is: --steps N or --time-ps T.");

    /// <summary>What decides the bits comes from the restart file. An option that says otherwise was not meant.</summary>
    void RefuseIfContradicted(Call call, Restart restart, long total)
    {
        var settings = restart.Settings;
        void Refuse(bool differs, string what, object was)
        {
            if (differs)
                throw new UsageException($"The run that is to be resumed has {what} {was}; it cannot be changed on the way. Leave the option out, or begin a new run from its last frame.");
        }

        Refuse(call.Get(_timestep) is { } step && step != settings.TimeStep, "the time step", $"{settings.TimeStep} fs");
        Refuse(call.Has(Shared.Seed) && call.Seed != settings.Seed, "the seed", settings.Seed);
        Refuse(call.Has(Shared.Precision) && call.Precision != settings.Precision, "the precision", settings.Precision.ToString().ToLowerInvariant());
        Refuse(call.Get(_fix) is { } atoms && !AtomSelection.Read("--fix", atoms, restart.Structure).SequenceEqual(settings.FixedAtoms), "other fixed atoms,", settings.FixedAtoms.Count);
        if (!_ensemble.AnyGiven(call))
            return;
        var (ensemble, _) = _ensemble.Read(call, total * settings.TimeStep);
        Refuse(ensemble != settings.Ensemble, "the ensemble", settings.Ensemble);
    }

    static Frame Final(MolecularDynamics dynamics)
    {
        var state = dynamics.State;
        return new Frame(state.Structure)
        {
            Energy = state.Prediction.Energy,
            Forces = state.Prediction.Forces.ToArray(),
            Stress = state.Prediction.StressIn(state.Structure),
        };
    }

    static void Show(Call call, IPotential potential, MolecularDynamics dynamics, RunReport report, long first, double seconds, RunEnd end)
    {
        var state = dynamics.State;
        call.Screen.Table(report.ToTable());
        var steps = state.Step - first;
        var perAtom = 1e6 * seconds / Math.Max(1, steps) / state.Count;
        if (steps > 0)
            call.Screen.Note($"{steps:N0} steps in {seconds:0.0} s: {steps / seconds:N0} steps/s, {perAtom:0.##} µs per atom and step.");
        var now = dynamics.Read();
        call.Screen.Json(new
        {
            Potential = potential.Name,
            state.Structure.Formula,
            Ensemble = dynamics.Settings.Ensemble.ToString(),
            Completed = end == RunEnd.Completed,
            now.Step,
            Time = new Reports.Quantity(now.Time, "fs"),
            Energy = new Reports.Quantity(now.PotentialEnergy, "eV"),
            Conserved = new Reports.Quantity(now.Conserved, "eV"),
            Averages = report.Averages().ToDictionary(a => a.Name, a => a.Mean),
            Drift = new Reports.Quantity(report.Drift, "meV/atom"),
            Seconds = seconds,
        });
    }

    static void SaveReport(Call call, IPotential potential, MolecularDynamics dynamics, RunReport report, string? stopped)
    {
        if (call.ReportPath is null)
            return;
        var page = call.NewReport($"Molecular dynamics of {dynamics.State.Structure.Formula}");
        page.Summary = $"{dynamics.Settings.Ensemble}, {dynamics.State.Step:N0} steps of {dynamics.Settings.TimeStep} fs with {potential.Name}.";
        if (stopped is not null)
            page.Section("Stopped").Warning(stopped);
        report.AddTo(page);
        call.SaveReport(page);
    }
}
