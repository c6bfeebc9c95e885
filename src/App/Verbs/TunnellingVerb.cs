using System.CommandLine;
using System.Globalization;
using Athanor.Atoms;
using Athanor.Potentials;
using Athanor.Properties;

namespace Athanor.App;

/// <summary><c>athanor tunnelling</c>: by how much tunnelling speeds a reaction up, from numbers or from a saddle point.</summary>
sealed class TunnellingVerb : IVerb
{
    const double MostHeight = 20, MostWavenumber = 10_000;

    readonly Argument<string?> _potential = new("potential") { Description = "A potential, where the barrier comes from structures", Arity = ArgumentArity.ZeroOrOne };
    readonly Argument<string?> _saddle = new("saddle") { Description = "A file with the saddle point, where it stands; one of 'saddle' has reactant and product too", Arity = ArgumentArity.ZeroOrOne };
    readonly Option<string?> _reactant = new("--reactant") { HelpName = "file", Description = "The reactant, brought to rest (the first minimum of the saddle's file where not said)" };
    readonly Option<string?> _product = new("--product") { HelpName = "file", Description = "The product, brought to rest (the other minimum; as high as the reactant where there is none)" };
    readonly Option<double?> _barrier = new("--barrier") { HelpName = "eV", Description = "Height above the reactants, in place of structures" };
    readonly Option<double?> _backward = new("--backward") { HelpName = "eV", Description = "Height above the products (the same where not said)" };
    readonly Option<double?> _frequency = new("--frequency") { HelpName = "cm⁻¹", Description = "Imaginary wavenumber at the top, without its i" };
    readonly Option<string> _temperature = new("--temperature") { HelpName = "K", Description = "One, several with commas, or from:to:step", DefaultValueFactory = _ => "200:500:50" };
    readonly Option<bool> _ring = new("--ring-polymer") { Description = "Rates of ring-polymer dynamics on the same barrier too; seconds for each temperature" };
    readonly MassOption _masses = new();

    public string Name => "tunnelling";

    public string Summary => "By how much tunnelling speeds a reaction up: Wigner, Bell, Eckart exactly, instanton, ring polymers";

    public IReadOnlyList<string> Examples { get; } =
    [
        "tunnelling --barrier 0.425 --frequency 1622 --temperature 150:600:50 --report tunnelling.html",
        "tunnelling --barrier 0.425 --frequency 1622 --temperature 400 --ring-polymer",
        "tunnelling model.athanor saddle.xyz --mass H=2.014",
        "tunnelling model.athanor saddle.xyz --reactant before.xyz --product after.xyz",
    ];

    public IEnumerable<Symbol> Symbols =>
        [_potential, _saddle, _reactant, _product, _barrier, _backward, _frequency, _temperature, _ring, _masses.Option, Shared.Report, Shared.Force, Shared.Seed];

    public ExitCode Run(Call call)
    {
        var temperatures = Temperatures.Parse(call.Get(_temperature));
        var (barrier, spread) = call.Get(_potential) is { } name ? FromStructures(call, PotentialGrammar.Parse(name), temperatures) : (FromNumbers(call), null);
        // A step and a run as long as the barrier's own time asks for.
        var ring = call.Get(_ring) ? new RingRateSettings { Seed = call.Seed, TimeStep = 0.12 / barrier.Frequency, Plateau = 12 / barrier.Frequency } : null;
        var tunnelling = Tunnelling.Of(barrier, temperatures, ring, call.Team, call.Cancellation);
        var sentence = TunnellingOutput.Sentence(tunnelling, zeroPoints: call.Get(_potential) is not null);
        call.Screen.Note(sentence);
        call.Screen.Table(TunnellingOutput.Table(tunnelling, spread));
        call.Screen.Json(TunnellingOutput.Record(tunnelling, spread));
        call.Report("Tunnelling", sentence, page => TunnellingOutput.Fill(page, tunnelling, spread));
        return ExitCode.Done;
    }

    EckartBarrier FromNumbers(Call call)
    {
        if (call.Get(_barrier) is not { } height || call.Get(_frequency) is not { } wavenumber)
            throw new UsageException("Say --barrier and --frequency, or a potential, a saddle point and its --reactant.");
        if (new Option[] { _reactant, _product, _masses.Option }.FirstOrDefault(call.Has) is { } idle)
            throw new UsageException($"{idle.Name} has no effect where the barrier is given by numbers.");
        // Beyond these no barrier is, and the sums of the scattering leave the range of numbers.
        foreach (var option in new[] { _barrier, _backward })
        {
            if (call.Get(option) is not (null or (> 0 and <= MostHeight)))
                throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"{option.Name} is a number of eV above 0 and up to {MostHeight}, not {call.Get(option)}."));
        }
        if (Math.Abs(wavenumber) is not (> 0 and <= MostWavenumber))
            throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"--frequency is a number of cm⁻¹ above 0 and up to {MostWavenumber}, not {wavenumber}."));
        return new EckartBarrier(height, call.Get(_backward) ?? height, Math.Abs(wavenumber) * 2 * Math.PI * Units.SpeedOfLight);
    }

    (EckartBarrier Barrier, double[]? Spread) FromStructures(Call call, IPotential potential, double[] temperatures)
    {
        if (new Option[] { _barrier, _backward, _frequency }.FirstOrDefault(call.Has) is { } idle)
            throw new UsageException($"{idle.Name} has no effect where the barrier comes from structures.");
        if (call.Get(_saddle) is not { } path)
            throw new UsageException("A barrier from structures wants a saddle point and its --reactant.");
        var file = SaddleFile.Read(path);
        Structure? Side(Option<string?> option) => call.Get(option) is { } name ? StructureFiles.ReadOne(name).Structure : null;
        var (left, right) = (Side(_reactant), Side(_product));
        if (left is null)
        {
            if (right is not null || file.Minima.Count != 2)
                throw new UsageException($"A barrier from structures wants a saddle point and its --reactant{(right is null ? $": {path} does not have the minima on both sides" : "")}.");
            (left, right) = (file.Minima[0], file.Minima[1]);
            call.Screen.Note($"Reactant and product are the first and the second minimum of {path}.");
        }
        foreach (var structure in new[] { file.Saddle, left, right })
        {
            if (structure is not null)
                _masses.Apply(call, structure);
        }
        EckartBarrier Of(IPotential of) => SaddleBarrier.Of(file.Saddle, left, right, of, call.Team, call.Cancellation);
        return (Of(potential), MemberSpread.Of(potential, m => Of(m) is var b ? [.. temperatures.Select(b.Factor)] : []));
    }
}
