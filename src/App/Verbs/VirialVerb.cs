using System.CommandLine;
using Athanor.Atoms;
using Athanor.Potentials;
using Athanor.Properties;

namespace Athanor.App;

/// <summary><c>athanor virial POTENTIAL</c>: the second virial coefficient of a gas of atoms, and where it vanishes.</summary>
sealed class VirialVerb : IVerb
{
    readonly Option<string?> _pair = new("--pair") { HelpName = "A-B", Description = "The two elements, such as Ar-Ar or He-Xe (the potential's where it covers one)" };
    readonly Option<string> _temperature = new("--temperature") { HelpName = "K", Description = "One, several with commas, or from:to:step", DefaultValueFactory = _ => "298.15" };
    readonly Option<int> _quantum = new("--quantum") { HelpName = "0|1|2", Description = "Terms of the expansion in ħ²", DefaultValueFactory = _ => 1 };
    readonly Option<bool> _tail = new("--tail") { Description = "Let the energy go on as r⁻⁶ behind the cutoff" };
    readonly Option<bool> _noSpread = new("--no-uncertainty") { Description = "Do not ask the members of an ensemble one by one" };

    public string Name => "virial";

    public string Summary => "Second virial coefficient of a gas of atoms, with quantum corrections, and its Boyle temperature";

    public IReadOnlyList<string> Examples { get; } =
    [
        "virial tang-toennies:Ar --tail --temperature 100:600:50 --report argon.html",
        "virial model.athanor --pair Ar-Ar --temperature 300",
        "virial mp2/aug-cc-pvdz --pair He-He --temperature 100:400:50",
    ];

    public IEnumerable<Symbol> Symbols => [Shared.Potential, _pair, _temperature, _quantum, _tail, _noSpread, Shared.Report, Shared.Force];

    public ExitCode Run(Call call)
    {
        if (call.Get(_quantum) is < 0 or > 2)
            throw new UsageException($"--quantum is 0, 1 or 2, not {call.Get(_quantum)}.");
        var settings = new VirialSettings
        {
            Temperatures = Temperatures.Parse(call.Get(_temperature)),
            QuantumOrder = call.Get(_quantum),
            Tail = call.Get(_tail),
            Uncertainty = !call.Get(_noSpread),
        };
        var potential = call.Potential();
        var (a, b) = Pair(call.Get(_pair), potential);
        SecondVirial virial;
        using (var progress = call.Progress("virial", "distances"))
            virial = SecondVirial.Of(potential, a, b, settings, call.Team, _ => progress.Add(1), call.Cancellation);
        call.Screen.Table(VirialTables.Points(virial));
        call.Screen.Table(VirialTables.Shape(virial));
        foreach (var remark in virial.Remarks)
            call.Screen.Note(remark);
        call.Screen.Json(VirialRecord.Of(virial));
        call.Report($"Second virial coefficient of {a}–{b}", $"From the energy of two atoms with {potential.Name}.", page => VirialReport.Fill(page, virial));
        return ExitCode.Done;
    }

    /// <exception cref="UsageException">No pair, or one that is none.</exception>
    static (Element A, Element B) Pair(string? text, IPotential potential)
    {
        if (text is null)
        {
            return PotentialCard.ElementsOf(potential) is [var only]
                ? (only, only)
                : throw new UsageException($"--pair says which atoms meet, such as --pair Ar-Ar: '{potential.Name}' covers more than one element.");
        }
        var symbols = text.Split('-', '–');
        if (symbols.Length is not (1 or 2))
            throw new UsageException($"--pair is two elements, such as Ar-Kr; '{text}' is not.");
        Element Of(string symbol) => Element.TryParse(symbol, out var element) ? element : throw new UsageException($"--pair: '{symbol}' is not the symbol of an element.");
        var (a, b) = (Of(symbols[0]), Of(symbols[^1]));
        foreach (var element in new[] { a, b })
        {
            if (!potential.Covers(element))
                throw new UsageException($"--pair: '{potential.Name}' knows nothing of {element}.");
        }
        return (a, b);
    }
}
