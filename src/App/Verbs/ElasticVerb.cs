using System.CommandLine;
using Athanor.Properties;

namespace Athanor.App;

/// <summary><c>athanor elastic POTENTIAL STRUCTURE</c>: the stiffness of a crystal and what follows from it.</summary>
sealed class ElasticVerb : IVerb
{
    /// <summary>GPa; the middle of Jupiter has a few thousand.</summary>
    const double MostPressure = 10_000;

    readonly StructureChoice _structure = new();
    readonly Option<double> _pressure = new("--pressure") { HelpName = "GPa", Description = "Outside, while the crystal comes to rest" };
    readonly Option<double> _strain = new("--strain") { HelpName = "fraction", Description = "Smaller one of the two strains for differences", DefaultValueFactory = _ => 0.005 };
    readonly Option<bool> _noRelax = new("--no-relax") { Description = "Take cell and atoms as they stand" };
    readonly Option<bool> _noSymmetry = new("--no-symmetry") { Description = "Strain the cell as given in all six ways, rather than the primitive one where symmetry asks" };
    readonly Option<bool> _fromEnergy = new("--from-energy") { Description = "Second differences of the energy, in place of first ones of the stress" };
    readonly SymmetryTolerance _tolerance = new();
    readonly Option<bool> _noSpread = new("--no-uncertainty") { Description = "Do not ask the members of an ensemble one by one" };

    public string Name => "elastic";

    public string Summary => "Elastic constants of a crystal, moduli of its grains, stability, sound and Debye temperature";

    public IReadOnlyList<string> Examples { get; } =
    [
        "elastic sw silicon.poscar --report elastic.html",
        "elastic model.athanor crystal.cif --pressure 10 --json",
        "elastic model.athanor relaxed.cif --no-relax --from-energy",
    ];

    public IEnumerable<Symbol> Symbols => [Shared.Potential, .. _structure.All, _pressure, _strain, _noRelax, _noSymmetry, _fromEnergy, _tolerance.Option, _noSpread, Shared.Report, Shared.Force];

    public ExitCode Run(Call call)
    {
        if (call.Get(_noRelax) && call.Has(_pressure))
            throw new UsageException("--pressure has no effect with --no-relax.");
        if (call.Has(_tolerance.Option) && (call.Get(_noRelax) || call.Get(_noSymmetry)))
            throw new UsageException("--symmetry-tolerance has no effect with --no-relax or --no-symmetry.");
        if (call.Get(_strain) is not (> 0 and <= 0.1))
            throw new UsageException($"--strain is a number above 0 and up to 0.1, not {call.Get(_strain)}.");
        var settings = new ElasticSettings
        {
            Relax = !call.Get(_noRelax),
            Pressure = call.Within(_pressure, "GPa", -MostPressure, MostPressure),
            Strain = call.Get(_strain),
            Symmetry = !call.Get(_noSymmetry),
            FromEnergy = call.Get(_fromEnergy),
            Tolerance = _tolerance.Read(call),
            Uncertainty = !call.Get(_noSpread),
        };
        var potential = call.Potential();
        var start = _structure.Read(call).Structure;
        Elasticity elasticity;
        using (var progress = call.Progress("elastic constants", "steps"))
        {
            elasticity = Elasticity.Of(start, potential, settings, call.Team, step => progress.Step(step.Doing, step.Done, step.Total), call.Cancellation);
        }
        call.Screen.Note(ElasticRemarks.HowMade(elasticity));
        call.Screen.Table(ElasticTables.Stiffness(elasticity));
        call.Screen.Table(ElasticTables.Derived(elasticity));
        call.Screen.Table(ElasticTables.Sound(elasticity));
        foreach (var sentence in ElasticRemarks.Warnings(elasticity))
            call.Screen.Note(sentence);
        call.Screen.Json(ElasticRecord.Of(elasticity));
        call.Report(
            $"Elastic constants of {elasticity.Structure.Formula}", $"With {potential.Name}{(settings.Pressure == 0 ? "" : $", at {settings.Pressure} GPa")}.",
            page => ElasticReport.Fill(page, elasticity));
        return ExitCode.Done;
    }
}
