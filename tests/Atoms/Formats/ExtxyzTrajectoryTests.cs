using Athanor.Numerics;

namespace Athanor.Atoms.Tests;

public sealed class ExtxyzTrajectoryTests
{
    static Frame Numbered(int i) => new(new Structure([new Element(1)], [new Vec3(i, 0, 0)])) { Energy = i };

    static double?[] Energies(string path) => [.. StructureFiles.Read(path).Select(f => f.Energy)];

    [Fact]
    public void EveryFrameIsThereAsSoonAsItIsWritten()
    {
        using var scratch = new Scratch();
        var path = scratch.PathOf("t.xyz");
        using var trajectory = ExtxyzTrajectory.Create(path, overwrite: false);
        for (var i = 0; i < 3; i++)
        {
            trajectory.Write(Numbered(i));
            Assert.Equal(i + 1, Energies(path).Length);
            Assert.Equal(new FileInfo(path).Length, trajectory.Position);
        }
    }

    [Fact]
    public void ARestartCutsOffWhatCameAfterItAndGoesOn()
    {
        using var scratch = new Scratch();
        var path = scratch.PathOf("t.xyz");
        long restart;
        using (var trajectory = ExtxyzTrajectory.Create(path, overwrite: false))
        {
            trajectory.Write(Numbered(0));
            trajectory.Write(Numbered(1));
            restart = trajectory.Position;
            trajectory.Write(Numbered(2));
        }
        File.AppendAllText(path, "1\nhalf a fra");
        using (var trajectory = ExtxyzTrajectory.Append(path, restart))
            trajectory.Write(Numbered(3));
        Assert.Equal([0.0, 1, 3], Energies(path));
        using (var trajectory = ExtxyzTrajectory.Append(path))
            trajectory.Write(Numbered(4));
        Assert.Equal([0.0, 1, 3, 4], Energies(path));
    }

    [Fact]
    public void AnotherRunsTrajectoryIsNotTouched()
    {
        using var scratch = new Scratch();
        var path = scratch.Put("t.xyz", "1\n\nH 0 0 0\n");
        Assert.Equal($"{path} exists; choose another name or add --force", Assert.Throws<AtomsException>(() => ExtxyzTrajectory.Create(path, overwrite: false)).Message);
        Assert.StartsWith($"{path} has only 11 bytes, but the run it belongs to had written 5000;", Assert.Throws<AtomsException>(() => ExtxyzTrajectory.Append(path, 5000)).Message);
        Assert.Equal("1\n\nH 0 0 0\n", File.ReadAllText(path));
    }

    [Fact]
    public void AFullDiskIsASentence()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "needs /dev/full");
        using var trajectory = ExtxyzTrajectory.Append("/dev/full");
        Assert.EndsWith("the frames before this one are whole.", Assert.Throws<AtomsException>(() => trajectory.Write(Numbered(0))).Message);
    }
}
