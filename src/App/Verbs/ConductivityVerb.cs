using System.CommandLine;
using Athanor.Atoms;
using Athanor.Potentials;
using Athanor.Properties;
using Athanor.Reports;

namespace Athanor.App;

/// <summary><c>athanor conductivity POTENTIAL STRUCTURE</c>: how well a material conducts heat, from its phonons or from the fluctuations of the flux in molecular dynamics.</summary>
sealed class ConductivityVerb : IVerb
{
    /// <summary>Å that a box of dynamics is high at least, where nobody says.</summary>
    const double Height = 20;

    readonly StructureChoice _structure = new();
    readonly MassOption _masses = new();
    readonly Option<string> _method = new("--method") { HelpName = "boltzmann|green-kubo", Description = "Phonons of a crystal that scatter in threes, or molecular dynamics", DefaultValueFactory = _ => "boltzmann" };
    readonly Option<string> _temperature = new("--temperature") { HelpName = "K", Description = "One; of phonons also several with commas, or from:to:step", DefaultValueFactory = _ => "300" };
    readonly Option<string?> _supercell = new("--supercell") { HelpName = "n[ n n]", Description = "Cells of the file in the supercell that forces are differentiated in, or that moves (of usual size where not said)" };
    readonly BoltzmannOptions _boltzmann = new();
    readonly GreenKuboOptions _greenKubo = new();

    public ConductivityVerb() => _method.AcceptOnlyFromAmong("boltzmann", "green-kubo");

    public string Name => "conductivity";

    public string Summary => "Thermal conductivity, from phonons or from the flux of heat in molecular dynamics";

    public IReadOnlyList<string> Examples { get; } =
    [
        "conductivity sw silicon.poscar --temperature 300,500,1000 --report conductivity.html",
        "conductivity model.athanor crystal.cif --mesh 12 --third-cutoff 5 --mass-variance Si=2.01e-4",
        "conductivity \"lj:epsilon=0.0104,sigma=3.4,cutoff=8.5,switch=7.5\" argon.poscar --method green-kubo --temperature 50 --timestep 4 --supercell 5",
    ];

    public IEnumerable<Symbol> Symbols =>
        [Shared.Potential, .. _structure.All, _method, _temperature, _supercell, .. _boltzmann.All, .. _greenKubo.All, _masses.Option, Shared.Seed, Shared.Report, Shared.Force];

    public ExitCode Run(Call call)
    {
        var phonons = call.Get(_method) == "boltzmann";
        var idle = phonons ? _greenKubo.All.Append(Shared.Seed) : _boltzmann.All;
        if (idle.FirstOrDefault(call.Has) is { } other)
            throw new UsageException($"{other.Name} has no effect with --method {call.Get(_method)}.");
        var temperatures = Temperatures.Parse(call.Get(_temperature));
        if (!phonons && temperatures.Length > 1)
            throw new UsageException("Molecular dynamics is at one --temperature.");
        var supercell = WholeNumbers.Of(call, _supercell, 1, 1000);
        var settings = _boltzmann.Read(call, supercell, temperatures);
        var potential = call.Potential();
        var structure = _structure.Read(call).Structure;
        _masses.Apply(call, structure);
        if (phonons)
            Phonons(call, potential, structure, settings);
        else
            Dynamics(call, potential, Repeated(structure, supercell), _greenKubo.Read(call, temperatures[0]));
        return ExitCode.Done;
    }

    static Structure Repeated(Structure structure, (int A, int B, int C)? times)
    {
        if (structure.Cell is not { } cell || !structure.Periodic.IsBulk)
            return structure;
        int Of(double height) => Math.Max(1, (int)Math.Ceiling(Height / height - 1e-6));
        var (a, b, c) = times ?? (Of(cell.Heights.X), Of(cell.Heights.Y), Of(cell.Heights.Z));
        return structure.Repeat(a, b, c);
    }

    static void Phonons(Call call, IPotential potential, Structure structure, BoltzmannSettings settings)
    {
        BoltzmannConductivity result;
        using (var progress = call.Progress("conductivity", "steps"))
        {
            result = BoltzmannConductivity.Compute(structure, potential, settings, call.Team, step => progress.Step(step.Doing, step.Done, step.Total), call.Cancellation);
        }
        string[] warnings = [.. ConductivityRemarks.Warnings(result)];
        Say(call, ConductivityRemarks.HowMade(result), warnings, result.Grids.Count > 1 ? [ConductivityTables.Temperatures(result), ConductivityTables.Grids(result)] : [ConductivityTables.Temperatures(result)]);
        call.Screen.Json(ConductivityRecord.Of(result));
        call.Report($"Thermal conductivity of {structure.Formula}", $"From phonons of {potential.Name}.", page => ConductivityReport.Fill(page, result, warnings));
    }

    static void Dynamics(Call call, IPotential potential, Structure structure, GreenKuboSettings settings)
    {
        GreenKubo result;
        using (var progress = call.Progress("conductivity", "looks at the flux"))
        {
            result = GreenKubo.Compute(structure, potential, settings, call.Team, (_, all) =>
            {
                progress.Total = all;
                progress.Add(1);
            }, call.Cancellation);
        }
        string[] warnings = [.. ConductivityRemarks.Warnings(result)];
        Say(call, ConductivityRemarks.HowMade(result), warnings, ConductivityTables.Fluxes(result));
        call.Screen.Json(ConductivityRecord.Of(result));
        call.Report($"Thermal conductivity of {structure.Formula}", $"From molecular dynamics of {potential.Name}.", page => ConductivityReport.Fill(page, result, warnings));
    }

    static void Say(Call call, string howMade, IReadOnlyList<string> warnings, params Table[] tables)
    {
        call.Screen.Note(howMade);
        foreach (var table in tables)
            call.Screen.Table(table);
        foreach (var warning in warnings)
            call.Screen.Note(warning);
    }
}
