using Athanor.Potentials.Electrostatics;

namespace Athanor.Potentials.Nep;

/// <summary>
/// <c>nep:path</c>, or the bare path of a file that begins as a <c>nep.txt</c> does. Models with charges know <c>nep:path,charge-force=reference</c>: the forces of the programs that
/// fit them, which are not quite the gradient of the energy.
/// </summary>
public sealed class NepKind : IPotentialKind
{
    const string ForceOption = ",charge-force=";

    public string Name => "nep";

    public string Usage => "nep:path/to/nep.txt";

    public bool Claims(PotentialName name) => IsPrefixed(name) || NepFile.Begins(name.Head);

    public IPotential Open(PotentialName name)
    {
        if (!IsPrefixed(name))
            return NepFile.Read(name.Text, name.Title);
        var (path, force) = Split(name);
        if (path.Length == 0)
            throw name.Error("After 'nep:' the path of a nep.txt is expected.");
        if (!File.Exists(path))
            throw name.Error($"There is no file '{path}' (looked in {Directory.GetCurrentDirectory()}).", name.Prefix.Length + 1, path.Length);
        var model = NepFile.Read(path, name.Title);
        if (force is null)
            return model;
        if (!model.Form.HasCharges)
            throw name.Error("This model has no charges; leave ',charge-force=…' away.", name.Prefix.Length + 1 + path.Length, ForceOption.Length - 1);
        return model.With(force.Value);
    }

    /// <summary>A path may hold commas and equals signs: only what stands last is taken for the option.</summary>
    static (string Path, ChargeForce? Force) Split(PotentialName name)
    {
        var arguments = name.Arguments!;
        var at = arguments.LastIndexOf(ForceOption, StringComparison.Ordinal);
        if (at < 0)
            return (arguments, null);
        var word = arguments[(at + ForceOption.Length)..];
        return (arguments[..at], word switch
        {
            "exact" => ChargeForce.Exact,
            "reference" => ChargeForce.Reference,
            _ => throw name.Error($"Forces of charges are 'exact' (the gradient of the energy) or 'reference' (those of NEP_CPU and GPUMD), not '{word}'.", name.Prefix.Length + 1 + at + ForceOption.Length, Math.Max(1, word.Length)),
        });
    }

    static bool IsPrefixed(PotentialName name) => name.Arguments is not null && string.Equals(name.Prefix, "nep", StringComparison.OrdinalIgnoreCase);
}
