using Athanor.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace Athanor.Atoms.Tests;

public sealed class ExtxyzRoundTripTests
{
    static readonly string[] Words = ["", "a", "T", "-1.5", "two words", "say \"hi\"", "it's", "a=b", "back\\slash", "C:\\new", "[1, 2]", "[open", "{\"a\": 1}", "line\nbreak", "µ ∂E/∂ε", "]", "a,b", "\ttab", "_JSON [1]"];

    // A frame from a seed: every optional part there or not, numbers of all sizes.
    static Frame Random(int seed)
    {
        var random = new Random(seed);
        bool Coin() => random.Next(2) == 0;
        double Number() => Coin() ? BitConverter.Int64BitsToDouble(random.NextInt64()) is var x && double.IsFinite(x) ? x : -0.0 : Math.Round(20 * random.NextDouble() - 10, random.Next(10));
        Vec3 Vector() => new(Number(), Number(), Number());
        Vec3[] Vectors(int n) => [.. Enumerable.Range(0, n).Select(_ => Vector())];
        string Word() => Words[random.Next(Words.Length)];
        double Small() => 2 * random.NextDouble() - 1;

        var n = random.Next(1, 9);
        var cell = Coin() ? new Cell(new Vec3(5 + Small(), Small(), Small()), new Vec3(Small(), 5 + Small(), Small()), new Vec3(Small(), Small(), 5 + Small())) : null;
        var structure = new Structure([.. Enumerable.Range(0, n).Select(_ => new Element(random.Next(1, 119)))], Vectors(n), cell, cell is null ? default : new Periodicity(Coin(), Coin(), Coin()))
        {
            Velocities = Coin() ? Vectors(n) : null,
            Masses = Coin() ? [.. Enumerable.Range(0, n).Select(_ => 1 + 50 * random.NextDouble())] : null,
            Charge = Coin() ? random.Next(-2, 3) : 0,
            Multiplicity = Coin() ? random.Next(1, 6) : null,
        };
        var frame = new Frame(structure)
        {
            Energy = Coin() ? Coin() ? Number() : double.NaN : null,
            Forces = Coin() ? Vectors(n) : null,
            Stress = Coin() ? Mat3.FromRows(Vector(), Vector(), Vector()) : null,
            Group = Coin() ? Word() : null,
        };
        for (var i = random.Next(4); i > 0; i--)
            frame.Info[Coin() ? $"key{i}" : $"odd key \"{i}"] = Word();
        for (var i = random.Next(3); i > 0; i--)
        {
            var width = random.Next(1, 4);
            frame.Columns[$"column{i}"] = random.Next(4) switch
            {
                0 => new AtomColumn('R', width, [.. Enumerable.Range(0, n * width).Select(_ => Number())], null),
                1 => new AtomColumn('I', width, [.. Enumerable.Range(0, n * width).Select(_ => (double)random.Next())], null),
                2 => new AtomColumn('L', width, [.. Enumerable.Range(0, n * width).Select(_ => (double)random.Next(2))], null),
                _ => new AtomColumn('S', width, null, [.. Enumerable.Range(0, n * width).Select(_ => Coin() ? "word" : Coin() ? "" : "two words")]),
            };
        }
        return frame;
    }

    internal static void AssertSame(Frame a, Frame b)
    {
        Structure s = a.Structure, t = b.Structure;
        Assert.Equal(s.Elements, t.Elements);
        Assert.Equal(s.Positions, t.Positions);
        Assert.Equal(s.Cell?.Vectors, t.Cell?.Vectors);
        Assert.Equal(s.Periodic, t.Periodic);
        Assert.Equal(s.Velocities, t.Velocities);
        Assert.Equal(s.Masses, t.Masses);
        Assert.Equal(s.Charge, t.Charge);
        Assert.Equal(s.Multiplicity, t.Multiplicity);
        Assert.Equal(a.Energy, b.Energy);
        Assert.Equal(a.Forces, b.Forces);
        Assert.Equal(a.Stress, b.Stress);
        Assert.Equal(a.Group, b.Group);
        Assert.Equal(a.Info, b.Info);
        Assert.Equal(a.Columns.Keys, b.Columns.Keys);
        foreach (var (name, column) in a.Columns)
        {
            Assert.Equal((column.Kind, column.Width), (b.Columns[name].Kind, b.Columns[name].Width));
            Assert.Equal(column.Numbers, b.Columns[name].Numbers);
            Assert.Equal(column.Texts, b.Columns[name].Texts);
        }
    }

    [Fact]
    public void WhatIsWrittenIsReadBackToTheBit() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            Frame[] frames = [Random(seed), Random(seed + 1), Random(~seed)];
            using var stream = new MemoryStream();
            var writer = new ExtxyzWriter(stream);
            foreach (var frame in frames)
                writer.Write(frame);
            stream.Position = 0;
            var read = new ExtxyzFormat().Read(new LineReader(stream, "memory", bufferSize: 16), LabelKeys.Default).ToArray();
            Assert.Equal(frames.Length, read.Length);
            for (var i = 0; i < frames.Length; i++)
                AssertSame(frames[i], read[i]);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void TheTextItself()
    {
        var frame = new Frame(new Structure([Element.Parse("Na"), Element.Parse("Cl")], [Vec3.Zero, new(0.1, 1e-7, -3)], Cell.Cubic(5.64), Periodicity.All) { Charge = 1 })
        {
            Energy = -7.25,
            Forces = [new(0.5, 0, -0.25), new(-0.5, 0, 0.25)],
            Group = "two words",
            Info = { ["x"] = "a\"b" },
            Columns = { ["fixed"] = new AtomColumn('L', 1, [1, 0], null) },
        };
        Assert.Equal("""
            2
            Lattice="5.64 0 0 0 5.64 0 0 0 5.64" Properties=species:S:1:pos:R:3:forces:R:3:fixed:L:1 energy=-7.25 pbc="T T T" config_type="two words" charge=1 x="a\"b"
            Na 0 0 0 0.5 0 -0.25 T
            Cl 0.1 1E-07 -3 -0.5 0 0.25 F

            """.ReplaceLineEndings("\n"), Scratch.Written("a.xyz", frame));
    }

    [Fact]
    public void WhatDoesNotFitIsRefused()
    {
        var frame = new Frame(new Structure([Element.Parse("H")], [Vec3.Zero])) { Columns = { ["a:b"] = new AtomColumn('R', 1, [1], null) } };
        Assert.Equal("The column name 'a:b' cannot be written to extended XYZ; use letters, digits and '_'.", Assert.Throws<AtomsException>(() => Scratch.Written("a.xyz", frame)).Message);
        frame = new Frame(new Structure([Element.Parse("H")], [Vec3.Zero])) { Forces = [Vec3.Zero, Vec3.Zero] };
        Assert.Equal("The column forces has 6 values for 1 atoms with 3 each.", Assert.Throws<AtomsException>(() => Scratch.Written("a.xyz", frame)).Message);
    }
}
