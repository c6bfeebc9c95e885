using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Learning.Tests;

/// <summary>Small data sets with exact labels, made anew for every test that spoils them.</summary>
static class SyntheticData
{
    static readonly Element Ni = Element.Parse("Ni"), O = Element.Parse("O"), H = Element.Parse("H");

    /// <summary>A rattled crystal of 32 atoms at several amplitudes, then the crystal under every strain of a few sizes.</summary>
    public static List<Frame> Crystal(int rattled = 24)
    {
        var random = new Random(7);
        var perfect = Atoms.Crystal.Fcc(Ni, 3.52).Repeat(2, 2, 2);
        var frames = new List<Frame>();
        for (var k = 0; k < rattled; k++)
            frames.Add(Morse.Nickel.Label(Rattled(perfect, 0.03 + 0.002 * k, random), "rattled"));
        for (var mode = 0; mode < 6; mode++)
        {
            foreach (var size in new[] { -0.06, -0.04, -0.02, 0.02, 0.04, 0.06 })
                frames.Add(Morse.Nickel.Label(Rattled(perfect.Strained(Strain(mode, size)), 0.002, random), "strained"));
        }
        return frames;
    }

    /// <summary>
    /// Water as three springs, turned at random, with energies as an all-electron calculation has them.
    /// </summary>
    public static List<Frame> Water(int count = 60)
    {
        var random = new Random(11);
        var frames = new List<Frame>();
        for (var k = 0; k < count; k++)
        {
            Vec3[] at = [new(0, 0, 0), new(0.96, 0, 0), new(-0.24, 0.93, 0)];
            var s = Rattled(new Structure([O, H, H], at), 0.05, random).Rotated(Rotation.About(new Vec3(Normal(random), Normal(random), Normal(random)), 6 * random.NextDouble()));
            var forces = new Vec3[3];
            var energy = -2079.0;
            foreach (var (i, j, length, stiffness) in new[] { (0, 1, 0.96, 48.0), (0, 2, 0.96, 48.0), (1, 2, 1.52, 15.0) })
            {
                var bond = s.Positions[j] - s.Positions[i];
                var stretch = bond.Length - length;
                energy += 0.5 * stiffness * stretch * stretch;
                forces[i] += stiffness * stretch / bond.Length * bond;
                forces[j] -= stiffness * stretch / bond.Length * bond;
            }
            frames.Add(new Frame(s) { Energy = energy, Forces = forces });
        }
        return frames;
    }

    /// <summary>The isolated atoms of <see cref="Water"/>.</summary>
    public static List<Frame> WaterAtoms() =>
    [
        new(new Structure([H], [Vec3.Zero])) { Energy = -13.6, Group = "isolated_atom" },
        new(new Structure([O], [Vec3.Zero])) { Energy = -2041.0, Group = "isolated_atom" },
    ];

    public static Structure Rattled(Structure s, double amplitude, Random random) =>
        s.With(s.Cell, [.. s.Positions.Select(r => r + amplitude * new Vec3(Normal(random), Normal(random), Normal(random)))]);

    public static List<Frame> Changed(this List<Frame> frames, Action<Frame> change)
    {
        frames.ForEach(change);
        return frames;
    }

    public static List<Frame> WithForces(this List<Frame> frames, double factor) => frames.Changed(f =>
    {
        for (var i = 0; i < f.Forces?.Length; i++)
            f.Forces[i] = factor * f.Forces[i];
    });

    public static List<Frame> WithEnergies(this List<Frame> frames, double factor) => frames.Changed(f => f.Energy *= factor);

    public static List<Frame> WithStresses(this List<Frame> frames, double factor) => frames.Changed(f => f.Stress = f.Stress is { } s ? factor * s : null);

    /// <summary>Runs one check and gives back what it found.</summary>
    public static Finding[] FoundBy<TCheck>(this IReadOnlyList<Frame> frames)
        where TCheck : IDataCheck, new() => [.. new TCheck().Run(new InspectedData(new Dataset(frames)))];

    static Mat3 Strain(int mode, double size) => mode switch
    {
        0 => Mat3.Diagonal(size, 0, 0),
        1 => Mat3.Diagonal(0, size, 0),
        2 => Mat3.Diagonal(size, size, size),
        3 => new Mat3(0, 0, 0, 0, 0, 0, 0, 2 * size, 0),
        4 => new Mat3(0, 0, 0, 0, 0, 0, 2 * size, 0, 0),
        _ => new Mat3(0, 0, 0, 2 * size, 0, 0, 0, 0, 0),
    };

    static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
