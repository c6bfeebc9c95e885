using System.CommandLine;
using Athanor.Properties;
using Athanor.Reports;
using Athanor.Simulation;

namespace Athanor.App;

/// <summary><c>athanor phonons POTENTIAL STRUCTURE</c>: the vibrations of a crystal at all wave vectors, and what follows from them.</summary>
sealed class PhononsVerb : IVerb
{
    readonly StructureChoice _structure = new();
    readonly LatticeOptions _lattice = new();
    readonly MassOption _masses = new();
    readonly Option<string> _temperature = new("--temperature") { HelpName = "K", Description = "One, several with commas, or from:to:step", DefaultValueFactory = _ => "0:1000:100" };
    readonly Option<double?> _displacement = new("--displacement") { HelpName = "Å", Description = "Take central differences of forces with this step, in place of exact derivatives or the step that suits the potential" };
    readonly Option<bool> _noSymmetry = new("--no-symmetry") { Description = "Move every atom in every direction" };
    readonly Option<double?> _smearing = new("--smearing") { HelpName = "THz", Description = "Gaussians in place of tetrahedra for the density of states" };
    readonly Option<bool> _noRelax = new("--no-relax") { Description = "Take the crystal as it stands" };
    readonly Option<double> _force = new("--max-force") { HelpName = "eV/Å", Description = "At rest is where no atom feels more than this", DefaultValueFactory = _ => 1e-6 };
    readonly Option<string> _cell = new("--cell") { HelpName = "keep|volume|full", Description = "What of the cell is brought to rest first", DefaultValueFactory = _ => "keep" };
    readonly SymmetryTolerance _tolerance = new();
    readonly Option<bool> _quasiHarmonic = new("--quasi-harmonic") { Description = "Phonons at nine volumes: thermal expansion, bulk modulus, Cp, Grüneisen parameters" };
    readonly Option<string?> _scales = new("--scales") { HelpName = "from:to:n", Description = "With --quasi-harmonic: the lengths to look at, as parts of those of the cell that the harmonic phonons are of (0.98:1.04:9 where not said)" };
    readonly Option<bool> _uncertainty = new("--uncertainty") { Description = "The spread over a committee's members, each by its own force constants" };

    public PhononsVerb() => _cell.AcceptOnlyFromAmong("keep", "volume", "full");

    public string Name => "phonons";

    public string Summary => "Vibrations of a crystal: bands, density of states, heat capacity, sound, thermal expansion";

    public IReadOnlyList<string> Examples { get; } =
    [
        "phonons sw silicon.poscar --report silicon.html",
        "phonons model.athanor crystal.cif --cell full --supercell \"4 4 4\" --mesh \"31 31 31\"",
        "phonons sw silicon.poscar --qpoints \"0 0 0; 0.5 0 0.5\" --json",
        "phonons emt copper.cif --quasi-harmonic --temperature 0:700:50",
    ];

    public IEnumerable<Symbol> Symbols =>
    [
        Shared.Potential, .. _structure.All, .. _lattice.All, _temperature, _displacement, _noSymmetry, _tolerance.Option, _smearing, _noRelax, _force, _cell, _masses.Option, _quasiHarmonic, _scales, _uncertainty, Shared.Report, Shared.Force,
    ];

    public ExitCode Run(Call call)
    {
        var settings = Settings(call);
        var scales = Scales(call);
        var potential = call.Potential();
        var crystal = _structure.Read(call).Structure;
        _masses.Apply(call, crystal);
        Phonons phonons;
        QuasiHarmonic? quasiHarmonic = null;
        using (var progress = call.Progress("phonons", "steps"))
        {
            void Step(string doing)
            {
                progress.Add(1);
                progress.Status = doing;
            }
            phonons = Phonons.Compute(crystal, potential, settings, call.Team, Step, call.Cancellation);
            if (scales is not null)
                quasiHarmonic = QuasiHarmonic.Compute(phonons, potential, settings, scales, call.Team, Step, call.Cancellation);
        }
        string[] warnings = [.. PhononRemarks.Warnings(phonons, settings)];
        Show(call, phonons, quasiHarmonic, settings.Temperatures, warnings);
        call.Screen.Json(PhononRecord.Of(phonons, settings.Temperatures, quasiHarmonic));
        call.Report(
            $"Phonons of {phonons.Crystal.Structure.Formula}", $"{phonons.QPoints.Branches} branches with {potential.Name}.",
            page => PhononReport.Fill(page, phonons, warnings, settings.Temperatures, quasiHarmonic));
        return ExitCode.Done;
    }

    PhononSettings Settings(Call call)
    {
        if (call.Get(_noRelax) && new Option[] { _force, _cell, _tolerance.Option }.FirstOrDefault(call.Has) is { } idle)
            throw new UsageException($"{idle.Name} has no effect with --no-relax.");
        if (call.Get(_noSymmetry) && call.Has(_tolerance.Option))
            throw new UsageException("--symmetry-tolerance has no effect with --no-symmetry.");
        if (call.Get(_displacement) is { } step && !(step is > 0 and < 0.5))
            throw new UsageException($"--displacement is a number of Å above 0 and below 0.5, such as 0.01, not {step}.");
        return new PhononSettings
        {
            Relax = !call.Get(_noRelax),
            Cell = call.Get(_cell) switch { "keep" => CellFreedom.None, "volume" => CellFreedom.Volume, _ => CellFreedom.Full },
            ForceTolerance = call.Positive(_force, "eV/Å"),
            Tolerance = _tolerance.Read(call),
            Repeats = _lattice.Supercell(call),
            Mesh = _lattice.Mesh(call),
            QPoints = _lattice.Points(call),
            ForceConstants = new ForceConstantSettings { Displacement = call.Get(_displacement), Symmetry = !call.Get(_noSymmetry) },
            Smearing = call.Positive(_smearing, "THz"),
            Temperatures = Temperatures.Parse(call.Get(_temperature), fromZero: true),
            Uncertainty = call.Get(_uncertainty),
        };
    }

    double[]? Scales(Call call)
    {
        if (!call.Get(_quasiHarmonic))
            return call.Get(_scales) is null ? null : throw new UsageException("--scales has no effect without --quasi-harmonic.");
        if (call.Get(_scales) is not { } text)
            return [.. QuasiHarmonic.UsualScales];
        double[] parts = [.. text.Split(':').Select(p => double.TryParse(p, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var x) ? x : double.NaN)];
        if (parts.Length != 3 || !(parts[0] > 0.5) || !(parts[1] > parts[0]) || !(parts[1] < 2) || !(parts[2] is >= 5 and <= 100) || parts[2] != Math.Round(parts[2]))
            throw new UsageException($"--scales takes the smallest and the largest length and how many, at least 5, such as 0.98:1.04:9; '{text}' is not that.");
        return [.. Enumerable.Range(0, (int)parts[2]).Select(k => parts[0] + (parts[1] - parts[0]) * k / (parts[2] - 1))];
    }

    static void Show(Call call, Phonons phonons, QuasiHarmonic? quasiHarmonic, IReadOnlyList<double> temperatures, string[] warnings)
    {
        var screen = call.Screen;
        foreach (var sentence in PhononRemarks.HowMade(phonons))
            screen.Note(sentence);
        screen.Table(PhononTables.Frequencies(phonons));
        screen.Table(PhononTables.Heat(phonons, temperatures));
        if (phonons.Sound.Count > 0)
            screen.Table(PhononTables.Sound(phonons));
        screen.Line($"Zero-point energy {new Estimate(phonons.Thermodynamics.ZeroPointEnergy, "eV", null, phonons.Spread?.ZeroPointEnergy)} for a primitive cell; density of states from {phonons.Mesh.Count:N0} wave vectors, {phonons.Mesh.Points.Count:N0} of them different.");
        if (quasiHarmonic is not null)
        {
            screen.Line();
            screen.Table(QuasiHarmonicReport.States(quasiHarmonic, phonons));
            if (QuasiHarmonicReport.Modes(quasiHarmonic, phonons) is { } modes)
                screen.Table(modes);
            foreach (var sentence in QuasiHarmonicReport.Remarks(quasiHarmonic, phonons))
                screen.Note(sentence);
        }
        foreach (var sentence in warnings)
            screen.Note(sentence);
        if (PhononRemarks.MayBeIonic(phonons))
            screen.Note(PhononRemarks.Missing);
    }
}
