using Athanor.Numerics;

namespace Athanor.Atoms;

/// <summary>An ATOM or HETATM record, of fixed columns.</summary>
readonly record struct PdbAtom(Element Element, Vec3 Position, string Name, string Residue, int ResidueNumber)
{
    public static PdbAtom Parse(string line, LineReader lines)
    {
        if (line.Length < 54)
            throw lines.Error("the record of an atom ends before its coordinates; the file may be cut short here.");
        double Coordinate(int start, char axis) => Utf8Number.TryParse(line.AsSpan(start, 8).Trim(), out var x) && double.IsFinite(x)
            ? x
            : throw lines.Error($"{Texts.Shown(line.Substring(start, 8).Trim())} is not a number (column {axis}).");
        if (line[16] is not (' ' or 'A' or '1'))
            throw lines.Error($"the atom {line.AsSpan(12, 4).Trim()} stands here at its second place ({line[16]}): a disordered molecule is not one definite structure. Keep one of the alternatives.");
        return new PdbAtom(
            ElementOf(line, lines),
            new Vec3(Coordinate(30, 'x'), Coordinate(38, 'y'), Coordinate(46, 'z')),
            line[12..16].Trim(),
            line[17..20].Trim(),
            int.TryParse(line.AsSpan(22, 4), out var number) ? number : 0);
    }

    // Columns 77-78 where they are filled. Else by the name, whose first two columns hold the symbol, right-justified: " CA " is a
    // carbon, "CA  " calcium; a name of four letters, "HG21", begins with a one-letter symbol.
    static Element ElementOf(string line, LineReader lines)
    {
        var stated = line.Length >= 78 ? line[76..78].Trim() : "";
        if (stated.Length > 0)
            return stated == "D" ? new Element(1) : Element.TryParse(stated, out var e) ? e : throw lines.Error($"'{stated}' is not an element (columns 77-78).");
        var name = line[12..16];
        if (char.IsAsciiLetter(name[0]) && char.IsAsciiLetter(name[1]) && name[3] == ' ' && Element.TryParse(name.AsSpan(0, 2), out var two))
            return two;
        var letter = name.SkipWhile(c => !char.IsAsciiLetter(c)).FirstOrDefault();
        return letter == 'D' ? new Element(1) : Element.TryParse([letter], out var one) ? one : throw lines.Error($"the atom's name '{name.Trim()}' names no element; fill columns 77-78.");
    }
}
