using System.Globalization;
using Athanor.Atoms;

namespace Athanor.Potentials;

/// <summary>
/// A pair law in the grammar. Parameters given alone hold everywhere; with elements before a dot they hold for one pair (<c>Ar-Kr.epsilon=…</c>) or for like
/// atoms (<c>Ar.epsilon=…</c>), unlike ones then following the law's mixing rule. <c>Na-Na=none</c> says that a pair does not interact. <c>cutoff=</c> is
/// required; <c>shift</c> or <c>switch=</c> (where switching begins) say how the energy ends there.
/// </summary>
public sealed class PairKind<TLaw> : IPotentialKind
    where TLaw : struct, INamedPairLaw<TLaw>
{
    public string Name => TLaw.Kind;

    public string Usage => TLaw.Usage;

    public IPotential Open(PotentialName name)
    {
        var reader = new Reader(new PotentialArguments(name), name);
        return Create(reader.Read());
    }

    /// <summary>The potential of a table, named as the grammar would.</summary>
    public static PairPotential<TLaw> Create(PairTable<TLaw> table) => new(PairNotation.Write(table), table);

    sealed class Reader(PotentialArguments arguments, PotentialName name)
    {
        internal PairTable<TLaw> Read()
        {
            RefuseUnknown();
            var elements = Elements();
            var shift = arguments.Flag("shift");
            var switched = arguments.Keys.Any(k => LastPart(k) == "switch");
            if (shift && switched)
                throw arguments.Error("shift", "Give 'shift' or 'switch', not both.");
            var ending = switched ? PairEnding.Switched : shift ? PairEnding.Shifted : PairEnding.Truncated;
            // What holds everywhere may be overruled for every pair: no argument is too many here, and misspelt ones were refused above.
            return elements is null
                ? new PairTable<TLaw>(Entry([""], "", ending), ending)
                : new PairTable<TLaw>(elements, (a, b) => Between(elements[a], elements[b], ending), ending);
        }

        /// <summary>Before anything is said to be missing: it may only be misspelt.</summary>
        void RefuseUnknown()
        {
            string[] known = [.. TLaw.Parameters.Select(p => p.Key), "cutoff", "switch", "shift"];
            foreach (var key in arguments.Keys)
            {
                var isPair = !key.Contains('.', StringComparison.Ordinal) && key.Contains('-', StringComparison.Ordinal);
                if (!isPair && !known.Contains(LastPart(key)))
                    throw arguments.Error(key, $"'{TLaw.Kind}' does not know '{LastPart(key)}'.{Spelling.Suggest(LastPart(key), known)} It takes {string.Join(", ", known)}; for one pair of elements {TLaw.Parameters[0].Key} is written Ar-Kr.{TLaw.Parameters[0].Key}.");
            }
        }

        /// <summary>The elements that keys name, by atomic number; null where none does.</summary>
        Element[]? Elements()
        {
            var found = new SortedSet<Element>();
            foreach (var key in arguments.Keys)
            {
                var dot = key.IndexOf('.', StringComparison.Ordinal);
                if (dot < 0 && !key.Contains('-', StringComparison.Ordinal))
                    continue;
                foreach (var symbol in (dot < 0 ? key : key[..dot]).Split('-'))
                {
                    if (!Element.TryParse(symbol, out var element))
                        throw arguments.Error(key, $"'{symbol}' is not the symbol of an element.");
                    found.Add(element);
                }
            }
            return found.Count == 0 ? null : [.. found];
        }

        PairEntry<TLaw>? Between(Element a, Element b, PairEnding ending)
        {
            string[] none = [$"{a}-{b}", $"{b}-{a}"];
            foreach (var key in none)
            {
                if (arguments.Text(key) is not { } value)
                    continue;
                return value.Equals("none", StringComparison.OrdinalIgnoreCase)
                    ? null
                    : throw arguments.Error(key, $"Of a whole pair only '{key}=none' can be said; parameters are {key}.{TLaw.Parameters[0].Key}=… and so on.");
            }
            string[] places = a == b ? [$"{a}-{b}.", $"{a}.", ""] : [$"{a}-{b}.", $"{b}-{a}.", ""];
            if (a != b && !TLaw.Parameters.Any(p => places.Any(place => arguments.Has(place + p.Key))))
            {
                if (TLaw.Mix(Law([$"{a}-{a}.", $"{a}."], $"{a}-{b}"), Law([$"{b}-{b}.", $"{b}."], $"{a}-{b}")) is { } mixed)
                    return End(mixed, places, ending);
            }
            return Entry(places, $"{a}-{b}", ending);
        }

        PairEntry<TLaw> Entry(string[] places, string pair, PairEnding ending) => End(Law(places, pair), places, ending);

        TLaw Law(string[] places, string pair)
        {
            var values = new double[TLaw.Parameters.Count];
            for (var p = 0; p < values.Length; p++)
            {
                var parameter = TLaw.Parameters[p];
                values[p] = Number(places, parameter.Key, parameter.Positive)
                    ?? throw name.Error(pair.Length == 0
                        ? $"'{TLaw.Kind}' needs {parameter.Key}=… ({parameter.Meaning}), as in '{TLaw.Usage}'."
                        : $"'{TLaw.Kind}' needs {parameter.Key} ({parameter.Meaning}) for the pair {pair}: give {pair}.{parameter.Key}=…, or {pair}=none where they do not interact.");
            }
            return TLaw.From(values);
        }

        PairEntry<TLaw> End(TLaw law, string[] places, PairEnding ending)
        {
            var cutoff = Number(places, "cutoff", positive: true) ?? throw name.Error($"'{TLaw.Kind}' needs cutoff=… (distance beyond which atoms do not see one another, Å), as in '{TLaw.Usage}'.");
            var from = Number(places, "switch", positive: false) ?? 0;
            if (ending == PairEnding.Switched && !(from >= 0 && from < cutoff))
                throw name.Error($"'switch' says where switching to zero begins: between 0 and the cutoff of {cutoff} Å; {from} is not.");
            return new PairEntry<TLaw>(law, cutoff, from);
        }

        double? Number(string[] places, string key, bool positive)
        {
            foreach (var place in places)
            {
                if ((positive ? arguments.Positive(place + key) : arguments.Number(place + key)) is { } number)
                    return number;
            }
            return null;
        }

        static string LastPart(string key) => key[(key.LastIndexOf('.') + 1)..];
    }
}

/// <summary>Writes a table as <see cref="PairKind{TLaw}"/> reads it.</summary>
static class PairNotation
{
    internal static string Write<TLaw>(PairTable<TLaw> table)
        where TLaw : struct, INamedPairLaw<TLaw>
    {
        var parts = new List<string>();
        var entries = (from a in Enumerable.Range(0, table.SpeciesCount) from b in Enumerable.Range(a, table.SpeciesCount - a) select (A: a, B: b, Entry: table[a, b])).ToArray();
        var present = entries.Where(e => e.Entry is not null).Select(e => e.Entry!.Value).ToArray();
        var oneCutoff = present.Select(e => e.Cutoff).Distinct().Count() == 1;
        var oneSwitch = table.Ending != PairEnding.Switched || present.Select(e => e.SwitchFrom).Distinct().Count() == 1;
        foreach (var (a, b, entry) in entries)
        {
            var pair = table.Elements is { } elements ? $"{elements[a]}-{elements[b]}" : "";
            var dot = pair.Length > 0 ? pair + "." : "";
            if (entry is not { } e)
            {
                parts.Add($"{pair}=none");
                continue;
            }
            var values = e.Law.Values;
            for (var p = 0; p < values.Length; p++)
                parts.Add(Item(dot + TLaw.Parameters[p].Key, values[p]));
            if (!oneCutoff)
                parts.Add(Item(dot + "cutoff", e.Cutoff));
            if (!oneSwitch)
                parts.Add(Item(dot + "switch", e.SwitchFrom));
        }
        if (oneCutoff)
            parts.Add(Item("cutoff", present[0].Cutoff));
        if (oneSwitch && table.Ending == PairEnding.Switched)
            parts.Add(Item("switch", present[0].SwitchFrom));
        if (table.Ending == PairEnding.Shifted)
            parts.Add("shift");
        return $"{TLaw.Kind}:{string.Join(',', parts)}";
    }

    static string Item(string key, double value) => string.Create(CultureInfo.InvariantCulture, $"{key}={value}");
}
