using System.CommandLine;
using System.Globalization;
using Athanor.Atoms;
using Athanor.Properties;
using Athanor.Reports;

namespace Athanor.App;

/// <summary><c>athanor analyze TRAJECTORY</c>: structure, motion and flow of the atoms of a trajectory, read once.</summary>
sealed class AnalyzeVerb : IVerb
{
    readonly Argument<string> _path = new("trajectory") { Description = "A file of frames one after the other, such as md --trajectory writes; or the log of a run, for its stress alone" };
    readonly Option<bool> _rdf = new("--rdf") { Description = "Pair distributions and coordination numbers" };
    readonly Option<bool> _factor = new("--structure-factor") { Description = "Structure factor, from density waves and from the pair distributions" };
    readonly Option<bool> _msd = new("--msd") { Description = "Mean square displacement and diffusion" };
    readonly Option<bool> _velocities = new("--velocities", "--spectrum") { Description = "Velocity autocorrelation, diffusion once more, vibrational density of states" };
    readonly Option<bool> _stress = new("--stress") { Description = "Stress autocorrelation and viscosity" };
    readonly Option<bool> _charges = new("--charges") { Description = "Current of the charges of atoms: infrared spectrum, conductivity" };
    readonly Option<string?> _log = new("--log") { HelpName = "file", Description = "Take the stress from this log of the same run, which may be written more often than frames" };
    readonly Option<double?> _timeStep = new("--time-step") { HelpName = "fs", Description = "Between two frames of the file (as their times say, where not given)" };
    readonly Option<long> _skip = new("--skip") { HelpName = "frames", Description = "Left out at the beginning" };
    readonly Option<int> _every = new("--every") { HelpName = "n", Description = "Look at every n-th frame", DefaultValueFactory = _ => 1 };
    readonly Option<double?> _range = new("--range") { HelpName = "Å", Description = "Distances to count (half of the cell and 10 at most, where not given; more is possible)" };
    readonly Option<int> _bins = new("--bins") { HelpName = "n", Description = "Intervals of the distances", DefaultValueFactory = _ => 200 };
    readonly Option<double> _largest = new("--max-q") { HelpName = "1/Å", Description = "Wave vectors of the structure factor", DefaultValueFactory = _ => 8 };
    readonly Option<double> _correlation = new("--correlation-ps") { HelpName = "ps", Description = "Longest time over which velocities are correlated", DefaultValueFactory = _ => 2 };
    readonly Option<string?> _fit = new("--fit-ps") { HelpName = "from:to", Description = "Where the slope of the mean square displacement is taken (1/20 to 1/5 of the run, where not given)" };
    readonly Option<double?> _viscosity = new("--viscosity") { HelpName = "mPa·s", Description = "For the diffusion in an infinite cell, where the run does not say" };
    readonly Option<double?> _temperature = new("--temperature") { HelpName = "K", Description = "Where frames do not say" };
    readonly Option<bool> _keepDrift = new("--keep-drift") { Description = "Leave the motion of the whole in displacements and velocities" };

    public string Name => "analyze";

    public string Summary => "What a trajectory says: distances, structure factor, diffusion, spectra, viscosity, with errors";

    public IReadOnlyList<string> Examples { get; } =
    [
        "analyze run.xyz --report run.html",
        "analyze water.xyz --rdf --range 8 --json",
        "analyze run.xyz --msd --log run.log --fit-ps 5:20",
        "analyze other.xyz --time-step 20 --skip 500",
    ];

    public IEnumerable<Symbol> Symbols =>
    [
        _path, _rdf, _factor, _msd, _velocities, _stress, _charges, _log, _timeStep, _skip, _every, _range, _bins, _largest, _correlation, _fit, _viscosity, _temperature, _keepDrift,
        Shared.Report, Shared.Force,
    ];

    public ExitCode Run(Call call)
    {
        var path = call.Get(_path);
        var settings = Read(call);
        TrajectoryAnalysis analysis;
        if (LogStress.IsLog(path))
        {
            if (call.Get(_log) is not null)
                throw new UsageException($"{path} is itself the log of a run; --log goes with a trajectory.");
            if ((settings.Questions & TrajectoryQuestions.Stress) == 0)
                throw new UsageException($"{path} is the log of a run, which has the stress and nothing else: --stress. The rest wants the trajectory.");
            analysis = TrajectoryAnalysis.OfLog(LogStress.Read(path), settings);
        }
        else
        {
            // Before hours of frames: is there such a log?
            var log = call.Get(_log) is { } file ? LogStress.Read(file) : null;
            var frames = StructureFiles.Read(path);
            using var progress = call.FrameProgress("analyze", path);
            analysis = TrajectoryAnalysis.Of(frames, settings, call.Team, log, () => progress.Add(1), call.Cancellation);
        }
        Show(call, analysis);
        call.Screen.Json(TrajectoryRecord.Of(analysis));
        if (call.ReportPath is not null)
        {
            var page = call.NewReport(analysis.First.Count > 0 ? $"Trajectory of {analysis.First.Formula}" : "Stress of a run");
            page.Summary = analysis.TimeStep is { } step
                ? string.Create(CultureInfo.InvariantCulture, $"{analysis.Frames:N0} moments, {step:0.###} fs apart.") : $"{analysis.Frames} frames.";
            TrajectoryReport.Fill(page, analysis);
            call.SaveReport(page);
        }
        return ExitCode.Done;
    }

    TrajectorySettings Read(Call call)
    {
        if (call.Get(_range) is not (null or (> 0 and <= 100)))
            throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"--range is a number of Å above 0 and up to 100, not {call.Get(_range)}."));
        if (call.Get(_largest) is not (> 0 and <= 1000))
            throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"--max-q is a number of 1/Å above 0 and up to 1000, not {call.Get(_largest)}."));
        var questions = TrajectoryQuestions.None;
        foreach (var (option, question) in new[]
        {
            (_rdf, TrajectoryQuestions.Distances), (_factor, TrajectoryQuestions.StructureFactor), (_msd, TrajectoryQuestions.Displacements),
            (_velocities, TrajectoryQuestions.Velocities), (_stress, TrajectoryQuestions.Stress), (_charges, TrajectoryQuestions.Charges),
        })
        {
            if (call.Get(option))
                questions |= question;
        }
        // A log was given to be read.
        if (questions != TrajectoryQuestions.None && call.Get(_log) is not null)
            questions |= TrajectoryQuestions.Stress;
        return new TrajectorySettings
        {
            Questions = questions == TrajectoryQuestions.None ? TrajectoryQuestions.All : questions,
            TimeStep = call.Positive(_timeStep, "fs"),
            Skip = call.From(_skip, "frames", 0),
            Every = call.From(_every, "", 1),
            Range = call.Get(_range),
            Bins = call.Within(_bins, "", 2, 100_000),
            LargestWaveVector = call.Get(_largest),
            CorrelationTime = 1000 * call.Positive(_correlation, "ps"),
            FitWindow = Window(call.Get(_fit)),
            Viscosity = call.Positive(_viscosity, "mPa·s"),
            Temperature = Temperatures.One(call, _temperature),
            KeepDrift = call.Get(_keepDrift),
            ExpectedFrames = FrameCount.Of(call.Get(_path)),
        };
    }

    static (double From, double To)? Window(string? text)
    {
        if (text is null)
            return null;
        var parts = text.Split(':');
        if (parts.Length == 2 && double.TryParse(parts[0], CultureInfo.InvariantCulture, out var from) && double.TryParse(parts[1], CultureInfo.InvariantCulture, out var to) && from >= 0 && to > from && double.IsFinite(to))
            return (1000 * from, 1000 * to);
        throw new UsageException($"--fit-ps is two times from 0 up, the second the larger, such as 5:20, not '{text}'.");
    }

    static void Show(Call call, TrajectoryAnalysis analysis)
    {
        var screen = call.Screen;
        foreach (var note in analysis.Notes)
            screen.Note(note);
        var means = TrajectoryTables.Means(analysis);
        if (means.Rows.Count > 0)
            screen.Table(means);
        var shells = TrajectoryTables.Shells(analysis);
        if (shells.Rows.Count > 0)
            screen.Table(shells);
        if (analysis.Diffusion.Count > 0 || analysis.Velocities.Count > 0)
            screen.Table(TrajectoryTables.Transport(analysis));
        if (analysis.Spectrum is { } spectrum && !analysis.Velocities.Any(v => v.IsSparse))
        {
            var peak = Enumerable.Range(0, spectrum.Total.Count).MaxBy(k => spectrum.Total[k]);
            screen.Line($"Highest line of the vibrational spectrum: {NumberText.Significant(spectrum.Frequencies[peak], 4)} THz, {NumberText.Significant(spectrum.Frequencies[peak] * VibrationalSpectrum.Wavenumber, 4)} cm⁻¹ "
                + $"(± {NumberText.Significant(0.5 * spectrum.Resolution * VibrationalSpectrum.Wavenumber, 2)})");
        }
        if (analysis.Charges?.Conductivity is { } conductivity)
            screen.Line($"Conductivity of the charges: {conductivity}");
        if (analysis is { Flows: true, Viscosity: { } viscosity })
            screen.Line($"Viscosity: {viscosity.Value}, the integral over {NumberText.Significant(viscosity.Cutoff / 1000, 3)} ps");
        if (call.ReportPath is null && !call.Json)
            screen.Note("--report FILE.html draws the curves, --json writes them.");
    }
}
