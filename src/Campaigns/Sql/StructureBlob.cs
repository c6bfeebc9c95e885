using System.Runtime.InteropServices;
using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Campaigns.Sql;

/// <summary>
/// A structure as bytes, so that no bit of it is lost: version (1), flags, number of atoms (int32), atomic numbers (a byte each), multiplicity (int32), charge, then what the flags say: nine numbers of the
/// cell, masses, velocities; positions last. Numbers are little-endian doubles.
/// </summary>
static class StructureBlob
{
    const byte Version = 1;

    [Flags]
    enum Parts : byte
    {
        A = 1,
        B = 2,
        C = 4,
        Cell = 8,
        Masses = 16,
        Velocities = 32,
        Multiplicity = 64,
    }

    public static byte[] Of(Structure s)
    {
        var parts = (s.Periodic.A ? Parts.A : 0) | (s.Periodic.B ? Parts.B : 0) | (s.Periodic.C ? Parts.C : 0)
            | (s.Cell is null ? 0 : Parts.Cell) | (s.Masses is null ? 0 : Parts.Masses) | (s.Velocities is null ? 0 : Parts.Velocities) | (s.Multiplicity is null ? 0 : Parts.Multiplicity);
        var bytes = new MemoryStream(32 + 56 * s.Count);
        using var writer = new BinaryWriter(bytes);
        writer.Write(Version);
        writer.Write((byte)parts);
        writer.Write(s.Count);
        foreach (var element in s.Elements)
            writer.Write((byte)element.AtomicNumber);
        writer.Write(s.Multiplicity ?? 0);
        writer.Write(s.Charge);
        if (s.Cell is { } cell)
            writer.Write(Numbers.Of(cell.Vectors));
        if (s.Masses is { } masses)
            writer.Write(Numbers.Of(masses));
        if (s.Velocities is { } velocities)
            writer.Write(Numbers.Of(velocities));
        writer.Write(Numbers.Of(s.Positions));
        writer.Flush();
        return bytes.ToArray();
    }

    /// <exception cref="StoreException">These bytes are no structure.</exception>
    public static Structure Read(byte[] blob)
    {
        try
        {
            var reader = new BinaryReader(new MemoryStream(blob));
            if (reader.ReadByte() != Version)
                throw new StoreException("A structure in the store was written by a newer version of Athanor; use that one.");
            var parts = (Parts)reader.ReadByte();
            var elements = new Element[Size(reader.ReadInt32(), blob)];
            for (var i = 0; i < elements.Length; i++)
                elements[i] = new Element(reader.ReadByte());
            var (multiplicity, charge) = (reader.ReadInt32(), reader.ReadDouble());
            byte[] Next(int doubles)
            {
                var bytes = new byte[8 * doubles];
                reader.BaseStream.ReadExactly(bytes);
                return bytes;
            }
            var cell = parts.HasFlag(Parts.Cell) ? new Cell(Numbers.ToMatrix(Next(9))) : null;
            var masses = parts.HasFlag(Parts.Masses) ? Numbers.ToDoubles(Next(elements.Length)) : null;
            var velocities = parts.HasFlag(Parts.Velocities) ? Numbers.ToVectors(Next(3 * elements.Length)) : null;
            return new Structure(elements, Numbers.ToVectors(Next(3 * elements.Length)), cell, new Periodicity(parts.HasFlag(Parts.A), parts.HasFlag(Parts.B), parts.HasFlag(Parts.C)))
            {
                Charge = charge,
                Multiplicity = parts.HasFlag(Parts.Multiplicity) ? multiplicity : null,
                Masses = masses,
                Velocities = velocities,
            };
        }
        catch (Exception e) when (e is EndOfStreamException or AtomsException and not StoreException)
        {
            throw new StoreException("A structure in the store is damaged. Take a copy of the store from before, or begin a new campaign with the labels that can still be read.", e);
        }
    }

    static int Size(int atoms, byte[] blob) => atoms >= 0 && atoms < blob.Length ? atoms : throw new EndOfStreamException();
}

/// <summary>Doubles as bytes, little-endian, to the bit.</summary>
static class Numbers
{
    public static byte[] Of(ReadOnlySpan<double> numbers)
    {
        var bytes = MemoryMarshal.AsBytes(numbers).ToArray();
        return BitConverter.IsLittleEndian ? bytes : Turned(bytes);
    }

    public static byte[] Of(ReadOnlySpan<Vec3> vectors) => Of(Vec3.Flatten(vectors));

    public static byte[] Of(Mat3 m) => Of([m[0, 0], m[0, 1], m[0, 2], m[1, 0], m[1, 1], m[1, 2], m[2, 0], m[2, 1], m[2, 2]]);

    /// <exception cref="EndOfStreamException">The bytes are not whole numbers of doubles.</exception>
    public static double[] ToDoubles(byte[] bytes) =>
        bytes.Length % 8 == 0 ? MemoryMarshal.Cast<byte, double>(BitConverter.IsLittleEndian ? bytes : Turned([.. bytes])).ToArray() : throw new EndOfStreamException();

    public static Vec3[] ToVectors(byte[] bytes)
    {
        var numbers = ToDoubles(bytes);
        return numbers.Length % 3 == 0 ? MemoryMarshal.Cast<double, Vec3>(numbers).ToArray() : throw new EndOfStreamException();
    }

    public static Mat3 ToMatrix(byte[] bytes) => ToVectors(bytes) is [var a, var b, var c] ? Mat3.FromRows(a, b, c) : throw new EndOfStreamException();

    static byte[] Turned(byte[] bytes)
    {
        for (var i = 0; i < bytes.Length; i += 8)
            Array.Reverse(bytes, i, 8);
        return bytes;
    }
}
