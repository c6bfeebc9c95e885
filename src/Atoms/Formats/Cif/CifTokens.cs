using System.Text;

namespace Athanor.Atoms;

enum CifToken
{
    End,
    Data,
    Loop,
    Tag,
    Value,
}

/// <summary>
/// The words of a CIF (Hall, Allen and Brown, Acta Cryst. A47, 655 (1991)): names, values bare or quoted, text fields between lines that
/// begin with a semicolon; comments are skipped.
/// </summary>
sealed class CifTokens(LineReader lines)
{
    string _line = "";
    int _at;

    /// <summary>The word last read: the block's name, the tag in lower case, the value without its quotes.</summary>
    public string Text { get; private set; } = "";

    /// <summary>Whether the value stood in quotes, so that "." and "?" mean themselves.</summary>
    public bool Quoted { get; private set; }

    public CifToken Next()
    {
        while (true)
        {
            while (_at < _line.Length && char.IsWhiteSpace(_line[_at]))
                _at++;
            if (_at < _line.Length && _line[_at] != '#')
                break;
            if (lines.NextText() is not { } line)
                return CifToken.End;
            _line = line;
            _at = 0;
            if (line.StartsWith(';'))
                return TextField();
        }
        Quoted = _line[_at] is '\'' or '"';
        if (Quoted)
            return QuotedValue();
        var start = _at;
        while (_at < _line.Length && !char.IsWhiteSpace(_line[_at]))
            _at++;
        Text = _line[start.._at];
        if (Text[0] == '_')
        {
            // mmCIF writes "_atom_site.Cartn_x" for "_atom_site_Cartn_x".
            Text = Text.ToLowerInvariant().Replace('.', '_');
            return CifToken.Tag;
        }
        if (Text.StartsWith("data_", StringComparison.OrdinalIgnoreCase))
        {
            Text = Text[5..];
            return CifToken.Data;
        }
        return Text.Equals("loop_", StringComparison.OrdinalIgnoreCase) ? CifToken.Loop : CifToken.Value;
    }

    // A quote closes only before a blank: 'it's' is one value.
    CifToken QuotedValue()
    {
        var quote = _line[_at++];
        var start = _at;
        while (_at < _line.Length && !(_line[_at] == quote && (_at + 1 == _line.Length || char.IsWhiteSpace(_line[_at + 1]))))
            _at++;
        if (_at >= _line.Length)
            throw lines.Error($"a value opened with {quote} is not closed in its line.");
        Text = _line[start.._at];
        _at++;
        return CifToken.Value;
    }

    CifToken TextField()
    {
        var first = lines.Line;
        var text = new StringBuilder(_line[1..]);
        while (true)
        {
            if (lines.NextText() is not { } line)
                throw lines.ErrorAt(first, "the text that begins here with ';' is never closed; the file may be cut short.");
            if (line.StartsWith(';'))
            {
                _line = line;
                _at = 1;
                break;
            }
            text.Append('\n').Append(line);
        }
        Text = text.ToString();
        Quoted = true;
        return CifToken.Value;
    }
}
