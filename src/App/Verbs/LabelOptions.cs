using System.CommandLine;
using Athanor.Atoms;

namespace Athanor.App;

/// <summary>The options that say under which names a file keeps its labels, and in which units.</summary>
sealed class LabelOptions
{
    readonly Option<string?> _energy = Key("--energy-key", "Name of the total energy (eV)");
    readonly Option<string?> _forces = Key("--forces-key", "Name of the forces' column (eV/Å)");
    readonly Option<string?> _stress = Key("--stress-key", "Name of the stress (eV/Å³, tension positive)");
    readonly Option<string?> _virial = Key("--virial-key", "Name of the virial (eV)");
    readonly Option<string?> _group = Key("--group-key", "Name of the group, by which errors are told apart (config_type where not said)");

    readonly Option<string?> _units = new("--units") { HelpName = "units", Description = "Of files that do not say theirs (n2p2's input.data): angstrom-ev, bohr-hartree" };

    public IEnumerable<Option> All => [_energy, _forces, _stress, _virial, _group, _units];

    /// <summary>The usual names, and the user's in place of those where given.</summary>
    public LabelKeys Keys(Call call)
    {
        var keys = LabelKeys.Default;
        return keys with
        {
            Energy = Names(_energy, keys.Energy),
            Forces = Names(_forces, keys.Forces),
            Stress = Names(_stress, keys.Stress),
            Virial = Names(_virial, keys.Virial),
            Group = Names(_group, keys.Group),
            Units = call.Get(_units),
        };

        IReadOnlyList<string> Names(Option<string?> option, IReadOnlyList<string> usual) => call.Get(option) is { } name ? [name] : usual;
    }

    /// <summary>A sentence for every name that the user gave and no frame has.</summary>
    public IEnumerable<string> Unfound(Call call, LabelsSeen seen) =>
        from label in new[] { (_energy, seen.Energy, "an energy"), (_forces, seen.Forces, "forces"), (_stress, seen.Stress, "a stress"), (_virial, seen.Stress, "a virial"), (_group, seen.Group, "a group") }
        where call.Get(label.Item1) is not null && !label.Item2
        select $"No frame has {label.Item3} under the name '{call.Get(label.Item1)}' of {label.Item1.Name}; names count letter by letter ('athanor inspect' shows those that are there).";

    static Option<string?> Key(string name, string description) => new(name) { HelpName = "name", Description = description };
}
