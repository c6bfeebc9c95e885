using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Properties.Tests;

/// <summary>Trajectories that are made up.</summary>
static class Moving
{
    internal static readonly Element Argon = Element.Parse("Ar");

    internal static double Gaussian(this Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    internal static Vec3 GaussianVector(this Random random) => new(random.Gaussian(), random.Gaussian(), random.Gaussian());

    internal static Vec3 Point(this Random random) => new(random.NextDouble(), random.NextDouble(), random.NextDouble());

    /// <summary>Frames at equal times of positions that change in place.</summary>
    internal static IEnumerable<Frame> Frames(int count, double step, Cell? cell, Vec3[] positions, Action<int> move, Func<Vec3[]>? velocities = null, Element[]? elements = null)
    {
        for (var k = 0; k < count; k++)
        {
            if (k > 0)
                move(k);
            var structure = new Structure(elements ?? [.. positions.Select(_ => Argon)], [.. positions], cell, cell is null ? Periodicity.None : Periodicity.All) { Velocities = velocities?.Invoke() };
            var frame = new Frame(structure) { Source = new FrameSource("made up", k) };
            frame.Info["time"] = (k * step).ToString(System.Globalization.CultureInfo.InvariantCulture);
            yield return frame;
        }
    }

    internal static Frame Once(Structure structure) => new(structure);

    /// <summary>Face-centred cubic, cubes of edge a.</summary>
    internal static Structure Fcc(double a, int repeats)
    {
        Vec3[] basis = [new(0, 0, 0), new(0, 0.5, 0.5), new(0.5, 0, 0.5), new(0.5, 0.5, 0)];
        Vec3[] positions = [.. from i in Enumerable.Range(0, repeats) from j in Enumerable.Range(0, repeats) from k in Enumerable.Range(0, repeats) from b in basis select a * (new Vec3(i, j, k) + b)];
        return new Structure([.. positions.Select(_ => Argon)], positions, Cell.Cubic(a * repeats), Periodicity.All);
    }
}
