using System.Globalization;
using System.Text;
using Athanor.Atoms;

namespace Athanor.Potentials;

/// <summary>Reads files of LAMMPS' pair style <c>tersoff</c>: three elements and fourteen numbers for each triple, over as many lines as it takes, and comments behind '#'.</summary>
static class TersoffFile
{
    const int WordsOfEntry = 17, MostElements = 32;

    /// <summary>Whether a file begins as one of these does, and not as one of the styles that are related to it.</summary>
    internal static bool Begins(ReadOnlySpan<byte> head)
    {
        if (head.IsEmpty)
            return false;
        var words = new List<string>();
        foreach (var line in Encoding.UTF8.GetString(head).Split('\n'))
        {
            words.AddRange(line.Split('#')[0].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            if (words.Count > WordsOfEntry)
                break;
        }
        return words.Count >= WordsOfEntry && words[..3].All(w => Element.TryParse(w, out _)) && words[3..WordsOfEntry].All(IsNumber) && (words.Count == WordsOfEntry || !IsNumber(words[WordsOfEntry]));
    }

    static bool IsNumber(string word) => double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    /// <exception cref="PotentialException">The file is missing or broken; the message says where.</exception>
    internal static TersoffTable Read(string path)
    {
        var text = new ParameterText(path);
        var entries = new Dictionary<(Element I, Element J, Element K), TersoffEntry>();
        var words = new List<string>();
        while (text.Words() is { } more)
        {
            words.AddRange(more);
            if (words.Count > WordsOfEntry)
                throw text.Error($"an entry has {WordsOfEntry} words, three elements and fourteen numbers; this one has {words.Count}. Only files of the pair style 'tersoff' are read, not of 'tersoff/mod' or 'tersoff/zbl'.");
            if (words.Count < WordsOfEntry)
                continue;
            if (words[..3].Any(IsLabel))
            {
                words.Clear();
                continue;
            }
            var (key, entry) = Entry(text, words);
            if (!entries.TryAdd(key, entry))
                throw text.Error($"{key.I} {key.J} {key.K} is given twice.");
            words.Clear();
        }
        if (words.Count > 0)
            throw text.Error($"the file ends within an entry, which has {words.Count} of its {WordsOfEntry} words.");
        // An element without an entry of its own can be in no structure.
        Element[] elements = [.. entries.Keys.Select(k => k.I).Distinct().Where(e => entries.ContainsKey((e, e, e))).OrderBy(e => e.AtomicNumber)];
        if (elements.Length == 0)
            throw text.Error("no element is described: an entry 'Si Si Si …' is expected for each.");
        if (elements.Length > MostElements)
            throw text.Error($"more than {MostElements} elements are described.");
        var table = new TersoffEntry?[elements.Length, elements.Length, elements.Length];
        for (var i = 0; i < elements.Length; i++)
        {
            for (var j = 0; j < elements.Length; j++)
            {
                for (var k = 0; k < elements.Length; k++)
                    table[i, j, k] = entries.TryGetValue((elements[i], elements[j], elements[k]), out var entry) ? entry : null;
            }
        }
        return new TersoffTable(elements, table);
    }

    /// <summary>Other sets for an element, "Si(B)" say, which users of LAMMPS choose by name, and which nobody can mean here.</summary>
    static bool IsLabel(string word)
    {
        var letters = word.TakeWhile(char.IsAsciiLetter).Count();
        return letters > 0 && letters < word.Length && Element.TryParse(word.AsSpan(0, letters), out _);
    }

    static ((Element I, Element J, Element K) Key, TersoffEntry Entry) Entry(ParameterText text, List<string> words)
    {
        Element Symbol(int k) => Element.TryParse(words[k], out var element) ? element : throw text.Error($"'{ParameterText.Shown(words[k])}' is not the symbol of an element.");
        var key = (Symbol(0), Symbol(1), Symbol(2));
        double[] v = [.. words[3..].Select(w => text.Real(w))];
        if (v[0] is not (1 or 3))
            throw text.Error($"the exponent m is 1 or 3, not {ParameterText.Shown(words[3])}.");
        var entry = new TersoffEntry((int)v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7], v[8], v[9], v[10], v[11], v[12], v[13]);
        if (v.Where((_, n) => n != 5).Any(x => x < 0))
            throw text.Error("all numbers but cos θ0 must not be negative.");
        if (!(entry.Width > 0 && entry.R >= entry.Width && entry.Cutoff < 100))
            throw text.Error(FormattableString.Invariant($"R = {entry.R} Å and D = {entry.Width} Å leave no room to switch a bond off: 0 < D ≤ R is expected."));
        if (words[1] == words[2] && !(entry.N > 0))
            throw text.Error("n must be above zero.");
        if (entry.D == 0 && entry.C != 0)
            throw text.Error("d must be above zero where c is.");
        return (key, entry);
    }
}
