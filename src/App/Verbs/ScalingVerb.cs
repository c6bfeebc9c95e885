using System.CommandLine;
using Athanor.Potentials;
using Athanor.Properties;

namespace Athanor.App;

/// <summary><c>athanor scaling [POTENTIAL …]</c>: time against size, and the power with which it grows.</summary>
sealed class ScalingVerb : IVerb
{
    readonly Argument<string[]> _potentials = new("potentials")
    {
        Description = "Any potentials; Hartree–Fock, MP2 and CCSD(T) where none are given",
        Arity = ArgumentArity.ZeroOrMore,
        DefaultValueFactory = _ => ["hf/6-31g*:unstable=keep", "mp2/6-31g*:unstable=keep", "ccsd(t)/6-31g*:unstable=keep"],
    };

    readonly Option<string> _system = new("--system") { HelpName = string.Join('|', GrowingSystem.All.Select(s => s.Name)), Description = "What grows: clusters of water, or alkane chains", DefaultValueFactory = _ => GrowingSystem.Water.Name };

    readonly Option<string> _budget = new("--budget") { HelpName = "time", Description = "How long each potential is measured, such as 90s, 10m or 2h", DefaultValueFactory = _ => "60s" };

    readonly Option<int> _largest = new("--largest") { HelpName = "n", Description = "Molecules of water, or carbon atoms, at most", DefaultValueFactory = _ => 1024 };

    readonly Option<bool> _forces = new("--forces") { Description = "Energy and forces rather than the energy alone" };

    readonly Option<string> _clock = new("--clock") { HelpName = "processor|wall", Description = "Processor time of all threads, or what a clock shows; programs that are run are only in the latter", DefaultValueFactory = _ => "processor" };

    public ScalingVerb()
    {
        _clock.AcceptOnlyFromAmong("processor", "wall");
        _system.AcceptOnlyFromAmong([.. GrowingSystem.All.Select(s => s.Name)]);
    }

    public string Name => "scaling";

    public string Summary => "Time against the size of a system, and the power with which it grows";

    public IReadOnlyList<string> Examples { get; } =
    [
        "scaling --report scaling.html",
        "scaling hf/sto-3g \"ccsd(t)/sto-3g\" model.athanor --system alkane --budget 5m --json",
    ];

    public IEnumerable<Symbol> Symbols => [_potentials, _system, _budget, _largest, _forces, _clock, Shared.Memory, Shared.Report, Shared.Force, Shared.Precision];

    public ExitCode Run(Call call)
    {
        if (call.Get(_largest) is < 1 or > 1_000_000)
            throw new UsageException("--largest is a number from 1 to 1000000.");
        var settings = new ScalingSettings(GrowingSystem.All.Single(s => s.Name == call.Get(_system)), DurationText.Read(_budget.Name, call.Get(_budget)), call.Get(_largest), call.Get(_forces), call.Precision) { Memory = call.Memory, Clock = call.Get(_clock) == "wall" ? ScalingClock.Wall : ScalingClock.Processor };
        IPotential[] potentials = [.. call.Get(_potentials).Select(p => PotentialGrammar.Parse(p))];
        var curves = new List<ScalingCurve>();
        using (var progress = call.Progress("scaling", "sizes"))
        {
            foreach (var potential in potentials)
            {
                curves.Add(Scaling.Measure(potential, settings, call.Team, point =>
                {
                    progress.Add(1);
                    progress.Status = FormattableString.Invariant($"{potential.Name}, {point.Atoms} atoms: {point.Seconds:G3} s");
                }, call.Cancellation));
            }
        }
        call.Screen.Table(ScalingReport.Exponents(curves, settings));
        foreach (var remark in ScalingReport.Remarks(curves, settings))
            call.Screen.Note(remark);
        call.Screen.Json(ScalingRecord.Of(curves, settings, call.Threads));
        call.Report(
            "Scaling", $"{string.Join(", ", curves.Select(c => c.Potential))} for growing systems ({settings.System.Name}), on {call.Threads} {(call.Threads == 1 ? "thread" : "threads")}.",
            page => ScalingReport.Fill(page, curves, settings));
        return ExitCode.Done;
    }
}
