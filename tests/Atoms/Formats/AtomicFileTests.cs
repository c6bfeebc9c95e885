using Athanor.Numerics;

namespace Athanor.Atoms.Tests;

public sealed class AtomicFileTests
{
    static string[] Names(Scratch scratch) => [.. Directory.EnumerateFiles(scratch.Folder).Select(f => Path.GetFileName(f)!).Order()];

    [Fact]
    public void TheNameIsTakenOnlyWhenAllIsWritten()
    {
        using var scratch = new Scratch();
        var path = scratch.PathOf("out.txt");
        using (var file = AtomicFile.Create(path, overwrite: false))
        {
            file.Stream.Write("all of it"u8);
            Assert.False(File.Exists(path));
            file.Commit();
        }
        Assert.Equal("all of it", File.ReadAllText(path));
        Assert.Equal(["out.txt"], Names(scratch));
    }

    [Fact]
    public void AFailureLeavesNothingAndTheOldFileAsItWas()
    {
        using var scratch = new Scratch();
        var path = scratch.Put("out.txt", "old");
        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(path, overwrite: true, stream =>
        {
            stream.Write("half"u8);
            throw new InvalidOperationException();
        }));
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal(["out.txt"], Names(scratch));
    }

    [Fact]
    public void AFrameThatFailsLeavesNoFile()
    {
        using var scratch = new Scratch();
        var good = new Frame(new Structure([new Element(1)], [Vec3.Zero]));
        IEnumerable<Frame> Frames()
        {
            yield return good;
            throw new AtomsException("the second frame is missing");
        }
        Assert.Throws<AtomsException>(() => StructureFiles.Write(scratch.PathOf("out.xyz"), Frames(), overwrite: false));
        Assert.Empty(Names(scratch));
    }

    [Fact]
    public void AnExistingFileIsReplacedOnlyWhenTold()
    {
        using var scratch = new Scratch();
        var path = scratch.Put("out.txt", "old");
        Assert.Equal($"{path} exists; choose another name or add --force", Assert.Throws<AtomsException>(() => AtomicFile.Create(path, overwrite: false)).Message);
        AtomicFile.Write(path, overwrite: true, stream => stream.Write("new"u8));
        Assert.Equal("new", File.ReadAllText(path));
        Assert.Equal($"{scratch.Folder} is a folder; name a file in it.", Assert.Throws<AtomsException>(() => AtomicFile.Create(scratch.Folder, overwrite: true)).Message);
    }

    [Fact]
    public void AFileMadeMeanwhileByAnotherIsNotReplaced()
    {
        using var scratch = new Scratch();
        using (var file = AtomicFile.Create(scratch.PathOf("out.txt"), overwrite: false))
        {
            scratch.Put("out.txt", "theirs");
            Assert.Throws<AtomsException>(file.Commit);
        }
        Assert.Equal("theirs", File.ReadAllText(scratch.PathOf("out.txt")));
        Assert.Equal(["out.txt"], Names(scratch));
    }

    [Fact]
    public void AFullDiskIsASentence()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "needs /dev/full");
        var frame = new Frame(new Structure([new Element(1)], [Vec3.Zero]));
        var message = Assert.Throws<AtomsException>(() => StructureFiles.Write("/dev/full", [frame], overwrite: true, format: "extxyz")).Message;
        Assert.StartsWith("/dev/full could not be written (No space left on device", message);
        Assert.EndsWith("); nothing is left of it.", message);
        Assert.True(File.Exists("/dev/full"));
    }

    [Fact]
    public void ALinkKeepsPointingWhereItDoes()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need rights there");
        using var scratch = new Scratch();
        Directory.CreateDirectory(scratch.PathOf("store"));
        File.CreateSymbolicLink(scratch.PathOf("out.txt"), Path.Combine("store", "real.txt"));
        AtomicFile.Write(scratch.PathOf("out.txt"), overwrite: true, stream => stream.Write("new"u8));
        Assert.Equal("new", File.ReadAllText(Path.Combine(scratch.PathOf("store"), "real.txt")));
        Assert.NotNull(new FileInfo(scratch.PathOf("out.txt")).LinkTarget);
    }
}
