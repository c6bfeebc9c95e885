using System.CommandLine;
using Athanor.Properties;

namespace Athanor.App;

/// <summary><c>athanor eos POTENTIAL STRUCTURE</c>: energies of a crystal by its volume, and the equations of state through them.</summary>
sealed class EosVerb : IVerb
{
    readonly StructureChoice _structure = new();
    readonly Option<double> _range = new("--range") { HelpName = "fraction", Description = "Volumes reach this far to both sides of rest", DefaultValueFactory = _ => 0.06 };
    readonly Option<int> _points = new("--points") { HelpName = "n", Description = "How many volumes", DefaultValueFactory = _ => 11 };
    readonly Option<bool> _shape = new("--keep-shape") { Description = "Keep the shape of the cell, where symmetry would let it follow the volume" };
    readonly SymmetryTolerance _tolerance = new();
    readonly Option<bool> _noSpread = new("--no-uncertainty") { Description = "Do not ask the members of an ensemble one by one" };

    public string Name => "eos";

    public string Summary => "Equation of state of a crystal: volume and energy at rest, bulk modulus and its derivative";

    public IReadOnlyList<string> Examples { get; } = ["eos sw silicon.poscar --report eos.html", "eos model.athanor crystal.cif --range 0.1 --points 15 --json"];

    public IEnumerable<Symbol> Symbols => [Shared.Potential, .. _structure.All, _range, _points, _shape, _tolerance.Option, _noSpread, Shared.Report, Shared.Force];

    public ExitCode Run(Call call)
    {
        var settings = new EosSettings { Range = call.Get(_range), Points = call.Get(_points), KeepShape = call.Get(_shape), Tolerance = _tolerance.Read(call), Uncertainty = !call.Get(_noSpread) };
        if (settings.Range is not (> 0 and < 0.5) || settings.Points is < 5 or > 1000)
            throw new UsageException("--range is a number above 0 and below 0.5, --points one from 5 to 1000.");
        var potential = call.Potential();
        var start = _structure.Read(call).Structure;
        EquationOfState state;
        using (var progress = call.Progress("equation of state", "steps"))
        {
            state = EquationOfState.Of(start, potential, settings, call.Team, step => progress.Step(step.Doing, step.Done, step.Total), call.Cancellation);
        }
        call.Screen.Table(EosOutput.Fits(state));
        call.Screen.Table(EosOutput.Lattice(state));
        call.Screen.Table(EosOutput.Points(state));
        foreach (var remark in EosOutput.Remarks(state))
            call.Screen.Note(remark);
        call.Screen.Json(EosOutput.Record(state));
        call.Report($"Equation of state of {state.Structure.Formula}", $"{state.Points.Count} volumes with {potential.Name}.", page => EosOutput.Fill(page, state));
        return ExitCode.Done;
    }
}
