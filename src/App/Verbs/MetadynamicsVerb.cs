using System.CommandLine;
using System.Globalization;
using Athanor.Atoms;
using Athanor.Properties;
using Athanor.Reports;
using Athanor.Simulation;

namespace Athanor.App;

/// <summary><c>athanor metadynamics POTENTIAL STRUCTURE</c>: a free energy along a variable by hills laid down where it has been.</summary>
sealed class MetadynamicsVerb : IVerb
{
    readonly StructureChoice _structure = new();
    readonly MassOption _masses = new();
    readonly Option<string> _variable = new("--variable") { HelpName = "ξ", Description = $"{string.Join(", ", CollectiveVariables.Usages)}, or a sum; atoms from 1", Required = true };
    readonly Option<double> _from = new("--from") { HelpName = "x", Description = "Where the range begins, Å or degrees; walls hold runs inside", Required = true };
    readonly Option<double> _to = new("--to") { HelpName = "x", Description = "Where it ends; of a dihedral, 360 behind goes all the way round, without walls", Required = true };
    readonly Option<double> _temperature = new("--temperature") { HelpName = "K", Description = "Temperature", Required = true };
    readonly Option<double?> _height = new("--height") { HelpName = "eV", Description = "Of the first hills (half of kT)" };
    readonly Option<double?> _width = new("--width") { HelpName = "σ", Description = "Of hills (a thirtieth of the range)" };
    readonly Option<double> _factor = new("--bias-factor") { HelpName = "γ", Description = "Barriers are felt as at a temperature so many times higher", DefaultValueFactory = _ => 10 };
    readonly Option<int> _pace = new("--pace") { HelpName = "steps", Description = "Between two hills", DefaultValueFactory = _ => 200 };
    readonly Option<int> _runs = new("--runs") { HelpName = "n", Description = "Independent runs, several at a time", DefaultValueFactory = _ => 2 };
    readonly RunLength _length = new("each run", "200 ps");
    readonly Option<double> _discard = new("--discard") { HelpName = "fraction", Description = "Left out of the profile at the beginning of each run", DefaultValueFactory = _ => 0.2 };
    readonly Option<int> _every = new("--every") { HelpName = "steps", Description = "Steps between two values", DefaultValueFactory = _ => 10 };
    readonly Option<double?> _timestep = new("--timestep") { HelpName = "fs", Description = "Time step (1, or 0.5 where there is hydrogen)" };
    readonly Option<double> _relaxation = new("--relaxation-time") { HelpName = "fs", Description = "Of the Langevin thermostat, one over the friction", DefaultValueFactory = _ => 100 };
    readonly Option<string> _folder = new("--folder") { HelpName = "folder", Description = "Where runs and hills are kept", DefaultValueFactory = _ => "metadynamics" };
    readonly Option<bool> _resume = new("--resume") { Description = "Go on with the runs in the folder; a longer --time-ps (or more --steps) lengthens them" };
    readonly ProfileOptions _profile = new(sampled: false);
    readonly GuardOptions _guard = new();

    public string Name => "metadynamics";

    public string Summary => "Free energy along a collective variable by well-tempered metadynamics";

    public IReadOnlyList<string> Examples { get; } =
    [
        "metadynamics model.athanor peroxide.xyz --variable \"dihedral(1,2,3,4)\" --from -180 --to 180 --temperature 300 --time-ps 200 --folder hills --report torsion.html",
    ];

    public IEnumerable<Symbol> Symbols =>
    [
        Shared.Potential, .. _structure.All, _variable, _from, _to, _temperature, _height, _width, _factor, _pace, _runs, .. _length.All, _discard, _every, _timestep, _relaxation, _folder, _resume,
        _masses.Option, .. _profile.All, .. _guard.All, Shared.Report, Shared.Force, Shared.Seed,
    ];

    public ExitCode Run(Call call)
    {
        var potential = call.Potential();
        var structure = _structure.Read(call).Structure;
        structure.Velocities = null;
        _masses.Apply(call, structure);
        var settings = Settings(call, structure);
        _guard.Check(call);
        // Before hours of dynamics, not after.
        var asked = _profile.Read(call, settings.Temperature);
        Metadynamics metadynamics;
        UmbrellaWindow all;
        try
        {
            using var progress = call.Progress("metadynamics", "steps");
            metadynamics = new Metadynamics(potential, structure, settings, call.Get(_folder), call.Get(_resume), call.Force) { Guards = (dynamics, path) => _guard.Read(call, dynamics, path), Stepped = progress.Add };
            progress.Total = metadynamics.StepsLeft;
            all = metadynamics.Run(call.Team, call.Cancellation);
        }
        catch (OperationCanceledException) when (call.Cancellation.IsCancellationRequested)
        {
            call.Screen.Problem($"interrupted. The same command with --resume goes on with the runs in {call.Get(_folder)}.");
            return ExitCode.Interrupted;
        }
        var variable = settings.Variable;
        var profile = FreeEnergyProfile.Of([all], asked with { Period = variable.Period, Unit = variable.Unit, From = asked.From ?? settings.From, To = asked.To ?? settings.To }, call.Team);
        var hills = metadynamics.FromHills(profile.Points.Select(p => p.At));
        ProfileOutput.ShowValleys(call, profile);
        call.Screen.Json(new { Potential = potential.Name, structure.Formula, Variable = variable.Name, Free = FreeEnergyRecord.Of(profile), FromHills = hills });
        ProfileOutput.Save(Path.Combine(call.Get(_folder), "profile.csv"), profile, force: true);
        call.Screen.Note($"Runs, hills and profile.csv are in {call.Get(_folder)}.");
        if (call.ReportPath is not null)
        {
            var page = call.NewReport($"Free energy of {structure.Formula}");
            page.Summary = $"{variable.Name} at {settings.Temperature} K with {potential.Name}, by hills.";
            FreeEnergyReport.Fill(page, profile, variable.Name);
            page.Section("Hills").Add(new LineChart("What the hills themselves say", new Axis(variable.Name, variable.Unit.Length == 0 ? null : variable.Unit), new Axis("Free energy", "eV")) { Width = 720 }
                .Add("by the weights of values", [.. profile.Points.Select(p => p.At)], [.. profile.Points.Select(p => p.FreeEnergy.Value)]).Add(new LineSeries("−γ/(γ − 1) V", [.. profile.Points.Select(p => p.At)], hills) { Dashed = true }));
            call.SaveReport(page);
        }
        return ExitCode.Done;
    }

    MetadynamicsSettings Settings(Call call, Structure structure)
    {
        var timeStep = UsualTimeStep.Read(call, _timestep, structure);
        var variable = CollectiveVariables.Parse(call.Get(_variable));
        var (from, to) = VariableRange.Read(call, _from, _to, variable, rises: true);
        if (call.Get(_factor) is not (> 1 and < double.PositiveInfinity))
            throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"--bias-factor is a number above 1, not {call.Get(_factor)}."));
        var every = call.From(_every, "steps", 1);
        // Two values at least.
        var steps = _length.Read(call, timeStep, 2L * every, 1_000_000_000_000_000) ?? (long)Math.Round(200_000 / timeStep);
        // Narrower ones are between the points that hills are kept at, wider ones a constant.
        if (call.Get(_width) is { } width && !(width >= 1e-3 * (to - from) && width <= to - from))
            throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"--width is a number from a thousandth of the range to all of it, {1e-3 * (to - from):G4} to {to - from:G4}, not {width}."));
        if (call.Get(_height) is not (null or (> 0 and <= 10)))
            throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"--height is a number of eV above 0 and up to 10, not {call.Get(_height)}."));
        return new MetadynamicsSettings(variable, from, to, Temperatures.One(call, _temperature))
        {
            Height = call.Get(_height),
            Width = call.Get(_width),
            Factor = call.Get(_factor),
            Pace = call.From(_pace, "steps", 1),
            Runs = call.Within(_runs, "", 1, 10_000),
            Steps = steps,
            Discard = call.Part(_discard),
            Every = every,
            TimeStep = timeStep,
            RelaxationTime = call.Positive(_relaxation, "fs"),
            Seed = call.Seed,
        };
    }
}
