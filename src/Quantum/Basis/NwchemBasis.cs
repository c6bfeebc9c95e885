using Athanor.Atoms;
using Athanor.Potentials;

namespace Athanor.Quantum;

/// <summary>
/// Reads <c>basis "ao basis" SPHERICAL</c> … <c>end</c> as NWChem writes it: lines <c>C SP</c>, then exponent and a coefficient a column. Without a word, NWChem means Cartesian
/// functions, and so does this.
/// </summary>
internal static class NwchemBasis
{
    public static BasisSet Read(string path)
    {
        try
        {
            return Read(File.ReadLines(path), path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PotentialException($"The basis set {path} cannot be read: {e.Message}", e);
        }
    }

    public static BasisSet Read(IEnumerable<string> lines, string source)
    {
        var shells = new Dictionary<Element, List<ElementShell>>();
        var cartesian = true;
        (Element Element, string Letters, int Line)? open = null;
        var rows = new List<double[]>();
        var number = 0;
        void Close()
        {
            if (open is not { } o)
                return;
            if (rows.Count == 0 || rows.Any(r => r.Length != rows[0].Length))
                throw new PotentialException($"{source}, line {o.Line}: the shell's lines are not equally long, or there are none.");
            var columns = rows[0].Length - 1;
            var momenta = o.Letters.Select(c => CompactBasis.Letters.IndexOf(c, StringComparison.Ordinal)).ToArray();
            if (momenta.Length == 1)
                momenta = [.. Enumerable.Repeat(momenta[0], columns)];
            if (momenta.Length != columns)
                throw new PotentialException($"{source}, line {o.Line}: {columns} columns of coefficients for a shell {o.Letters.ToUpperInvariant()}.");
            var shell = new ElementShell(momenta, cartesian, [.. rows.Select(r => r[0])], [.. momenta.Select((_, k) => rows.Select(r => r[k + 1]).ToArray())]);
            BasisSet.Check(shell, $"{source}, line {o.Line}");
            if (!shells.TryGetValue(o.Element, out var list))
                shells[o.Element] = list = [];
            list.Add(shell);
            rows.Clear();
            open = null;
        }
        foreach (var line in lines)
        {
            number++;
            var words = line.Split('#')[0].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0)
                continue;
            if (words[0].Equals("basis", StringComparison.OrdinalIgnoreCase))
                cartesian = !words.Contains("spherical", StringComparer.OrdinalIgnoreCase);
            else if (words[0].Equals("end", StringComparison.OrdinalIgnoreCase))
                break;
            else if (words.Length == 2 && Element.TryParse(words[0], out var element) && words[1].All(c => CompactBasis.Letters.Contains(char.ToLowerInvariant(c), StringComparison.Ordinal)))
            {
                Close();
                open = (element, words[1].ToLowerInvariant(), number);
            }
            else if (open is not null)
                rows.Add([.. words.Select(w => CompactBasis.Number(w, source, number))]);
            else
                throw new PotentialException($"{source}, line {number}: '{line.Trim()}' is neither a shell (\"C SP\") nor a primitive of one.");
        }
        Close();
        return shells.Count > 0
            ? new(Path.GetFileNameWithoutExtension(source), shells.Select(e => KeyValuePair.Create(e.Key, e.Value.ToArray())))
            : throw new PotentialException($"{source} holds no shells.");
    }
}
