using System.Collections.Concurrent;
using System.Globalization;
using Athanor.Numerics;

namespace Athanor.Quantum;

/// <summary>
/// Lebedev's quadrature of the unit sphere: integrates every spherical harmonic up to <see cref="Degree"/> exactly, with octahedral symmetry (Lebedev, Laikov, Dokl. Math. 59, 477 (1999)).
/// </summary>
internal sealed class LebedevGrid
{
    static readonly ConcurrentDictionary<int, LebedevGrid> Read = new();

    static readonly Lazy<string[][]> Lines = new(ReadLines);

    LebedevGrid(int degree, Vec3[] points, double[] weights) => (Degree, Points, Weights) = (degree, points, weights);

    /// <summary>Numbers of points there are grids for, ascending.</summary>
    public static int[] Sizes => [.. Lines.Value.Where(w => w[0] == "grid").Select(w => int.Parse(w[1], CultureInfo.InvariantCulture))];

    /// <summary>The highest degree that is integrated exactly.</summary>
    public int Degree { get; }

    /// <summary>On the unit sphere.</summary>
    public Vec3[] Points { get; }

    /// <summary>They add up to one.</summary>
    public double[] Weights { get; }

    /// <summary>The grid of so many points.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static LebedevGrid Of(int points) => Read.GetOrAdd(points, Make);

    static LebedevGrid Make(int size)
    {
        var lines = Lines.Value;
        var at = Array.FindIndex(lines, w => w[0] == "grid" && w[1] == size.ToString(CultureInfo.InvariantCulture));
        if (at < 0)
            throw new ArgumentException($"There is no Lebedev grid of {size} points here; there are {string.Join(", ", Sizes)}.");
        var (points, weights) = (new List<Vec3>(), new List<double>());
        foreach (var words in lines.Skip(at + 1).TakeWhile(w => w[0] != "grid"))
        {
            var numbers = words.Skip(1).Select(w => double.Parse(w, CultureInfo.InvariantCulture)).ToArray();
            var orbit = Orbit(First(words[0], numbers));
            points.AddRange(orbit);
            weights.AddRange(Enumerable.Repeat(numbers[0], orbit.Count));
        }
        return new(int.Parse(lines[at][2], CultureInfo.InvariantCulture), [.. points], [.. weights]);
    }

    // A point of the orbit; numbers are its weight and what the kind leaves open.
    static Vec3 First(string kind, double[] numbers)
    {
        double Rest(double taken) => Math.Sqrt(1 - taken);
        return kind switch
        {
            "axes" => new(1, 0, 0),
            "edges" => new(Math.Sqrt(0.5), Math.Sqrt(0.5), 0),
            "corners" => new(Math.Sqrt(1.0 / 3), Math.Sqrt(1.0 / 3), Math.Sqrt(1.0 / 3)),
            "aab" => new(numbers[1], numbers[1], Rest(2 * numbers[1] * numbers[1])),
            "ab0" => new(numbers[1], Rest(numbers[1] * numbers[1]), 0),
            _ => new(numbers[1], numbers[2], Rest(numbers[1] * numbers[1] + numbers[2] * numbers[2])),
        };
    }

    static List<Vec3> Orbit(Vec3 p)
    {
        var orbit = new List<Vec3>();
        foreach (var q in (Vec3[])[p, new(p.Y, p.Z, p.X), new(p.Z, p.X, p.Y), new(p.Y, p.X, p.Z), new(p.X, p.Z, p.Y), new(p.Z, p.Y, p.X)])
        {
            for (var signs = 0; signs < 8; signs++)
            {
                var image = new Vec3((signs & 1) == 0 ? q.X : 0 - q.X, (signs & 2) == 0 ? q.Y : 0 - q.Y, (signs & 4) == 0 ? q.Z : 0 - q.Z);
                if (!orbit.Contains(image))
                    orbit.Add(image);
            }
        }
        return orbit;
    }

    static string[][] ReadLines()
    {
        using var stream = typeof(LebedevGrid).Assembly.GetManifestResourceStream("lebedev.txt")!;
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n').Where(l => l.Length > 0 && l[0] != '#').Select(l => l.Split(' '))];
    }
}
