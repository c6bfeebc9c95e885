using System.CommandLine;
using Athanor.Atoms;
using Athanor.Potentials;
using Athanor.Properties;
using Athanor.Simulation;

namespace Athanor.App;

/// <summary><c>athanor isotopes POTENTIAL STRUCTURE --heavy H=2.014</c>: where heavy isotopes would rather be, and how much slower they react.</summary>
sealed class IsotopesVerb : IVerb
{
    readonly StructureChoice _structure = new();
    readonly MassOption _light = new("--mass", "Masses of the light isotopes, where they are not those of the elements");
    readonly MassOption _heavy = new("--heavy", "Masses of the heavy isotopes");
    readonly Option<string?> _against = new("--against") { HelpName = "file", Description = "A second structure: the equilibrium constant of exchange between both" };
    readonly Option<string?> _saddle = new("--saddle") { HelpName = "file", Description = "A saddle point above the structure, as 'saddle' writes it or alone, atoms in its order: the kinetic isotope effect, harmonically" };
    readonly Option<double> _temperature = new("--temperature") { HelpName = "K", Description = "Temperature", DefaultValueFactory = _ => 300 };
    readonly Option<bool> _path = new("--path-integral") { Description = "By path integrals too: with anharmonicity and rotation" };
    readonly Option<int> _beads = new("--beads") { HelpName = "P", Description = "Beads of each ring", DefaultValueFactory = _ => 32 };
    readonly RunLength _length = new("the run at each mass", "20000 steps");
    readonly Option<int> _points = new("--masses") { HelpName = "n", Description = "Masses between light and heavy at which to sample", DefaultValueFactory = _ => 3 };
    readonly Option<double> _timestep = new("--timestep") { HelpName = "fs", Description = "Time step", DefaultValueFactory = _ => 0.5 };

    readonly GuardOptions _guard = new();

    public string Name => "isotopes";

    public string Summary => "Isotope effects: where heavy isotopes would rather be, and how much slower they react";

    public IReadOnlyList<string> Examples { get; } =
    [
        "isotopes model.athanor water.xyz --heavy H=2.014 --temperature 300",
        "isotopes model.athanor water.xyz --heavy H=2.014 --path-integral --beads 32 --report water.html",
        "isotopes model.athanor reactant.xyz --saddle saddle.xyz --heavy 4=2.014",
    ];

    public IEnumerable<Symbol> Symbols =>
        [Shared.Potential, .. _structure.All, _heavy.Option, _light.Option, _against, _saddle, _temperature, _path, _beads, .. _length.All, _points, _timestep, .. _guard.All, Shared.Report, Shared.Force, Shared.Seed];

    public ExitCode Run(Call call)
    {
        if ((call.Get(_heavy.Option) ?? []).Length == 0)
            throw new UsageException("Say which atoms become heavy: --heavy H=2.014, or --heavy 2=2.014 for one of them.");
        if (!call.Get(_path) && ((Option[])[_beads, .. _length.All, _points, _timestep, .. _guard.All]).FirstOrDefault(call.Has) is { } idle)
            throw new UsageException($"{idle.Name} is for path integrals; add --path-integral.");
        _guard.Check(call);
        var potential = call.Potential();
        var structure = Isotopologue(call, _structure.Read(call).Structure, out var heavy);
        var settings = new IsotopeSettings
        {
            Temperature = Temperatures.One(call, _temperature),
            Beads = call.Within(_beads, "", 1, 1024),
            Steps = (int)(_length.Read(call, call.Positive(_timestep, "fs"), 100) ?? 20_000),
            Masses = call.Within(_points, "", 1, 20) is var masses && call.Get(_path) ? masses : 0,
            TimeStep = call.Positive(_timestep, "fs"),
            Seed = call.Seed,
            Guard = s => _guard.Limits(call, RingGuard.For(s)),
        };
        var first = Compute(call, potential, structure, heavy, settings);
        IsotopeExchange? second = null;
        if (call.Get(_against) is { } other)
        {
            var there = Isotopologue(call, StructureFiles.Read(other).First().Structure, out var heavyThere);
            second = Compute(call, potential, there, heavyThere, settings);
        }
        Estimate? kinetic = null, tunnelling = null;
        if (call.Get(_saddle) is { } saddle)
        {
            var top = Isotopologue(call, SaddleFile.Read(saddle).Saddle, out _);
            if (!top.Elements.SequenceEqual(structure.Elements))
                throw new UsageException($"{saddle} must have the atoms of the structure, in the same order.");
            kinetic = HarmonicIsotopes.Kinetic(structure, top, potential, heavy, settings.Temperature, false, call.Team, call.Cancellation);
            tunnelling = HarmonicIsotopes.Kinetic(structure, top, potential, heavy, settings.Temperature, true, call.Team, call.Cancellation);
        }
        foreach (var sentence in IsotopeOutput.Remarks(first))
            call.Screen.Note(sentence);
        call.Screen.Table(IsotopeOutput.Table(first, second, kinetic, tunnelling));
        call.Screen.Json(IsotopeOutput.Record(first, second, kinetic, tunnelling));
        call.Report($"Isotopes in {structure.Formula}", $"{potential.Name} at {settings.Temperature} K.", page => IsotopeOutput.Fill(page, first, second, kinetic, tunnelling));
        return ExitCode.Done;
    }

    Structure Isotopologue(Call call, Structure structure, out IReadOnlyList<double> heavy)
    {
        structure.Velocities = null;
        _light.Apply(call, structure);
        var other = structure.Clone();
        _heavy.Apply(call, other);
        heavy = [.. Enumerable.Range(0, other.Count).Select(other.MassOf)];
        return structure;
    }

    static IsotopeExchange Compute(Call call, IPotential potential, Structure structure, IReadOnlyList<double> heavy, IsotopeSettings settings)
    {
        using var progress = call.Progress("isotopes", "steps", (long)settings.Steps * Math.Max(1, settings.Masses));
        long shown = 0;
        return IsotopeExchange.Of(structure, potential, heavy, settings, call.Team, (mass, step) =>
        {
            var now = (long)mass * settings.Steps + step;
            progress.Add(now - shown);
            shown = now;
        }, call.Cancellation);
    }
}
