using System.Text.Json.Nodes;

namespace Athanor.Potentials.Tests.Files;

public sealed class ModelFileTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("athanor-model-").FullName;

    string PathOf(string name) => Path.Combine(_folder, name);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    static ModelFile Sample()
    {
        var file = new ModelFile("sample", new JsonObject { ["elements"] = new JsonArray("Si", "Ni"), ["note"] = "Å and µ stay readable", ["third"] = 1.0 / 3 });
        file.Add("weights", ModelArray.From([1.5, -2.25, double.PositiveInfinity, 1e-300, 0, 3], 2, 3));
        file.Add("small", ModelArray.From([1f, 2f, 3f]));
        file.Add("counts", ModelArray.From([7, -8], 2, 1));
        return file;
    }

    [Fact]
    public void WhatIsWrittenIsRead()
    {
        Sample().Write(PathOf("a.ath"), overwrite: false);
        var read = ModelFile.Read(PathOf("a.ath"));
        Assert.Equal("sample", read.Kind);
        Assert.Equal(ModelFile.CurrentVersion, read.Version);
        Assert.Equal(1.0 / 3, read.Header["third"]!.GetValue<double>());
        Assert.Equal(["weights", "small", "counts"], read.ArrayNames);
        Assert.Equal([1.5, -2.25, double.PositiveInfinity, 1e-300, 0, 3], read["weights"].ToDoubles());
        Assert.Equal([2, 3], read["weights"].Shape);
        Assert.Equal([1, 2, 3], read["small"].ToDoubles());
        Assert.Equal([7, -8], read["counts"].ToInts());
        Assert.Equal([PathOf("a.ath")], Directory.GetFiles(_folder));
    }

    [Fact]
    public void TheSameContentGivesTheSameBytes()
    {
        Assert.Equal(Sample().ToBytes(), Sample().ToBytes());
        Assert.Equal(Sample().ToBytes(), ModelFile.FromBytes(Sample().ToBytes(), "a").ToBytes());
    }

    [Fact]
    public void TheHeaderIsReadableText()
    {
        var text = System.Text.Encoding.UTF8.GetString(Sample().ToBytes());
        Assert.Contains("\"note\": \"Å and µ stay readable\"", text, StringComparison.Ordinal);
    }

    public static TheoryData<string, Func<byte[], byte[]>> Damage => new()
    {
        { "is empty", _ => [] },
        { "not a model file", _ => "Lattice=\"1 0 0\""u8.ToArray() },
        { "transferred as text", b => [.. b[..5], 0x0A, .. b[7..]] },
        { "truncated", b => b[..10] },
        { "truncated", b => b[..^1] },
        { "truncated", b => b[..(b.Length / 2)] },
        { "is damaged: it has", b => [.. b, 0] },
        { "checksum", b => Changed(b, b.Length - 50) },
        { "checksum", b => Changed(b, 40) },
        { "version 2", b => Changed(b, 8, 2) },
        { "newer athanor", b => Changed(b, 9, 1) },
    };

    static byte[] Changed(byte[] bytes, int at, byte? to = null)
    {
        bytes[at] = to ?? (byte)(bytes[at] ^ 1);
        return bytes;
    }

    [Theory]
    [MemberData(nameof(Damage), DisableDiscoveryEnumeration = true)]
    public void DamageIsSaidInASentence(string expected, Func<byte[], byte[]> damage)
    {
        File.WriteAllBytes(PathOf("b.ath"), damage(Sample().ToBytes()));
        var e = Assert.Throws<PotentialException>(() => ModelFile.Read(PathOf("b.ath")));
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
        Assert.Contains("b.ath", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AMissingFileIsSaidInASentence() =>
        Assert.Contains("There is no file", Assert.Throws<PotentialException>(() => ModelFile.Read(PathOf("none.ath"))).Message, StringComparison.Ordinal);

    [Fact]
    public void NothingIsOverwrittenUnasked()
    {
        File.WriteAllText(PathOf("c.ath"), "mine");
        Assert.Contains("exists already", Assert.Throws<PotentialException>(() => Sample().Write(PathOf("c.ath"), overwrite: false)).Message, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(PathOf("c.ath")));
        Sample().Write(PathOf("c.ath"), overwrite: true);
        Assert.Equal("sample", ModelFile.Read(PathOf("c.ath")).Kind);
    }

    [Fact]
    public void AFailedWriteLeavesNothing()
    {
        Assert.Throws<PotentialException>(() => Sample().Write(PathOf("no/such/folder/d.ath"), overwrite: false));
        Directory.CreateDirectory(PathOf("taken"));
        Assert.Throws<PotentialException>(() => Sample().Write(PathOf("taken"), overwrite: true));
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void AMissingArrayIsSaidInASentence() =>
        Assert.Contains("'bias'", Assert.Throws<PotentialException>(() => Sample()["bias"]).Message, StringComparison.Ordinal);
}
