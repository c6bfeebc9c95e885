using System.CommandLine;
using System.Globalization;
using Athanor.Atoms;
using Athanor.Properties;

namespace Athanor.App;

/// <summary><c>athanor reweigh FILE…</c>: the free energy along a variable from what biased runs sampled, of this or another program.</summary>
sealed class ReweighVerb : IVerb
{
    readonly Argument<string[]> _files = new("files") { Description = "A folder of windows, or their series; a table whose heads end in =centre; or a list of 'file centre stiffness'", Arity = ArgumentArity.OneOrMore };
    readonly Option<double?> _temperature = new("--temperature") { HelpName = "K", Description = "At which all was sampled, where files do not say" };
    readonly Option<string?> _stiffness = new("--stiffness") { HelpName = "k[,k…]", Description = "k of the bias ½ k (ξ − centre)², one or one a window, where files do not say" };
    readonly Option<string?> _centres = new("--centres") { HelpName = "x,x…", Description = "Where the windows were, in the order of files, where they do not say" };
    readonly Option<string> _energy = new("--energy-unit") { HelpName = "eV|kJ/mol|kcal/mol", Description = "Unit of given stiffnesses, a squared unit of ξ", DefaultValueFactory = _ => "eV" };
    readonly Option<int?> _column = new("--column") { HelpName = "n", Description = "The column that holds ξ, from 1 (the second)" };
    readonly Option<double> _discard = new("--discard") { HelpName = "fraction", Description = "Leave out this part at the beginning of each series", DefaultValueFactory = _ => 0 };
    readonly Option<double?> _period = new("--period") { HelpName = "x", Description = "After which ξ repeats: 360 for a dihedral in degrees" };
    readonly ProfileOptions _profile = new();

    public ReweighVerb() => _energy.AcceptOnlyFromAmong("eV", "kJ/mol", "kcal/mol");

    public string Name => "reweigh";

    public string Summary => "A free energy out of windows that were sampled under biases: MBAR or WHAM, with errors";

    public IReadOnlyList<string> Examples { get; } =
    [
        "reweigh torsion --report profile.html",
        "reweigh samples.csv --stiffness 2 --temperature 300 --method wham --bins 72",
        "reweigh metadata.txt --temperature 300 --energy-unit kJ/mol --period 360 -o profile.csv",
    ];

    public IEnumerable<Symbol> Symbols => [_files, _temperature, _stiffness, _centres, _energy, _column, _discard, _period, .. _profile.All, Shared.Output, Shared.Report, Shared.Force, Shared.Seed];

    public ExitCode Run(Call call)
    {
        call.Part(_discard);
        var asked = Temperatures.One(call, _temperature);
        var unit = call.Get(_energy) switch { "kJ/mol" => Units.KilojoulePerMole, "kcal/mol" => Units.KilocaloriePerMole, _ => 1 };
        var set = WindowFiles.Read(call.Get(_files), Numbers(call, _centres), Numbers(call, _stiffness), unit, call.Get(_column), call.Get(_discard));
        var temperature = asked ?? set.Temperature ?? throw new UsageException("Say at which --temperature all was sampled; the files do not.");
        if (!(temperature > 0))
            throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"The files say that all was sampled at {temperature} K, which is no temperature; say the right one by --temperature."));
        var settings = _profile.Read(call, temperature) with { Period = call.Get(_period) ?? set.Period, Unit = set.Unit ?? "" };
        var profile = FreeEnergyProfile.Of(set.Windows, settings, call.Team);
        ProfileOutput.Show(call, profile);
        call.Screen.Json(FreeEnergyRecord.Of(profile));
        ProfileOutput.Save(call, profile);
        call.Report(
            "Free energy", $"{set.Windows.Count} windows, {set.Windows.Sum(w => w.Values.Length):N0} values, at {temperature} K.",
            page => FreeEnergyReport.Fill(page, profile, set.Variable ?? "ξ"));
        return ExitCode.Done;
    }

    static double[]? Numbers(Call call, Option<string?> option) => call.Get(option)?.Split(',').Select(t => double.TryParse(t, NumberStyles.Float, CultureInfo.InvariantCulture, out var x) && double.IsFinite(x)
        ? x : throw new UsageException($"{option.Name} takes numbers with commas between them; '{t}' is none.")).ToArray();
}
