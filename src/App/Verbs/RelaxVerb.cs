using System.CommandLine;
using Athanor.Atoms;
using Athanor.Potentials;
using Athanor.Reports;
using Athanor.Simulation;

namespace Athanor.App;

/// <summary><c>athanor relax POTENTIAL STRUCTURE</c>: atoms, and the cell if wanted, brought to rest.</summary>
sealed class RelaxVerb : IVerb
{
    readonly StructureChoice _structure = new();
    readonly Option<double> _force = new("--max-force") { HelpName = "eV/Å", Description = "Done when no atom feels more than this", DefaultValueFactory = _ => 0.01 };
    readonly Option<string> _cell = new("--cell") { HelpName = "keep|volume|full", Description = "What of the cell relaxes too", DefaultValueFactory = _ => "keep" };
    readonly Option<double> _pressure = new("--pressure") { HelpName = "GPa", Description = "With --cell: the pressure outside" };
    readonly Option<double> _stress = new("--max-stress") { HelpName = "GPa", Description = "With --cell: done when the stress is this near to the pressure", DefaultValueFactory = _ => 0.02 };
    readonly Option<int> _steps = new("--steps") { HelpName = "n", Description = "Give up after so many", DefaultValueFactory = _ => 2000 };
    readonly Option<string?> _fix = new("--fix") { HelpName = "atoms", Description = "Atoms that stay where they are: numbers from 1, ranges, elements (1-32,40,Au)" };

    readonly Option<string> _method = new("--method") { HelpName = "lbfgs|fire", Description = "The way downhill", DefaultValueFactory = _ => "lbfgs" };

    readonly Option<bool> _symmetry = new("--keep-symmetry") { Description = "Keep the crystal's space group: forces and stress are made symmetric in every step" };

    readonly SymmetryTolerance _tolerance = new();

    public RelaxVerb()
    {
        _cell.AcceptOnlyFromAmong("keep", "volume", "full");
        _method.AcceptOnlyFromAmong("lbfgs", "fire");
    }

    public string Name => "relax";

    public string Summary => "The nearest minimum of the energy: atoms, and the cell if wanted";

    public IReadOnlyList<string> Examples { get; } =
    [
        "relax sw silicon.poscar -o relaxed.xyz",
        "relax sw silicon.poscar -o relaxed.poscar --cell full --keep-symmetry",
        "relax model.athanor crystal.cif -o relaxed.cif --cell full --pressure 10",
        "relax model.athanor molecule.xyz -o relaxed.xyz --method lbfgs --max-force 0.001",
    ];

    public IEnumerable<Symbol> Symbols =>
        [Shared.Potential, .. _structure.All, Shared.Output, _force, _cell, _pressure, _stress, _method, _steps, _fix, _symmetry, _tolerance.Option, Shared.Report, Shared.Force, Shared.Precision];

    public ExitCode Run(Call call)
    {
        var settings = Settings(call);
        if (call.OutputPath is { } output)
            StructureFiles.RefuseUnknownFormat(output);
        var potential = call.Potential();
        var start = _structure.Read(call).Structure;
        if (call.Get(_fix) is { } atoms)
            settings = settings with { FixedAtoms = AtomSelection.Read("--fix", atoms, start) };
        SpaceGroup? kept = null;
        if (call.Get(_symmetry))
            (potential, start, kept) = Symmetric(call, potential, start);
        else if (call.Has(_tolerance.Option))
            throw new UsageException("--symmetry-tolerance has no effect without --keep-symmetry.");
        var steps = new List<RelaxationStep>();
        RelaxationResult result;
        using (var progress = call.Progress("relaxing", "steps"))
        {
            result = Relaxation.Run(start, potential, settings, call.Team, step =>
            {
                steps.Add(step);
                progress.Add(1);
                progress.Status = $"{NumberText.Fixed(step.Energy, 4)} eV, largest force {step.LargestForce:0.####} eV/Å";
            }, call.Cancellation);
        }
        result.Frame.Structure.Velocities = null;
        var outcome = new RelaxOutput(potential.Name, settings, start, steps, result, kept);
        call.Screen.Table(outcome.ToTable());
        call.Screen.Json(outcome.Record());
        var length = result.Steps == 0 ? "without a step" : $"after {result.Steps} {(result.Steps == 1 ? "step" : "steps")}";
        call.Report($"Relaxation of {start.Formula}", $"{(result.Converged ? "At rest" : "Not at rest")} {length} with {potential.Name}.", outcome.Fill);
        return Keep(call, result);
    }

    (IPotential Potential, Structure Start, SpaceGroup Kept) Symmetric(Call call, IPotential potential, Structure start)
    {
        if (call.Has(_fix))
            throw new UsageException("--fix has no effect with --keep-symmetry, under which an atom moves with all that are equivalent to it; leave one of them out.");
        var group = SpaceGroup.Of(start, _tolerance.Read(call));
        call.Screen.Note(group.Count == 1
            ? $"{start} has no symmetry to be kept (within {group.Tolerance:G2} Å)."
            : $"Kept: {(group.Type is { } type ? $"{type}, " : "")}{group.Representatives.Count} rotations and mirrors, {group.Translations.Count} {(group.Translations.Count == 1 ? "translation" : "translations")}; {group.InequivalentAtoms.Count()} of {start.Count} atoms {(group.InequivalentAtoms.Count() == 1 ? "is" : "are")} inequivalent.");
        return (new KeptSymmetry(potential, group), group.Symmetrized(), group);
    }

    RelaxationSettings Settings(Call call)
    {
        var cell = call.Get(_cell);
        if (cell == "keep" && new Option[] { _pressure, _stress }.FirstOrDefault(call.Has) is { } idle)
            throw new UsageException($"{idle.Name} has no effect where the cell is kept; add --cell volume or --cell full.");
        if (!(call.Get(_force) > 0) || !(call.Get(_stress) > 0) || call.Get(_steps) < 1)
            throw new UsageException("--max-force, --max-stress and --steps are numbers above 0.");
        return new RelaxationSettings
        {
            ForceTolerance = call.Get(_force),
            Cell = cell switch { "keep" => CellFreedom.None, "volume" => CellFreedom.Volume, _ => CellFreedom.Full },
            Pressure = call.Get(_pressure),
            StressTolerance = call.Get(_stress),
            Method = call.Get(_method) == "fire" ? RelaxationMethod.Fire : RelaxationMethod.Lbfgs,
            MostSteps = call.Get(_steps),
            Precision = call.Precision,
        };
    }

    /// <summary>Under the name that was asked for only what was asked for: a minimum.</summary>
    ExitCode Keep(Call call, RelaxationResult result)
    {
        if (result.Converged)
        {
            if (call.OutputPath is { } path)
                StructureFiles.Write(path, [result.Frame], call.Force);
            return ExitCode.Done;
        }
        var kept = "";
        if (call.OutputPath is { } output)
        {
            var unfinished = Path.ChangeExtension(output, ".unfinished.xyz");
            StructureFiles.Write(unfinished, [result.Frame], overwrite: true);
            kept = $" The last structure is in {unfinished}; it can be relaxed on.";
        }
        if (call.Cancellation.IsCancellationRequested)
        {
            call.Screen.Problem($"interrupted after {result.Steps:N0} steps.{kept}");
            return ExitCode.Interrupted;
        }
        call.Screen.Problem($"Not at rest after {result.Steps:N0} steps: an atom still feels {result.LargestForce:0.####} eV/Å.{kept} Allow more --steps.");
        return ExitCode.Verdict;
    }
}
