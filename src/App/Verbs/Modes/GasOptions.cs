using System.CommandLine;
using Athanor.Atoms;

namespace Athanor.App;

/// <summary>At which temperatures and pressure, and what of the molecule is not to be guessed.</summary>
sealed class GasOptions
{
    readonly Option<string> _temperature = new("--temperature") { HelpName = "K", Description = "One, several with commas, or from:to:step", DefaultValueFactory = _ => "298.15" };
    readonly Option<double> _pressure = new("--pressure") { HelpName = "bar", Description = "Of the gas", DefaultValueFactory = _ => 1 };
    readonly Option<int?> _symmetry = new("--symmetry-number") { HelpName = "n", Description = "Of rotations that exchange equal atoms only (found from the geometry where not said)" };
    readonly Option<int?> _multiplicity = new("--multiplicity") { HelpName = "2S+1", Description = "Of the electrons (the structure's; else 1, or 2 with an odd number)" };

    public IEnumerable<Symbol> All => [_temperature, _pressure, _symmetry, _multiplicity];

    /// <exception cref="UsageException">A number that makes no sense.</exception>
    public Gas Read(Call call)
    {
        var pressure = call.Get(_pressure);
        if (!(pressure > 0) || !double.IsFinite(pressure))
            throw new UsageException("--pressure is a number of bar above 0.");
        foreach (var option in new[] { _symmetry, _multiplicity })
        {
            if (call.Get(option) < 1)
                throw new UsageException($"{option.Name} is a whole number from 1 on.");
        }
        return new Gas(this, App.Temperatures.Parse(call.Get(_temperature)), pressure / 1e4 / Units.GigaPascal, call.Get(_symmetry), call.Get(_multiplicity));
    }

    /// <param name="Pressure">eV/Å³.</param>
    public sealed record Gas(GasOptions From, IReadOnlyList<double> Temperatures, double Pressure, int? SymmetryNumber, int? Multiplicity)
    {
        /// <summary>What repeats is no gas.</summary>
        public void RefuseFor(Call call, Structure structure)
        {
            if (structure.Periodic.Any && new Option[] { From._pressure, From._symmetry, From._multiplicity }.FirstOrDefault(call.Has) is { } idle)
                throw new UsageException($"{idle.Name} is for a gas of molecules, but {structure} repeats; leave it out.");
        }
    }
}
