using System.Text;
using Athanor.Numerics;

namespace Athanor.Atoms;

/// <summary>One column of the atom lines while it is being read: it takes its fields from a line and keeps their values.</summary>
abstract class AtomField(string name)
{
    public string Name { get; } = name;

    /// <exception cref="AtomsException">The field is not what the column promises.</exception>
    public abstract void Read(ref FieldCursor fields, int atom, LineReader lines);

    protected ReadOnlySpan<byte> Take(ref FieldCursor fields, int atom, LineReader lines) => fields.Next(out var field)
        ? field
        : throw lines.Error($"the line of atom {atom + 1} ends before the column {Name} is complete; the file may be cut short here.");

    protected double TakeNumber(ref FieldCursor fields, int atom, LineReader lines)
    {
        var field = Take(ref fields, atom, lines);
        return Utf8Number.TryParse(field, out var value) ? value : throw lines.Error($"{Texts.Shown(field)} is not a number (column {Name}, atom {atom + 1}).");
    }
}

/// <summary>Elements, by symbol or number.</summary>
sealed class SpeciesField(string name, int count, SpeciesReader species) : AtomField(name)
{
    public Element[] Elements { get; } = new Element[count];

    /// <summary>amu; null unless an isotope was named.</summary>
    public double[]? Masses { get; private set; }

    public override void Read(ref FieldCursor fields, int atom, LineReader lines)
    {
        var field = Take(ref fields, atom, lines);
        if (!species.TryRead(field, out Elements[atom], out var mass))
            throw lines.Error($"{Texts.Shown(field)} is not an element (column {Name}, atom {atom + 1}).");
        if (double.IsNaN(mass) && Masses is null)
            return;
        Masses ??= [.. Elements[..atom].Select(e => e.Mass), .. new double[count - atom]];
        Masses[atom] = double.IsNaN(mass) ? Elements[atom].Mass : mass;
    }
}

/// <summary>Vectors. Positions must be finite; labels may be NaN, which is for the inspection of the data to report.</summary>
sealed class VectorField(string name, int count, bool mustBeFinite) : AtomField(name)
{
    public Vec3[] Vectors { get; } = new Vec3[count];

    public override void Read(ref FieldCursor fields, int atom, LineReader lines)
    {
        var x = TakeNumber(ref fields, atom, lines);
        var y = TakeNumber(ref fields, atom, lines);
        var z = TakeNumber(ref fields, atom, lines);
        var vector = new Vec3(x, y, z);
        if (mustBeFinite && !vector.IsFinite)
            throw lines.Error($"({x}, {y}, {z}) is no place for atom {atom + 1} (column {Name}); a calculation may have failed there. Remove this frame.");
        Vectors[atom] = vector;
    }
}

/// <summary>Real or whole numbers, and logical values as 1 and 0; a whole number too large for a double turns the column into texts.</summary>
sealed class NumberField(string name, char kind, int width, int count) : AtomField(name)
{
    const double LargestExactInteger = 1L << 53;

    public double[] Numbers { get; } = new double[count * width];

    string[]? _texts;

    public AtomColumn Column => new(kind, width, _texts is null ? Numbers : null, _texts);

    public override void Read(ref FieldCursor fields, int atom, LineReader lines)
    {
        for (var k = 0; k < width; k++)
        {
            var field = Take(ref fields, atom, lines);
            var at = atom * width + k;
            if (kind == 'L')
            {
                if (!Texts.TryParseLogical(field, out var truth))
                    throw lines.Error($"{Texts.Shown(field)} is neither T nor F (column {Name}, atom {atom + 1}).");
                Numbers[at] = truth ? 1 : 0;
                continue;
            }
            if (!Utf8Number.TryParse(field, out Numbers[at]))
                throw lines.Error($"{Texts.Shown(field)} is not a number (column {Name}, atom {atom + 1}).");
            if (kind == 'I' && Numbers[at] != Math.Round(Numbers[at]))
                throw lines.Error($"{Texts.Shown(field)} is not a whole number (column {Name}, atom {atom + 1}).");
            if (kind == 'I' && Math.Abs(Numbers[at]) > LargestExactInteger)
                _texts ??= [.. Numbers.Select(x => ((long)x).ToString())];
            if (_texts is not null)
                _texts[at] = Encoding.UTF8.GetString(field);
        }
    }
}

/// <summary>Words.</summary>
sealed class TextField(string name, int width, int count) : AtomField(name)
{
    readonly string[] _texts = new string[count * width];
    string _last = "";

    public AtomColumn Column => new('S', width, null, _texts);

    public override void Read(ref FieldCursor fields, int atom, LineReader lines)
    {
        for (var k = 0; k < width; k++)
        {
            if (!fields.NextQuotable(out var field))
                Take(ref fields, atom, lines);
            if (!Ascii.Equals(field, _last))
                _last = Encoding.UTF8.GetString(field);
            _texts[atom * width + k] = _last;
        }
    }
}
