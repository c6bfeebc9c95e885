using Athanor.Numerics;

namespace Athanor.Atoms;

/// <summary>The atoms of a periodic structure in bins of fractional coordinates: which one, of a kind, stands at a place.</summary>
sealed class AtomSites
{
    readonly Cell _cell;
    readonly Vec3[] _sites;
    readonly int[] _kinds;
    readonly int _nx, _ny, _nz;
    readonly int[] _first, _next;

    /// <param name="fractional">Any images.</param>
    /// <param name="kinds">Numbers that are equal for atoms that may take one another's place.</param>
    internal AtomSites(Cell cell, Vec3[] fractional, int[] kinds)
    {
        (_cell, _sites, _kinds) = (cell, fractional, kinds);
        var scale = Math.Cbrt(fractional.Length / (cell.Heights.X * cell.Heights.Y * cell.Heights.Z));
        int Bins(double height) => (int)Math.Clamp(Math.Round(height * scale), 1, 256);
        (_nx, _ny, _nz) = (Bins(cell.Heights.X), Bins(cell.Heights.Y), Bins(cell.Heights.Z));
        _first = new int[_nx * _ny * _nz];
        _next = new int[fractional.Length];
        Array.Fill(_first, -1);
        for (var i = fractional.Length - 1; i >= 0; i--)
        {
            var s = fractional[i];
            ref var first = ref _first[(Bin(s.X, _nx) * _ny + Bin(s.Y, _ny)) * _nz + Bin(s.Z, _nz)];
            (_next[i], first) = (first, i);
        }
    }

    /// <summary>The nearest atom of a kind within a distance (Å) of a place, and the way from the place to it (fractional); −1 where there is none.</summary>
    internal int Find(Vec3 place, int kind, double tolerance, out Vec3 way)
    {
        var (found, nearest) = (-1, tolerance * tolerance);
        way = Vec3.Zero;
        double dx = tolerance / _cell.Heights.X, dy = tolerance / _cell.Heights.Y, dz = tolerance / _cell.Heights.Z;
        int x0 = Floor((place.X - dx) * _nx), x1 = Math.Min(Floor((place.X + dx) * _nx), x0 + _nx - 1);
        int y0 = Floor((place.Y - dy) * _ny), y1 = Math.Min(Floor((place.Y + dy) * _ny), y0 + _ny - 1);
        int z0 = Floor((place.Z - dz) * _nz), z1 = Math.Min(Floor((place.Z + dz) * _nz), z0 + _nz - 1);
        for (var x = x0; x <= x1; x++)
        {
            for (var y = y0; y <= y1; y++)
            {
                for (var z = z0; z <= z1; z++)
                {
                    for (var i = _first[(Modulo(x, _nx) * _ny + Modulo(y, _ny)) * _nz + Modulo(z, _nz)]; i >= 0; i = _next[i])
                    {
                        if (_kinds[i] != kind)
                            continue;
                        var d = Nearest(_sites[i] - place);
                        var distance = _cell.ToCartesian(d).LengthSquared;
                        if (distance <= nearest)
                            (found, nearest, way) = (i, distance, d);
                    }
                }
            }
        }
        return found;
    }

    /// <summary>
    /// The translation near to <paramref name="guess"/> that, after a rotation, puts every atom on another of its kind, or null: the guess is corrected by the mean of what is missing, and then no atom may be farther than the
    /// tolerance (Å) from its place. <paramref name="images"/>, where wanted, says which atom goes where.
    /// </summary>
    internal Vec3? Translation(Mat3 rotation, Vec3 guess, double tolerance, Vec3[] ways, int[]? images = null)
    {
        var sum = Vec3.Zero;
        for (var i = 0; i < _sites.Length; i++)
        {
            // The guess stands on one atom, which may be off by as much as the one looked at.
            var image = Find(rotation * _sites[i] + guess, _kinds[i], 2 * tolerance, out ways[i]);
            if (image < 0)
                return null;
            if (images is not null)
                images[i] = image;
            sum += ways[i];
        }
        var mean = sum / _sites.Length;
        foreach (var way in ways)
        {
            if (_cell.ToCartesian(way - mean).LengthSquared > tolerance * tolerance)
                return null;
        }
        return guess + mean;
    }

    /// <summary>The image of a fractional difference whose components are nearest to zero.</summary>
    internal static Vec3 Nearest(Vec3 d) => new(d.X - Math.Round(d.X), d.Y - Math.Round(d.Y), d.Z - Math.Round(d.Z));

    static int Floor(double value) => (int)Math.Floor(value);

    static int Bin(double s, int count) => Modulo(Floor(s * count), count);

    static int Modulo(int value, int count)
    {
        var m = value % count;
        return m < 0 ? m + count : m;
    }
}
