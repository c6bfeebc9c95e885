using System.Globalization;
using System.Text;
using Athanor.Atoms;
using Athanor.Potentials;

namespace Athanor.Quantum;

/// <summary>
/// The form in which basis sets ship: lines <c>name NAME</c>, <c>element SYMBOL</c>, <c>shell LETTERS [cartesian]</c> (a letter a column: <c>sp</c>, <c>ssss</c>) and then a line a primitive,
/// exponent and one coefficient a column. <c>#</c> begins a comment. <see cref="Write"/> converts what was read from the exchange.
/// </summary>
internal static class CompactBasis
{
    public const string Letters = "spdfghi";

    public static BasisSet Read(TextReader reader, string source)
    {
        var name = source;
        var shells = new Dictionary<Element, List<ElementShell>>();
        List<ElementShell>? at = null;
        (int[] Momenta, bool Cartesian)? open = null;
        var rows = new List<double[]>();
        var number = 0;
        void Close()
        {
            if (open is not { } o || at is null)
                return;
            var shell = new ElementShell(o.Momenta, o.Cartesian, [.. rows.Select(r => r[0])], [.. o.Momenta.Select((_, k) => rows.Select(r => r[k + 1]).ToArray())]);
            BasisSet.Check(shell, $"{source}, line {number}");
            at.Add(shell);
            open = null;
            rows.Clear();
        }
        while (reader.ReadLine() is { } line)
        {
            number++;
            var words = line.Split('#')[0].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0)
                continue;
            switch (words[0])
            {
                case "name":
                    name = words[^1];
                    break;
                case "element" when words.Length == 2:
                    Close();
                    shells[Element.Parse(words[1])] = at = [];
                    break;
                case "shell" when words.Length is 2 or 3 && words[1].All(c => Letters.Contains(c, StringComparison.Ordinal)):
                    Close();
                    open = ([.. words[1].Select(c => Letters.IndexOf(c, StringComparison.Ordinal))], words.Length == 3);
                    break;
                default:
                    if (open is null || words.Length != open.Value.Momenta.Length + 1)
                        throw new PotentialException($"{source}, line {number}: '{line}' is not a line of a basis set.");
                    rows.Add([.. words.Select(w => Number(w, source, number))]);
                    break;
            }
        }
        Close();
        return new(name, shells.Select(e => KeyValuePair.Create(e.Key, e.Value.ToArray())));
    }

    public static string Write(BasisSet set, string comment)
    {
        var text = new StringBuilder($"# {comment}\nname {set.Name}\n");
        foreach (var element in set.Elements)
        {
            text.Append(CultureInfo.InvariantCulture, $"element {element.Symbol}\n");
            foreach (var shell in set.For(element))
            {
                text.Append("shell ").Append(string.Concat(shell.Momenta.Select(l => Letters[l]))).Append(shell.Cartesian ? " cartesian\n" : "\n");
                for (var p = 0; p < shell.Exponents.Length; p++)
                    text.AppendJoin(' ', shell.Coefficients.Select(c => c[p]).Prepend(shell.Exponents[p]).Select(x => x.ToString("R", CultureInfo.InvariantCulture))).Append('\n');
            }
        }
        return text.ToString();
    }

    /// <summary>A number that may carry Fortran's D exponent.</summary>
    public static double Number(string word, string source, int line) =>
        double.TryParse(word.Replace('D', 'e').Replace('d', 'e'), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? value
            : throw new PotentialException($"{source}, line {line}: '{word}' is not a number.");
}
