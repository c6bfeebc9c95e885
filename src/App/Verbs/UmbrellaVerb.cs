using System.CommandLine;
using Athanor.Properties;
using Athanor.Simulation;

namespace Athanor.App;

/// <summary><c>athanor umbrella POTENTIAL STRUCTURE</c>: a free energy along a collective variable, by windows that are placed, sampled and put together.</summary>
sealed class UmbrellaVerb : IVerb
{
    readonly StructureChoice _structure = new();
    readonly MassOption _masses = new();
    readonly WindowOptions _windows = new();
    readonly ProfileOptions _profile = new();
    readonly RateOptions _rate = new();
    readonly GuardOptions _guard = new();
    readonly Option<string> _folder = new("--folder") { HelpName = "folder", Description = "Where windows are kept, so that nothing sampled is lost", DefaultValueFactory = _ => "umbrella" };
    readonly Option<bool> _resume = new("--resume") { Description = "Go on with the windows in the folder; a longer --time-ps (or more --steps) lengthens them" };

    public string Name => "umbrella";

    public string Summary => "Free energy along a collective variable: windows placed by overlap, sampled in parallel, MBAR or WHAM";

    public IReadOnlyList<string> Examples { get; } =
    [
        "umbrella model.athanor peroxide.xyz --variable \"dihedral(1,2,3,4)\" --from -180 --to 180 --temperature 300 --time-ps 20 --folder torsion --report torsion.html",
        "umbrella model.athanor pair.xyz --variable \"distance(1,2)\" --from 2.5 --to 6 --temperature 300 --folder pair --resume",
    ];

    public IEnumerable<Symbol> Symbols => [Shared.Potential, .. _structure.All, .. _windows.All, _folder, _resume, _masses.Option, .. _profile.All, .. _rate.All, .. _guard.All, Shared.Report, Shared.Force, Shared.Seed];

    public ExitCode Run(Call call)
    {
        var potential = call.Potential();
        var structure = _structure.Read(call).Structure;
        structure.Velocities = null;
        _masses.Apply(call, structure);
        var settings = _windows.Read(call, structure);
        _rate.Check(call);
        _guard.Check(call);
        var asked = _profile.Read(call, settings.Temperature);
        IReadOnlyList<UmbrellaWindow> windows;
        UmbrellaSampling sampling;
        try
        {
            using var progress = call.Progress("umbrella", "steps");
            sampling = new UmbrellaSampling(potential, structure, settings, call.Get(_folder), call.Get(_resume), call.Force)
            {
                Guards = (dynamics, path) => _guard.Read(call, dynamics, path),
                Stepped = progress.Add,
                Added = (more, steps) =>
                {
                    progress.Status = $"{more} windows added";
                    progress.Total += steps;
                },
            };
            progress.Total = sampling.StepsLeft;
            windows = sampling.Run(call.Team, call.Cancellation);
        }
        catch (OperationCanceledException) when (call.Cancellation.IsCancellationRequested)
        {
            call.Screen.Problem($"interrupted. The same command with --resume goes on with the windows in {call.Get(_folder)}.");
            return ExitCode.Interrupted;
        }
        var variable = settings.Variable;
        var (low, high) = (Math.Min(settings.From, settings.To), Math.Max(settings.From, settings.To));
        var profile = FreeEnergyProfile.Of(windows, asked with
        {
            Period = variable.Period,
            Unit = variable.Unit,
            From = asked.From ?? (variable.Period is null ? null : low),
            To = asked.To ?? (variable.Period is null ? null : high),
        }, call.Team);
        if (windows.Count > settings.Windows)
            call.Screen.Note($"{windows.Count - settings.Windows} {(windows.Count - settings.Windows == 1 ? "window was" : "windows were")} added to the {settings.Windows}, where neighbours overlapped by less than {settings.LeastOverlap}.");
        ProfileOutput.Show(call, profile);
        ProfileOutput.Save(Path.Combine(call.Get(_folder), "profile.csv"), profile, force: true);
        call.Screen.Note($"Windows and profile.csv are in {call.Get(_folder)}.");
        var (rate, recrossing) = Rate(call, potential, sampling, settings, profile);
        call.Screen.Json(new { Potential = potential.Name, structure.Formula, Variable = variable.Name, Free = FreeEnergyRecord.Of(profile), Rate = rate is null ? null : RateReport.Record(rate, recrossing!) });
        if (call.ReportPath is not null)
        {
            var page = call.NewReport($"Free energy of {structure.Formula}");
            page.Summary = $"{variable.Name} at {settings.Temperature} K with {potential.Name}, {windows.Count} windows.";
            FreeEnergyReport.Fill(page, profile, variable.Name);
            if (rate is not null)
                RateReport.Fill(page, rate, recrossing!, variable.Unit);
            call.SaveReport(page);
        }
        return ExitCode.Done;
    }

    (BarrierRate?, Recrossing?) Rate(Call call, Potentials.IPotential potential, UmbrellaSampling sampling, UmbrellaSettings settings, FreeEnergyProfile profile)
    {
        if (!_rate.Wanted(call))
            return (null, null);
        if (profile.Barriers.Count == 0)
        {
            call.Screen.Note("There is no barrier, and so no rate over one.");
            return (null, null);
        }
        if (profile.Barriers.Any(b => double.IsNaN(b.Forward.Value)))
        {
            call.Screen.Note("Nothing was sampled on a barrier, and so there is no rate over it.");
            return (null, null);
        }
        var barrier = profile.Barriers.MaxBy(b => b.Forward.Value)!;
        var asked = _rate.Read(call, settings, profile, barrier);
        Recrossing recrossing;
        using (var progress = call.Progress("recrossing", "steps", asked.Starts * (2L * asked.Steps + asked.Spacing)))
            recrossing = Recrossing.Measure(potential, sampling.Near(barrier.At), asked, call.Team, progress.Add, call.Cancellation);
        var rate = BarrierRate.Of(barrier, recrossing, settings.Temperature);
        call.Screen.Table(RateReport.Table(rate, settings.Variable.Unit));
        foreach (var remark in RateReport.Remarks(rate, recrossing))
            call.Screen.Note(remark);
        return (rate, recrossing);
    }
}
