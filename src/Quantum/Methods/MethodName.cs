using System.Text.RegularExpressions;
using Athanor.Potentials;

namespace Athanor.Quantum;

/// <summary>
/// A method as it was written before the first slash, <c>ccsd(t,full)</c> or <c>pbe0+d3</c>: a word, letters and words in parentheses, additions after plus signs, in any case. As <see cref="PotentialArguments"/>,
/// it is asked for what its family knows, and then refuses whatever nobody asked for.
/// </summary>
internal sealed partial class MethodName
{
    readonly PotentialName _name;
    readonly List<Piece> _pieces = [];
    readonly List<string> _asked = [];

    /// <exception cref="PotentialGrammarException">It is not of that form, or says something twice.</exception>
    public MethodName(PotentialName name)
    {
        _name = name;
        Text = WrittenIn(name);
        if (Form().Match(Text) is not { Success: true } match)
            throw Error($"'{Text}' is not how a method is written: ccsd(t,full)/cc-pvdz has a word, further words in parentheses, a slash, and a basis set.");
        Word = match.Groups["word"].Value.ToLowerInvariant();
        foreach (var (group, mark) in new[] { ("part", ""), ("more", "+") })
        {
            foreach (Capture capture in match.Groups[group].Captures)
            {
                var piece = new Piece(mark + capture.Value.ToLowerInvariant(), capture.Index, capture.Length);
                if (_pieces.Exists(p => p.Text == piece.Text))
                    throw name.Error($"'{capture.Value}' is said twice.", capture.Index, capture.Length);
                _pieces.Add(piece);
            }
        }
    }

    sealed record Piece(string Text, int Offset, int Length)
    {
        internal bool Used { get; set; }
    }

    /// <summary>All of it, as it was typed.</summary>
    public string Text { get; }

    /// <summary>What it begins with, in small letters: "ccsd".</summary>
    public string Word { get; }

    /// <summary>The word of a name, whether or not a method is meant.</summary>
    public static string WordOf(PotentialName name)
    {
        var text = WrittenIn(name);
        var end = text.AsSpan().IndexOfAny('(', '+');
        return end < 0 ? text : text[..end];
    }

    /// <summary>Whether this was said: "full" within parentheses, "+d3" as an addition.</summary>
    public bool Takes(string piece)
    {
        _asked.Add(piece);
        if (_pieces.Find(p => p.Text == piece) is not { } found)
            return false;
        return found.Used = true;
    }

    /// <exception cref="PotentialGrammarException">Something was said that nobody asked for.</exception>
    public void Finish()
    {
        if (_pieces.Find(p => !p.Used) is not { } piece)
            return;
        var known = _asked.Distinct().ToArray();
        var takes = known.Length == 0 ? $"{Word} stands by itself" : $"{Word} takes {string.Join(", ", known)}";
        throw _name.Error($"'{Word}' does not know '{piece.Text}'.{(piece.Text.Length > 2 ? Spelling.Suggest(piece.Text, known) : "")} {takes}.", piece.Offset, piece.Length);
    }

    /// <summary>An error that points at the method.</summary>
    public PotentialGrammarException Error(string message) => _name.Error(message, 0, Text.Length);

    static string WrittenIn(PotentialName name)
    {
        var slash = name.Prefix.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? name.Prefix : name.Prefix[..slash];
    }

    [GeneratedRegex(@"^(?<word>[^()+/]+)(\((?<part>[^(),+]+)(,(?<part>[^(),+]+))*\))?(\+(?<more>[^()+]+))*$")]
    private static partial Regex Form();
}
