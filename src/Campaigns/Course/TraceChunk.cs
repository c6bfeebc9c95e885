using Athanor.Campaigns.Sql;

namespace Athanor.Campaigns;

/// <summary>A piece of a walk's trace as it is kept: version (1), number of points, points, number of frames, frames. Little-endian.</summary>
sealed class TraceChunk
{
    /// <summary>Points that one holds.</summary>
    public const int Capacity = 500;

    const byte Version = 1;

    public List<WalkPoint> Points { get; } = [];

    public List<WalkFrame> Frames { get; } = [];

    public bool IsFull => Points.Count >= Capacity;

    /// <param name="number">From 1.</param>
    public static string NameOf(string walker, int number) => $"trace/{walker}/{number:D6}";

    static string HeadOf(string walker) => $"trace/{walker}";

    /// <summary>Says which chunk is the last.</summary>
    public static Checkpoint Head(string walker, int last) => new(HeadOf(walker), BitConverter.GetBytes(last));

    /// <summary>0 where there is none.</summary>
    public static int LastNumber(IStore store, string walker) => store.Load(HeadOf(walker)) is { } head ? BitConverter.ToInt32(head.Bytes) : 0;

    public byte[] ToBytes()
    {
        var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write(Version);
        writer.Write(Points.Count);
        foreach (var p in Points)
        {
            writer.Write(p.Step);
            writer.Write(p.Time);
            writer.Write(p.Temperature);
            writer.Write(p.Energy);
            writer.Write(p.Disagreement);
            writer.Write(p.Model);
            writer.Write((byte)p.Mark);
        }
        writer.Write(Frames.Count);
        foreach (var f in Frames)
        {
            var structure = StructureBlob.Of(f.Structure);
            writer.Write(f.Step);
            writer.Write(structure.Length);
            writer.Write(structure);
        }
        writer.Flush();
        return bytes.ToArray();
    }

    /// <exception cref="StoreException">It is damaged, or of a newer version.</exception>
    public static TraceChunk FromBytes(byte[] bytes)
    {
        try
        {
            var reader = new BinaryReader(new MemoryStream(bytes));
            if (reader.ReadByte() != Version)
                throw new StoreException("A walker's trace was written by a newer version of Athanor; use that one.");
            var chunk = new TraceChunk();
            for (var count = reader.ReadInt32(); count > 0; count--)
                chunk.Points.Add(new WalkPoint(reader.ReadInt64(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadInt64(), (WalkMark)reader.ReadByte()));
            for (var count = reader.ReadInt32(); count > 0; count--)
                chunk.Frames.Add(new WalkFrame(reader.ReadInt64(), StructureBlob.Read(reader.ReadBytes(reader.ReadInt32()))));
            return chunk;
        }
        catch (EndOfStreamException e)
        {
            throw new StoreException("A walker's trace in the store is damaged. It is only shown, not needed: the campaign itself goes on.", e);
        }
    }
}
