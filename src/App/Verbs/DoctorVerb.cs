using System.CommandLine;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Reports;

namespace Athanor.App;

/// <summary><c>athanor doctor</c>: what this machine is and how fast the engines run on it.</summary>
sealed class DoctorVerb : IVerb
{
    readonly Option<double> _seconds = new("--seconds") { HelpName = "s", Description = "How long each measurement takes", DefaultValueFactory = _ => 0.5 };

    public string Name => "doctor";

    public string Summary => "What this machine is, how fast the engines run on it, and a verdict";

    public IReadOnlyList<string> Examples { get; } = ["doctor", "doctor --json --threads 4"];

    public IEnumerable<Symbol> Symbols => [_seconds, Shared.Report, Shared.Force];

    public ExitCode Run(Call call)
    {
        var seconds = call.Get(_seconds);
        if (!(seconds is > 0 and < 3600))
            throw new UsageException("--seconds is a number above 0.");
        var machine = Machine.Here();
        var engines = Engine.All();
        Team[] teams = call.Threads > 1 ? [Team.Single, call.Team] : [Team.Single];
        var speeds = new List<Speed>();
        var products = new List<(Precision Precision, int Threads, double Rate)>();
        using (var progress = call.Progress("measuring", "measurements", 2 * teams.Length * (engines.Count + 1)))
        {
            foreach (var precision in new[] { Precision.Double, Precision.Single })
            {
                foreach (var team in teams)
                {
                    products.Add((precision, team.Threads, Speed.MatrixProducts(precision, team)));
                    progress.Add(1);
                    foreach (var engine in engines)
                    {
                        progress.Status = engine.Name;
                        speeds.Add(Speed.Of(engine, precision, team, seconds, call.Cancellation));
                        progress.Add(1);
                    }
                }
            }
        }
        double? gain = teams.Length == 1 ? null : Gain(speeds);
        string[] verdict = [.. Diagnosis.Of(machine, gain, speeds.Last(s => s.What == engines[^1].Name))];
        Table[] tables = [Describe(machine), Speeds(speeds), Products(products)];
        foreach (var table in tables)
            call.Screen.Table(table);
        foreach (var sentence in verdict)
            call.Screen.Line(sentence);
        call.Screen.Json(new { Machine = machine, Engines = speeds, MatrixProducts = products.Select(p => new { p.Precision, p.Threads, Rate = new Quantity(p.Rate, "GFLOP/s") }), Verdict = verdict });
        if (call.ReportPath is not null)
        {
            var page = call.NewReport("Doctor");
            page.Summary = string.Join(' ', verdict);
            foreach (var table in tables)
                page.Section(table.Caption!).Add(table);
            call.SaveReport(page);
        }
        return ExitCode.Done;
    }

    /// <summary>All threads over one, where it is largest: what other programs take away can only make it smaller.</summary>
    static double Gain(List<Speed> speeds) => speeds.GroupBy(s => (s.What, s.Precision)).Select(g => g.OrderBy(s => s.Threads).ToArray())
        .Max(own => own[^1].AtomStepsPerSecond / own[0].AtomStepsPerSecond);

    static Table Describe(Machine m) => new Table("Machine", Column.Text(""), Column.Text(""))
        .Row("system", m.System).Row("processor", m.Processor).Row("threads", $"{m.Threads}").Row("instructions", m.Instructions)
        .Row("vectors", m.VectorBits == 0 ? "none" : $"{m.VectorBits} bits: {Widths.DoubleLanes} doubles or {Widths.SingleLanes} singles at once")
        .Row("memory", $"{m.MemoryGiB:0.0} GiB").Row("runtime", m.Runtime);

    static Table Speeds(IEnumerable<Speed> speeds)
    {
        var table = new Table("Molecular dynamics, neighbour lists included", Column.Text("potential"), Column.Number("atoms"), Column.Text("precision"),
            Column.Number("threads"), Column.Number("atom steps", "10⁶/s", "0.000"), Column.Number("per atom and step", "µs", "0.000"));
        foreach (var s in speeds.OrderBy(s => s.What, StringComparer.Ordinal).ThenBy(s => s.Precision).ThenBy(s => s.Threads))
            table.Row(s.What, s.Atoms, Word(s.Precision), s.Threads, 1e-6 * s.AtomStepsPerSecond, 1e6 / s.AtomStepsPerSecond);
        return table;
    }

    static Table Products(IEnumerable<(Precision Precision, int Threads, double Rate)> products)
    {
        var table = new Table("Matrix products", Column.Text("precision"), Column.Number("threads"), Column.Number("rate", "GFLOP/s", "0.0"));
        foreach (var (precision, threads, rate) in products)
            table.Row(Word(precision), threads, rate);
        return table;
    }

    static string Word(Precision precision) => precision == Precision.Single ? "single" : "double";
}
