using System.Collections.Concurrent;
using Athanor.Potentials;

namespace Athanor.Quantum;

/// <summary>The basis sets that ship as resources, and the names they go by.</summary>
internal static class BasisLibrary
{
    // Resource, then every name; compared in lower case.
    static readonly (string Resource, string[] Names)[] Sets =
    [
        ("sto-3g", ["STO-3G"]),
        ("3-21g", ["3-21G"]),
        ("6-31gs", ["6-31G(d)", "6-31G*", "6-31gs"]),
        ("6-31gss", ["6-31G(d,p)", "6-31G**", "6-31gss"]),
        ("6-311gss", ["6-311G(d,p)", "6-311G**", "6-311gss"]),
        ("cc-pvdz", ["cc-pVDZ"]),
        ("cc-pvtz", ["cc-pVTZ"]),
        ("aug-cc-pvdz", ["aug-cc-pVDZ"]),
        ("def2-svp", ["def2-SVP"]),
        ("def2-tzvp", ["def2-TZVP"]),
    ];

    static readonly ConcurrentDictionary<string, BasisSet> Read = new();

    public static IEnumerable<string> Names => Sets.Select(s => s.Names[0]);

    public static BasisSet Find(string name) => TryFind(name)
        ?? throw new PotentialException($"There is no basis set '{name}' here.{Spelling.Suggest(name, Sets.SelectMany(s => s.Names))} There are {string.Join(", ", Names)}; others are read from files of the Basis Set Exchange (.json, .nw).");

    public static BasisSet? TryFind(string name)
    {
        var plain = name.Replace(" ", "", StringComparison.Ordinal);
        foreach (var (resource, names) in Sets)
        {
            if (names.Contains(plain, StringComparer.OrdinalIgnoreCase))
                return Read.GetOrAdd(resource, FromResource);
        }
        return null;
    }

    static BasisSet FromResource(string resource)
    {
        using var stream = typeof(BasisLibrary).Assembly.GetManifestResourceStream(resource + ".basis")!;
        using var reader = new StreamReader(stream);
        return CompactBasis.Read(reader, resource);
    }
}
