namespace Athanor.Atoms;

/// <summary>What a mistyped file name may have meant.</summary>
static class SimilarNames
{
    /// <summary>" Did you mean …?" with up to three names of the same folder, or what folder is missing; empty where nothing is like it.</summary>
    public static string Hint(string path)
    {
        var folder = Path.GetDirectoryName(path);
        var look = string.IsNullOrEmpty(folder) ? "." : folder;
        if (!Directory.Exists(look))
            return $" The folder {look} does not exist either.";
        try
        {
            var name = Path.GetFileName(path);
            var close = Directory.EnumerateFiles(look).Take(10_000).Select(f => Path.GetFileName(f)!)
                .Select(f => (Name: f, Distance: Distance(name.ToLowerInvariant(), f.ToLowerInvariant())))
                .Where(f => f.Distance <= Math.Max(2, name.Length / 3) || (name.Length >= 3 && Path.GetFileNameWithoutExtension(f.Name).Equals(Path.GetFileNameWithoutExtension(name), StringComparison.OrdinalIgnoreCase)))
                .OrderBy(f => f.Distance).ThenBy(f => f.Name, StringComparer.Ordinal).Take(3)
                .Select(f => string.IsNullOrEmpty(folder) ? f.Name : Path.Combine(folder, f.Name)).ToArray();
            return close.Length == 0 ? "" : $" Did you mean {string.Join(" or ", close)}?";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    // Levenshtein: letters to change, add or drop.
    static int Distance(string a, string b)
    {
        var row = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
            row[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }
        return row[b.Length];
    }
}
