using Athanor.Numerics;

namespace Athanor.Atoms;

/// <summary>One column of the atom lines while it is being written.</summary>
abstract class ColumnToWrite(Property property, int length)
{
    public Property Property { get; } = property;

    /// <summary>Number of values, all atoms together.</summary>
    public int Length { get; } = length;

    public abstract void Write(Utf8Output output, int atom);
}

sealed class SpeciesToWrite(Structure structure) : ColumnToWrite(new("species", 'S', 1), structure.Count)
{
    public override void Write(Utf8Output output, int atom) => output.Text(structure.Elements[atom].Symbol);
}

sealed class VectorsToWrite(string name, Vec3[] vectors) : ColumnToWrite(new(name, 'R', 3), 3 * vectors.Length)
{
    public override void Write(Utf8Output output, int atom) =>
        output.Number(vectors[atom].X).Byte(' ').Number(vectors[atom].Y).Byte(' ').Number(vectors[atom].Z);
}

sealed class ValuesToWrite(string name, AtomColumn column)
    : ColumnToWrite(new(name, column.Kind, column.Width), column.Numbers?.Length ?? column.Texts?.Length ?? 0)
{
    public override void Write(Utf8Output output, int atom)
    {
        for (var at = atom * column.Width; at < (atom + 1) * column.Width; at++)
        {
            if (at > atom * column.Width)
                output.Byte(' ');
            if (column.Numbers is null)
                Word(output, column.Texts![at]);
            else if (column.Kind == 'L')
                output.Byte(column.Numbers[at] != 0 ? 'T' : 'F');
            else
                output.Number(column.Numbers[at]);
        }
    }

    static void Word(Utf8Output output, string text)
    {
        if (text.Length > 0 && !text.Any(char.IsWhiteSpace))
            output.Text(text);
        else
            output.Byte('"').Text(text.Replace('"', '\'').Replace('\n', ' ')).Byte('"');
    }
}
