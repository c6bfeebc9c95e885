using System.CommandLine;
using Athanor.Atoms;
using Athanor.Properties;

namespace Athanor.App;

/// <summary><c>athanor vacancy POTENTIAL CRYSTAL</c>: what it costs to take an atom out of a crystal.</summary>
sealed class VacancyVerb : IVerb
{
    readonly StructureChoice _structure = new();
    readonly Option<int> _atom = new("--atom") { HelpName = "n", Description = "Which atom of the cell is taken out, from 1", DefaultValueFactory = _ => 1 };
    readonly Option<string?> _sizes = new("--sizes") { HelpName = "n,n…", Description = "Repeats of the cell along each direction (what makes 10 Å, and one more, where not said)" };
    readonly Option<double?> _chemical = new("--chemical-potential") { HelpName = "eV", Description = "Energy of the atom where it goes; in an element, that of the crystal by atom" };
    readonly Option<int> _starts = new("--starts") { HelpName = "n", Description = "How many ways neighbours begin in the smallest supercell; the lowest end counts", DefaultValueFactory = _ => 4 };
    readonly Option<double> _rattle = new("--rattle") { HelpName = "Å", Description = "How far neighbours are moved at random before they relax", DefaultValueFactory = _ => 0.05 };
    readonly Option<double> _force = new("--max-force") { HelpName = "eV/Å", Description = "At rest is where no atom feels more than this", DefaultValueFactory = _ => 1e-3 };
    readonly Option<int> _steps = new("--steps") { HelpName = "n", Description = "Give up a relaxation after so many", DefaultValueFactory = _ => 2000 };
    readonly Option<bool> _noRelax = new("--no-relax") { Description = "Take the lattice of the file as it stands; neighbours of the vacancy relax all the same" };
    readonly Option<bool> _noUncertainty = new("--no-uncertainty") { Description = "Do not ask the members of an ensemble one by one" };

    public string Name => "vacancy";

    public string Summary => "Formation energy of a vacancy, relaxed, in supercells of several sizes";

    public IReadOnlyList<string> Examples { get; } = ["vacancy sw silicon.poscar", "vacancy model.athanor copper.cif --sizes 3,4,5 --report vacancy.html"];

    public IEnumerable<Symbol> Symbols =>
        [Shared.Potential, .. _structure.All, Shared.Output, _atom, _sizes, _chemical, _starts, _rattle, _force, _steps, _noRelax, _noUncertainty, Shared.Report, Shared.Force, Shared.Seed];

    public ExitCode Run(Call call)
    {
        if (!(call.Get(_force) > 0) || !(call.Get(_rattle) >= 0))
            throw new UsageException("--max-force is a number above 0, --rattle one from 0 up.");
        if (call.Get(_starts) is < 1 or > 100)
            throw new UsageException("--starts is a number from 1 to 100.");
        if (call.OutputPath is { } output)
            StructureFiles.RefuseUnknownFormat(output);
        var settings = new VacancySettings
        {
            RelaxCrystal = !call.Get(_noRelax),
            Sizes = call.Get(_sizes) is { } sizes ? WholeNumbers.List(_sizes.Name, sizes, 1, 100) : null,
            Atom = call.Get(_atom) - 1,
            ChemicalPotential = call.Get(_chemical),
            Starts = call.Get(_starts),
            Rattle = call.Get(_rattle),
            Seed = call.Seed,
            ForceTolerance = call.Get(_force),
            MostSteps = call.Get(_steps),
            Uncertainty = !call.Get(_noUncertainty),
        };
        var potential = call.Potential();
        var structure = _structure.Read(call).Structure;
        Vacancy vacancy;
        using (var progress = call.Progress("vacancy", "steps"))
        {
            vacancy = Vacancy.Of(structure, potential, settings, call.Team, (doing, step) =>
            {
                progress.Add(1);
                progress.Status = $"{doing}, step {step}";
            }, call.Cancellation);
        }
        call.Screen.Table(VacancyOutput.ToTable(vacancy));
        foreach (var remark in VacancyOutput.Remarks(vacancy))
            call.Screen.Note(remark);
        call.Screen.Json(VacancyOutput.Record(vacancy));
        if (call.OutputPath is { } path)
            StructureFiles.Write(path, [new Frame(vacancy.Sizes[^1].Structure)], call.Force);
        call.Report($"Vacancy in {vacancy.Crystal.Formula}", $"{vacancy.Infinite ?? vacancy.Sizes[^1].Energy} with {potential.Name}.", page => VacancyOutput.Fill(page, vacancy));
        return ExitCode.Done;
    }
}
