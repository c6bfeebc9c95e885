using Athanor.Atoms;
using Athanor.Campaigns.Sql;
using Athanor.Numerics;

namespace Athanor.Campaigns;

/// <summary>
/// All from which a walker goes on, as it stands in its checkpoint <c>walker/NAME</c>: version (1), then the members in order, little-endian; structures as <see cref="StructureBlob"/> has them.
/// </summary>
sealed class WalkerState
{
    const byte Version = 1;

    public WalkerActivity Activity;

    /// <summary>With velocities; null before the first model.</summary>
    public Structure? Structure;

    /// <summary>Counts on over all models, and over going back to earlier frames: with it thermostats never use a number twice.</summary>
    public long Step;

    /// <summary>fs.</summary>
    public double TimeStep;

    public double Skin, Heat, Work;
    public Mat3 SampledKinetic;

    /// <summary>Where neighbour lists stood, as long as the model is the same.</summary>
    public Vec3[]? ListPositions;

    public long Model;

    /// <summary>What it asked for and waits for; 0 for nothing.</summary>
    public long Candidate;

    public double Disagreement, Temperature;

    /// <summary>Steps at which it asked last, and began to walk from what it had learned.</summary>
    public long AskedAt, LearnedAt;

    public long Asked, Broken;

    /// <summary>How often velocities were drawn.</summary>
    public long Draws;

    /// <summary>Breaks since a frame was last found good.</summary>
    public int BrokenInARow;

    /// <summary>The last good frame, and one before it.</summary>
    public Structure? Good, Better;

    /// <summary>The trace: number of the last chunk, points and frames in it.</summary>
    public int Chunk, Points, Frames;

    public static string NameOf(string walker) => $"walker/{walker}";

    public static WalkerState? TryRead(IStore store, string walker) => store.Load(NameOf(walker)) is { } checkpoint ? FromBytes(checkpoint.Bytes) : null;

    public WalkerStanding Standing(string name, double target) => new(
        name, target, Activity, Step, Step * TimeStep, Model, Candidate == 0 ? null : Candidate, Disagreement, Temperature, (Step - AskedAt) * TimeStep, Asked, Broken);

    public Checkpoint ToCheckpoint(string walker)
    {
        var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write(Version);
        writer.Write((byte)Activity);
        foreach (var number in (ReadOnlySpan<long>)[Step, Model, Candidate, AskedAt, LearnedAt, Asked, Broken, Draws, BrokenInARow, Chunk, Points, Frames])
            writer.Write(number);
        foreach (var number in (ReadOnlySpan<double>)[TimeStep, Skin, Heat, Work, Disagreement, Temperature])
            writer.Write(number);
        Write(writer, Numbers.Of(SampledKinetic));
        Write(writer, ListPositions is null ? null : Numbers.Of(ListPositions));
        foreach (var structure in (ReadOnlySpan<Structure?>)[Structure, Good, Better])
            Write(writer, structure is null ? null : StructureBlob.Of(structure));
        writer.Flush();
        return new Checkpoint(NameOf(walker), bytes.ToArray());
    }

    /// <exception cref="StoreException">It is damaged, or of a newer version.</exception>
    static WalkerState FromBytes(byte[] bytes)
    {
        try
        {
            var reader = new BinaryReader(new MemoryStream(bytes));
            if (reader.ReadByte() != Version)
                throw new StoreException("A walker's checkpoint was written by a newer version of Athanor; use that one.");
            Structure? NextStructure() => Next(reader) is { } blob ? StructureBlob.Read(blob) : null;
            return new WalkerState
            {
                Activity = (WalkerActivity)reader.ReadByte(),
                Step = reader.ReadInt64(),
                Model = reader.ReadInt64(),
                Candidate = reader.ReadInt64(),
                AskedAt = reader.ReadInt64(),
                LearnedAt = reader.ReadInt64(),
                Asked = reader.ReadInt64(),
                Broken = reader.ReadInt64(),
                Draws = reader.ReadInt64(),
                BrokenInARow = (int)reader.ReadInt64(),
                Chunk = (int)reader.ReadInt64(),
                Points = (int)reader.ReadInt64(),
                Frames = (int)reader.ReadInt64(),
                TimeStep = reader.ReadDouble(),
                Skin = reader.ReadDouble(),
                Heat = reader.ReadDouble(),
                Work = reader.ReadDouble(),
                Disagreement = reader.ReadDouble(),
                Temperature = reader.ReadDouble(),
                SampledKinetic = Numbers.ToMatrix(Next(reader)!),
                ListPositions = Next(reader) is { } listed ? Numbers.ToVectors(listed) : null,
                Structure = NextStructure(),
                Good = NextStructure(),
                Better = NextStructure(),
            };
        }
        catch (EndOfStreamException e)
        {
            throw new StoreException("A walker's checkpoint in the store is damaged. Take a copy of the store from before.", e);
        }
    }

    static void Write(BinaryWriter writer, byte[]? bytes)
    {
        writer.Write(bytes?.Length ?? -1);
        if (bytes is not null)
            writer.Write(bytes);
    }

    static byte[]? Next(BinaryReader reader) => reader.ReadInt32() is >= 0 and var length ? reader.ReadBytes(length) is var bytes && bytes.Length == length ? bytes : throw new EndOfStreamException() : null;
}
