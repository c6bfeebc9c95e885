using System.Runtime.InteropServices;
using System.Text;
using Athanor.Numerics;

namespace Athanor.Atoms.Tests;

public sealed class DeepmdTests : IDisposable
{
    readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    static byte[] Npy(double[] values, string shape, bool single = false, string order = "False")
    {
        var header = $"{{'descr': '<f{(single ? 4 : 8)}', 'fortran_order': {order}, 'shape': ({shape}), }}";
        header = header.PadRight(117) + "\n";
        var data = single ? MemoryMarshal.AsBytes<float>([.. values.Select(v => (float)v)]) : MemoryMarshal.AsBytes<double>(values);
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. Encoding.ASCII.GetBytes(header), .. data];
    }

    string Put(string name, byte[] content)
    {
        var path = _scratch.PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    /// <summary>Two frames of water in two sets, the first with two of them.</summary>
    string Water(string system, bool single = false)
    {
        Put($"{system}/type.raw", "0 1 1"u8.ToArray());
        Put($"{system}/type_map.raw", "O\nH\n"u8.ToArray());
        for (var set = 0; set < 2; set++)
        {
            var frames = 2 - set;
            double[] Repeat(params double[] of) => [.. Enumerable.Range(0, frames).SelectMany(f => of.Select(x => x + f))];
            Put($"{system}/set.00{set}/coord.npy", Npy(Repeat(0, 0, 0, 1, 0, 0, 0, 1, 0), $"{frames}, 9", single));
            Put($"{system}/set.00{set}/box.npy", Npy([.. Enumerable.Repeat(new double[] { 4, 0, 0, 0, 5, 0, 0, 0, 6 }, frames).SelectMany(b => b)], $"{frames}, 9", single));
            Put($"{system}/set.00{set}/energy.npy", Npy(Repeat(-14.5), $"{frames},", single));
            Put($"{system}/set.00{set}/force.npy", Npy(Repeat(1, 2, 3, 4, 5, 6, 7, 8, 9), $"{frames}, 9", single));
            Put($"{system}/set.00{set}/virial.npy", Npy([.. Enumerable.Repeat(new double[] { 120, 0, 0, 0, 0, 12, 0, 12, 0 }, frames).SelectMany(b => b)], $"{frames}, 3, 3", single));
        }
        return _scratch.PathOf(system);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void FramesOfAllSets(bool single)
    {
        Frame[] frames = [.. StructureFiles.Read(Water("water", single))];
        Assert.Equal([-14.5, -13.5, -14.5], frames.Select(f => f.Energy!.Value));
        Assert.Equal([0, 1, 2], frames.Select(f => f.Source!.Index));
        var frame = frames[1];
        Assert.Equal("H2O", frame.Structure.Formula);
        Assert.Equal(new Vec3(2, 1, 1), frame.Structure.Positions[1]);
        Assert.Equal(120, frame.Structure.Cell!.Volume, 1e-9);
        Assert.Equal(new Vec3(8, 9, 10), frame.Forces![2]);
        Assert.Equal(-1, frame.Stress!.Value.XX, 1e-6);
        Assert.Equal(-0.1, frame.Stress!.Value.YZ, 1e-6);
    }

    [Fact]
    public void AFolderOfSystemsIsAllOfThemByName()
    {
        Water("all/b");
        Water("all/a");
        File.WriteAllText(_scratch.PathOf("all/b/nopbc"), "");
        File.Delete(_scratch.PathOf("all/b/set.001/virial.npy"));
        Assert.True(StructureFiles.IsFolder(_scratch.PathOf("all")));
        Assert.False(StructureFiles.IsFolder(_scratch.PathOf("all/a/set.000")));
        Frame[] frames = [.. StructureFiles.Read(_scratch.PathOf("all"))];
        Assert.Equal(["a", "a", "a", "b", "b", "b"], frames.Select(f => f.Group));
        Assert.Null(frames[5].Structure.Cell);
        Assert.Null(frames[5].Stress);
    }

    [Fact]
    public void EachMistakeHasItsSentence()
    {
        var folder = Water("w");
        string Complaint() => Assert.Throws<AtomsException>(() => StructureFiles.Read(folder).Count()).Message;
        Put("w/type.raw", "0 1 2"u8.ToArray());
        Assert.Contains("'2' (atom 3) is no type", Complaint(), StringComparison.Ordinal);
        Put("w/type.raw", "0 1 1"u8.ToArray());
        Put("w/set.000/energy.npy", Npy([1, 2, 3], "3,"));
        Assert.Contains("energy.npy has 3 frames", Complaint(), StringComparison.Ordinal);
        Put("w/set.000/energy.npy", Npy([1, double.NaN], "2, 1"));
        Assert.Contains("energy.npy, frame 2", Complaint(), StringComparison.Ordinal);
        Put("w/set.000/energy.npy", Npy([1, 2], "2, 1000000000"));
        Assert.Contains("cut short", Complaint(), StringComparison.Ordinal);
        Put("w/set.000/energy.npy", Npy([1, 2], "2,", order: "True"));
        Assert.Contains("Fortran", Complaint(), StringComparison.Ordinal);
        Put("w/set.000/energy.npy", Npy([1, 2], "2,"));
        Put("w/set.000/force.npy", Npy(new double[12], "2, 6"));
        Assert.Contains("has 6 numbers a frame, where 9", Complaint(), StringComparison.Ordinal);
        File.Delete(_scratch.PathOf("w/set.000/box.npy"));
        Assert.Contains("nopbc", Complaint(), StringComparison.Ordinal);
    }

    [Fact]
    public void DamagedArraysEndInFramesOrASentence()
    {
        var folder = Water("w");
        var path = Path.Combine(folder, "set.000", "force.npy");
        var sound = File.ReadAllBytes(path);
        var random = new Random(3);
        var refused = 0;
        for (var trial = 0; trial < 600; trial++)
        {
            var damaged = sound.ToArray();
            for (var times = random.Next(1, 4); times > 0; times--)
                damaged[random.Next(random.Next(2) == 0 ? 80 : damaged.Length)] = (byte)(random.Next(3) == 0 ? random.Next(256) : "0123456789,()' <>fi8"[random.Next(20)]);
            File.WriteAllBytes(path, random.Next(4) == 0 ? damaged[..random.Next(damaged.Length)] : damaged);
            try
            {
                Assert.Equal(3, StructureFiles.Read(folder).Count());
            }
            catch (AtomsException e)
            {
                refused++;
                Assert.Contains("force.npy", e.Message, StringComparison.Ordinal);
            }
        }
        Assert.InRange(refused, 150, 590);
    }
}
