using System.CommandLine;
using Athanor.Atoms;
using Athanor.Potentials;
using Athanor.Properties;
using Athanor.Simulation;

namespace Athanor.App;

/// <summary><c>athanor rate POTENTIAL REACTANT SADDLE</c>: how often a step is taken, by harmonic transition-state theory.</summary>
sealed class RateVerb : IVerb
{
    readonly Argument<string[]> _files = new("structures") { Description = "A minimum and a saddle; or one file of 'saddle' with the minima on both sides, for the rates both ways", Arity = new ArgumentArity(1, 2) };
    readonly Option<string> _temperature = new("--temperature") { HelpName = "K", Description = "One, several with commas, or from:to:step", DefaultValueFactory = _ => "300:1000:100" };
    readonly Option<int> _degeneracy = new("--degeneracy") { HelpName = "n", Description = "How many such saddles lead out of the reactant", DefaultValueFactory = _ => 1 };
    readonly Option<string?> _fix = new("--fix") { HelpName = "atoms", Description = "Atoms that stay where they are: numbers from 1, ranges, elements (1-32,40,Au)" };
    readonly MassOption _masses = new();

    public string Name => "rate";

    public string Summary => "The rate of a step from a minimum over a saddle: harmonic transition-state theory, Eyring, Wigner";

    public IReadOnlyList<string> Examples { get; } = ["rate emt saddle.xyz --fix 1-8 --temperature 200:800:100", "rate model.athanor reactant.xyz saddle.xyz --mass H=2.014 --report rate.html"];

    public IEnumerable<Symbol> Symbols => [Shared.Potential, _files, _temperature, _degeneracy, _fix, _masses.Option, Shared.Report, Shared.Force];

    public ExitCode Run(Call call)
    {
        call.From(_degeneracy, "saddles", 1);
        var temperatures = Temperatures.Parse(call.Get(_temperature));
        var potential = call.Potential();
        var (minima, saddle) = Structures(call);
        foreach (var structure in (Structure[])[.. minima, saddle])
            _masses.Apply(call, structure);
        int[] atoms = call.Get(_fix) is { } text ? AtomSelection.Read("--fix", text, saddle) : [];
        TransitionRate[] rates;
        using (var progress = call.Progress("rate", "steps"))
        {
            rates = Rates(call, potential, minima, saddle, atoms, status =>
            {
                progress.Add(1);
                progress.Status = status;
            });
        }
        RateState[][] states = [.. rates.Select(r => temperatures.Select(r.At).ToArray())];
        for (var k = 0; k < rates.Length; k++)
        {
            call.Screen.Table(RateOutput.Table(Title(k, rates.Length, potential), rates[k], states[k]));
            call.Screen.Line(RateOutput.Summary(rates[k]));
        }
        foreach (var remark in RateOutput.Remarks(rates, states))
            call.Screen.Note(remark);
        call.Screen.Json(new
        {
            Potential = potential.Name,
            saddle.Formula,
            Forward = RateOutput.Record(rates[0], states[0]),
            Backward = rates.Length > 1 ? RateOutput.Record(rates[1], states[1]) : null,
        });
        if (call.ReportPath is not null)
            Report(call, potential, rates, states);
        return ExitCode.Done;
    }

    static string Title(int direction, int of, IPotential potential) => $"{(of == 1 ? "Rate" : direction == 0 ? "Forward" : "Backward")} with {potential.Name}";

    TransitionRate[] Rates(Call call, IPotential potential, IReadOnlyList<Structure> minima, Structure saddle, int[] atoms, Action<string> progress)
    {
        void Columns(VibrationStep s) => progress($"{s.Doing}, {s.Done}");
        // A saddle out of a path is not quite one.
        var search = SaddleSearch.Run(saddle, potential, new SaddleSettings { FixedAtoms = atoms, Push = 0, MostSteps = 200, ForceTolerance = 1e-5 }, call.Team, s => progress($"saddle, largest force {s.LargestForce:0.#####} eV/Å"), call.Cancellation);
        call.Cancellation.ThrowIfCancellationRequested();
        var settings = new VibrationSettings { FixedAtoms = atoms };
        var top = Vibrations.Of(search.Structure, potential, settings with { Relax = false }, call.Team, Columns, call.Cancellation);
        Vibrations[] bottoms = [.. minima.Select(m => Vibrations.Of(m, potential, settings, call.Team, Columns, call.Cancellation))];
        var spread = BarrierSpread.Of(potential, bottoms[0].Structure, top.Structure, bottoms[^1].Structure, call.Team);
        return [.. bottoms.Select((b, k) => TransitionRate.Of(b, top, call.Get(_degeneracy), k == 0 ? spread.Forward : spread.Backward, atoms.Length > 0))];
    }

    (IReadOnlyList<Structure> Minima, Structure Saddle) Structures(Call call)
    {
        var files = call.Get(_files);
        if (files.Length == 2)
            return ([StructureFiles.ReadOne(files[0]).Structure], SaddleFile.Read(files[1]).Saddle);
        var file = SaddleFile.Read(files[0]);
        return file.Minima.Count == 2
            ? (file.Minima, file.Saddle)
            : throw new UsageException($"{files[0]} is no file of 'saddle' with a minimum, the saddle and the other minimum; name a minimum and a saddle in two files.");
    }

    static void Report(Call call, IPotential potential, TransitionRate[] rates, RateState[][] states)
    {
        var page = call.NewReport($"Rate of {rates[0].Saddle.Structure.Formula}");
        page.Summary = RateOutput.Summary(rates[0]);
        for (var k = 0; k < rates.Length; k++)
        {
            var section = page.Section(rates.Length == 1 ? "Rate" : k == 0 ? "Forward" : "Backward");
            foreach (var remark in RateOutput.Remarks(rates[k], states[k]))
                section.Warning(remark);
            double low = states[k].Min(s => s.Temperature), high = Math.Max(states[k].Max(s => s.Temperature), 1.5 * low);
            var rate = rates[k];
            RateState[] curve = [.. Enumerable.Range(0, 81).Select(j => rate.At(1 / (1 / high + (1 / low - 1 / high) * j / 80)))];
            RateOutput.Fill(section, Title(k, rates.Length, potential), rate, states[k], curve);
        }
        call.SaveReport(page);
    }
}
