using System.CommandLine;
using Athanor.Properties;
using Athanor.Reports;

namespace Athanor.App;

/// <summary><c>athanor vibrations POTENTIAL STRUCTURE</c>: harmonic frequencies, normal modes and what follows from them for a gas.</summary>
sealed class VibrationsVerb : IVerb
{
    readonly StructureChoice _structure = new();
    readonly MassOption _masses = new();
    readonly GasOptions _gas = new();
    readonly Option<bool> _noRelax = new("--no-relax") { Description = "Take the structure as it stands, as one wants at a saddle point" };
    readonly Option<double> _force = new("--max-force") { HelpName = "eV/Å", Description = "At rest is where no atom feels more than this", DefaultValueFactory = _ => 1e-6 };
    readonly Option<string?> _fix = new("--fix") { HelpName = "atoms", Description = "Atoms that stay where they are, and have no modes: numbers from 1, ranges, elements (1-32,40,Au)" };
    readonly Option<bool> _uncertainty = new("--uncertainty") { Description = "The spread over a committee's members, each by its own Hessian" };

    public string Name => "vibrations";

    public string Summary => "Harmonic frequencies, normal modes, zero-point energy and the thermochemistry of a gas";

    public IReadOnlyList<string> Examples { get; } =
    [
        "vibrations ani-2x_8x.info water.xyz --report water.html",
        "vibrations model.athanor molecule.xyz --temperature 200:1000:100 --pressure 1 -o modes.xyz",
        "vibrations model.athanor saddle.xyz --no-relax",
        "vibrations ani-2x_8x.info water.xyz --mass H=2.014 --uncertainty",
    ];

    public IEnumerable<Symbol> Symbols =>
        [Shared.Potential, .. _structure.All, Shared.Output, _noRelax, _force, _masses.Option, .. _gas.All, _fix, _uncertainty, Shared.Report, Shared.Force];

    public ExitCode Run(Call call)
    {
        if (!(call.Get(_force) > 0))
            throw new UsageException("--max-force is a number above 0.");
        if (call.Get(_noRelax) && call.Has(_force))
            throw new UsageException("--max-force has no effect with --no-relax.");
        var settings = new VibrationSettings { Relax = !call.Get(_noRelax), ForceTolerance = call.Get(_force), Uncertainty = call.Get(_uncertainty) };
        if (call.OutputPath is { } output)
            ModesFile.RefuseOther(output);
        var gas = _gas.Read(call);
        var potential = call.Potential();
        var start = _structure.Read(call).Structure;
        _masses.Apply(call, start);
        gas.RefuseFor(call, start);
        if (call.Get(_fix) is { } atoms)
            settings = settings with { FixedAtoms = AtomSelection.Read("--fix", atoms, start) };
        Vibrations vibrations;
        using (var progress = call.Progress("vibrations", "steps"))
        {
            vibrations = Vibrations.Of(start, potential, settings, call.Team, step =>
            {
                progress.Add(1);
                progress.Status = step.Total is { } total ? $"{step.Doing}, column {step.Done} of {total}" : step.Doing;
            }, call.Cancellation);
        }
        var thermochemistry = Thermochemistry.Of(vibrations, gas.SymmetryNumber, gas.Multiplicity);
        ThermalState[] states = [.. gas.Temperatures.Select(t => thermochemistry.At(t, gas.Pressure))];
        string[] warnings = [.. VibrationRemarks.Warnings(vibrations, settings)];
        string[] assumptions = [.. VibrationRemarks.Assumptions(vibrations, thermochemistry, gas.SymmetryNumber is not null, gas.Multiplicity is not null)];
        Show(call, vibrations, states, warnings, assumptions);
        call.Screen.Json(VibrationRecord.Of(vibrations, thermochemistry, states));
        if (call.OutputPath is { } path)
            ModesFile.Write(path, vibrations, call.Force);
        call.Report(
            $"Vibrations of {vibrations.Structure.Formula}", $"{vibrations.Modes.Count} harmonic modes with {potential.Name}.",
            page => VibrationReport.Fill(page, vibrations, warnings, thermochemistry, states, assumptions));
        return ExitCode.Done;
    }

    static void Show(Call call, Vibrations vibrations, ThermalState[] states, string[] warnings, string[] assumptions)
    {
        var screen = call.Screen;
        screen.Note(VibrationRemarks.HowMade(vibrations));
        if (vibrations.Modes.Count > 0)
            screen.Table(VibrationTables.Modes(vibrations));
        var zero = new Quantity(vibrations.ZeroPointEnergy, vibrations.Spread?.ZeroPointEnergy, "eV");
        screen.Line($"Energy {NumberText.Fixed(vibrations.Rest.Energy, 6)} eV, zero-point energy {(vibrations.Spread is null ? NumberText.Fixed(zero.Value, 6) + " eV" : zero.ToString())}");
        screen.Line();
        screen.Table(VibrationTables.States(states));
        screen.Table(VibrationTables.Contributions(states[0]));
        foreach (var sentence in assumptions.Concat(warnings))
            screen.Note(sentence);
    }
}
