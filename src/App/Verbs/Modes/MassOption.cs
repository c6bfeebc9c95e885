using System.CommandLine;
using System.Globalization;
using Athanor.Atoms;

namespace Athanor.App;

/// <summary><c>--mass H=2.014</c>: isotopes, by element or by atom.</summary>
sealed class MassOption(string name = "--mass", string what = "Masses of isotopes")
{
    public Option<string[]> Option { get; } = new(name)
    {
        HelpName = "atoms=amu",
        Description = $"{what}: H=2.014, or 3=13.0034, or 1-4=18 (atoms from 1); may be repeated",
        AllowMultipleArgumentsPerToken = true,
    };

    /// <summary>Sets the structure's masses.</summary>
    /// <exception cref="UsageException">Not of this form, or there are no such atoms.</exception>
    public void Apply(Call call, Structure structure)
    {
        foreach (var text in call.Get(Option) ?? [])
        {
            var parts = text.Split('=');
            if (parts.Length != 2 || !double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var mass) || !(mass > 0) || !double.IsFinite(mass))
                throw new UsageException($"{Option.Name} takes atoms and a mass above 0 in amu, such as H=2.014 or 3=13.0034; '{text}' is not that.");
            structure.Masses = [.. Enumerable.Range(0, structure.Count).Select(structure.MassOf)];
            foreach (var atom in AtomSelection.Read(Option.Name, parts[0], structure))
                structure.Masses[atom] = mass;
        }
    }
}
