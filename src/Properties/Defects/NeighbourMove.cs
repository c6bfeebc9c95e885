using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Properties;

/// <summary>How a neighbour of a vacancy goes, told by where it stood from the site, so that it can be told to its like in another supercell.</summary>
/// <param name="Offset">From the site in the perfect crystal, Å.</param>
/// <param name="Displacement">Å.</param>
readonly record struct NeighbourMove(Vec3 Offset, Vec3 Displacement)
{
    /// <summary>Part of the way to the site in starts that move inwards.</summary>
    const double Inwards = 0.15;

    /// <summary>Larger random moves are so many times the small ones.</summary>
    const double Wide = 5;

    /// <summary>Ways to begin.</summary>
    public static IReadOnlyList<NeighbourMove>[] Starts(Structure standing, Vec3 site, double shell, VacancySettings settings)
    {
        var random = new Random(unchecked((int)settings.Seed));
        double Gaussian() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        var neighbours = Offsets(standing, site).Where(o => o.Length < shell).ToArray();
        return [.. Enumerable.Range(0, settings.Starts).Select(start => (IReadOnlyList<NeighbourMove>)[.. neighbours.Select(o =>
        {
            var about = (start < 2 ? 1 : Wide) * settings.Rattle * new Vec3(Gaussian(), Gaussian(), Gaussian());
            return new NeighbourMove(o, about - (start > 0 ? Inwards : 0) * o);
        })])];
    }

    public static Structure Applied(IReadOnlyList<NeighbourMove> moves, Structure standing, Vec3 site, double shell)
    {
        var moved = standing.Clone();
        var offsets = Offsets(standing, site);
        for (var i = 0; i < moved.Count; i++)
        {
            if (offsets[i].Length < shell && moves.Count > 0)
                moved.Positions[i] += moves.MinBy(m => (m.Offset - offsets[i]).LengthSquared).Displacement;
        }
        return moved;
    }

    public static IReadOnlyList<NeighbourMove> Between(Structure standing, Structure relaxed, Vec3 site, double shell)
    {
        var offsets = Offsets(standing, site);
        return [.. Enumerable.Range(0, standing.Count).Where(i => offsets[i].Length < shell).Select(i => new NeighbourMove(offsets[i], relaxed.Positions[i] - standing.Positions[i]))];
    }

    /// <summary>Of all atoms from a point, by the nearest image in fractional coordinates: right where they are shorter than half the cell.</summary>
    public static Vec3[] Offsets(Structure structure, Vec3 point)
    {
        var cell = structure.Cell!;
        return [.. structure.Positions.Select(r =>
        {
            var s = cell.ToFractional(r - point);
            return cell.ToCartesian(new Vec3(s.X - Math.Round(s.X), s.Y - Math.Round(s.Y), s.Z - Math.Round(s.Z)));
        })];
    }
}
