using System.Globalization;
using System.Text;

namespace Athanor.Reports;

/// <summary>
/// Writes HTML with inline SVG that is also well-formed XML. Everything that comes from outside passes through <see cref="Escape"/>;
/// only our own style sheets and scripts are written raw.
/// </summary>
internal sealed class MarkupWriter
{
    readonly StringBuilder _text = new();
    readonly Stack<string> _open = new();
    bool _inTag;
    int _svg;

    public MarkupWriter Start(string name, string? cssClass = null)
    {
        CloseTag();
        _text.Append('<').Append(name);
        _open.Push(name);
        _inTag = true;
        if (name == "svg")
            _svg++;
        return cssClass is null ? this : Attr("class", cssClass);
    }

    public MarkupWriter Attr(string name, string value)
    {
        if (!_inTag)
            throw new InvalidOperationException($"Attribute {name} comes after the content of its element.");
        _text.Append(' ').Append(name).Append("=\"");
        Escape(_text, value);
        _text.Append('"');
        return this;
    }

    /// <summary>A coordinate: two decimals are a fiftieth of a pixel.</summary>
    public MarkupWriter Attr(string name, double value) => Attr(name, Number(value));

    public MarkupWriter Text(string value)
    {
        CloseTag();
        Escape(_text, value);
        return this;
    }

    public MarkupWriter Raw(string value)
    {
        CloseTag();
        _text.Append(value);
        return this;
    }

    public MarkupWriter End()
    {
        var name = _open.Pop();
        // HTML knows no <div/>; SVG inside it does.
        if (_inTag && (_svg > 0 || name is "meta" or "br" or "input"))
            _text.Append("/>");
        else
        {
            CloseTag();
            _text.Append("</").Append(name).Append('>');
        }
        _inTag = false;
        if (name == "svg")
            _svg--;
        return this;
    }

    /// <summary>An element that holds text alone.</summary>
    public MarkupWriter Element(string name, string text, string? cssClass = null) => Start(name, cssClass).Text(text).End();

    public MarkupWriter Line()
    {
        CloseTag();
        _text.Append('\n');
        return this;
    }

    public override string ToString()
        => _open.Count == 0 ? _text.ToString() : throw new InvalidOperationException($"<{_open.Peek()}> is still open.");

    public static string Number(double value)
    {
        var text = value.ToString("0.##", CultureInfo.InvariantCulture);
        return text == "-0" ? "0" : text;
    }

    void CloseTag()
    {
        if (_inTag)
            _text.Append('>');
        _inTag = false;
    }

    static void Escape(StringBuilder to, string value)
    {
        foreach (var rune in value.EnumerateRunes())
        {
            switch (rune.Value)
            {
                case '&': to.Append("&amp;"); break;
                case '<': to.Append("&lt;"); break;
                case '>': to.Append("&gt;"); break;
                case '"': to.Append("&quot;"); break;
                // Control characters and non-characters are not allowed in XML, not even escaped.
                case < 0x20 and not ('\t' or '\n' or '\r') or 0xFFFE or 0xFFFF: to.Append('\uFFFD'); break;
                default: to.Append(rune.ToString()); break;
            }
        }
    }
}
