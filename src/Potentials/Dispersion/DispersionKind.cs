namespace Athanor.Potentials.Dispersion;

/// <summary>
/// <c>d3:pbe</c>: Grimme's D3 dispersion with Becke–Johnson damping fitted to a functional. <c>s6= s8= a1= a2=</c> (Bohr) replace parameters, or give all of them where no functional is named;
/// <c>atm=true</c> adds triples; <c>cutoff= cutoff3= cn-cutoff=</c> (Å) say where pairs, triples and counted neighbours end, and <c>switch=</c> from where on pairs are switched off.
/// </summary>
public sealed class DispersionKind : IPotentialKind
{
    static readonly string[] Keys = ["s6", "s8", "a1", "a2", "atm", "cutoff", "cutoff3", "cn-cutoff", "switch"];

    public string Name => DispersionNotation.Kind;

    public string Usage => "d3:pbe";

    public IPotential Open(PotentialName name)
    {
        var arguments = new PotentialArguments(name);
        var entry = Functional(name, arguments);
        if (entry is null && !arguments.Has("s8"))
            throw name.Error($"'d3' wants the functional that it corrects, as in 'd3:pbe', or s8=…,a1=…,a2=…. Parameters are known for {Known()}.");
        double Parameter(string key, double? known, string meaning) => known is { } value ? arguments.Number(key) ?? value : arguments.Required(key, meaning);
        var damping = new DispersionDamping(
            Parameter("s6", entry?.S6 ?? 1, "the weight of C6"),
            Parameter("s8", entry?.S8, "the weight of C8"),
            Parameter("a1", entry?.A1, "the damping radius in units of √(C8/C6)"),
            Parameter("a2", entry?.A2, "the damping radius added to it, in Bohr"));
        var settings = new DispersionSettings(damping, Triples(arguments))
        {
            PairCutoff = arguments.Positive("cutoff") ?? DispersionSettings.DefaultPairCutoff,
            TripleCutoff = arguments.Positive("cutoff3") ?? DispersionSettings.DefaultTripleCutoff,
            CoordinationCutoff = arguments.Positive("cn-cutoff") ?? DispersionSettings.DefaultCoordinationCutoff,
            SwitchStart = arguments.Positive("switch"),
        };
        arguments.Finish();
        if (arguments.Has("cutoff3") && !settings.ThreeBody)
            throw arguments.Error("cutoff3", "'cutoff3' is for triples, which there are with atm=true only.");
        if (settings.SwitchStart >= settings.PairCutoff)
            throw arguments.Error("switch", FormattableString.Invariant($"'switch' is where switching begins, below the cutoff of {settings.PairCutoff:0.###} Å."));
        if (!(damping.A2 > 0) && !(damping.A1 > 0))
            throw arguments.Error("a2", "Without a damping radius (a1 or a2 above zero) atoms that approach one another would collapse.");
        return DispersionNotation.Create(entry, settings);
    }

    /// <summary>The bare word, if there is one.</summary>
    static PublishedDamping.Entry? Functional(PotentialName name, PotentialArguments arguments)
    {
        foreach (var key in arguments.Keys)
        {
            if (PublishedDamping.Find(key) is { } entry)
            {
                arguments.Flag(key);
                return entry;
            }
        }
        var first = arguments.Keys.FirstOrDefault();
        if (first is null || Keys.Contains(first) || !name.Arguments!.Split(',').Contains(first))
            return null;
        throw arguments.Error(first, $"No D3 parameters are known for '{first}'.{Spelling.Suggest(first, PublishedDamping.All.Select(e => e.Name))} They are for {Known()}; others are given as s8=…,a1=…,a2=….");
    }

    static bool Triples(PotentialArguments arguments) => arguments.Text("atm") switch
    {
        null or "false" => false,
        "true" => true,
        _ => throw arguments.Error("atm", "'atm' is true or false: whether triples are added."),
    };

    static string Known() => string.Join(", ", PublishedDamping.All.Select(e => e.Name));
}
