namespace Athanor.Potentials;

/// <summary>Guesses which known word a mistyped one was meant to be.</summary>
public static class Spelling
{
    /// <summary>" Did you mean 'x'?" with the nearest of the known words, or nothing where none is near.</summary>
    public static string Suggest(string typed, IEnumerable<string> known)
    {
        var nearest = known
            .Select(word => (Word: word, Distance: Distance(typed.ToLowerInvariant(), word.ToLowerInvariant())))
            .Where(x => x.Distance <= Math.Max(1, Math.Min(typed.Length, x.Word.Length) / 3))
            .OrderBy(x => x.Distance)
            .Select(x => x.Word)
            .FirstOrDefault();
        return nearest is null ? "" : $" Did you mean '{nearest}'?";
    }

    /// <summary>Insertions, deletions, replacements and swaps of neighbours that lead from one word to the other (optimal string alignment).</summary>
    static int Distance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            d[i, 0] = i;
        for (var j = 0; j <= b.Length; j++)
            d[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var replace = d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                d[i, j] = Math.Min(replace, 1 + Math.Min(d[i - 1, j], d[i, j - 1]));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    d[i, j] = Math.Min(d[i, j], 1 + d[i - 2, j - 2]);
            }
        }
        return d[a.Length, b.Length];
    }
}
