using Athanor.Numerics;

namespace Athanor.Atoms;

/// <summary>A point of the Brillouin zone.</summary>
/// <param name="Label">"Γ", "X", "Σ1" …</param>
/// <param name="Fractional">In the reciprocal vectors of the cell the path was asked for; the phase of a lattice vector n (whole numbers) is 2π Fractional·n.</param>
/// <param name="Cartesian">Å⁻¹, without 2π: the phase of a position r is 2π Cartesian·r.</param>
public readonly record struct BandPoint(string Label, Vec3 Fractional, Vec3 Cartesian);

/// <summary>
/// The way through the Brillouin zone on which bands are drawn, after Setyawan and Curtarolo, Comput. Mater. Sci. 49, 299 (2010), for all lattices.
/// </summary>
/// <param name="Lattice">Their name: CUB, FCC, BCC, TET, BCT1, BCT2, ORC, ORCF1…3, ORCI, ORCC, HEX, RHL1, RHL2, MCL, MCLC1…5, TRI1a, TRI1b, TRI2a, TRI2b.</param>
/// <param name="Runs">Each from point to point without a break.</param>
public sealed record BandPath(string Lattice, IReadOnlyList<IReadOnlyList<BandPoint>> Runs)
{
    /// <summary>The path of a crystal, in reciprocal vectors of its primitive cell (<see cref="SpaceGroup.Primitive"/>).</summary>
    public static BandPath Of(SpaceGroup group) => Of(group, group.Primitive.Structure.Cell!);

    /// <summary>The path of a crystal, in reciprocal vectors of a cell that is primitive and lies in space as the crystal does.</summary>
    public static BandPath Of(SpaceGroup group, Cell primitive)
    {
        var standard = BandPathTable.Of(ConventionalCell.Of(group));
        // Reciprocal vectors without 2π are the columns of the inverse.
        var reciprocal = standard.Primitive.Inverse().Transposed;
        var runs = standard.Path.Split('|').Select(run => (IReadOnlyList<BandPoint>)[.. run.Split('-').Select(label => Point(label, standard.Points[label] * reciprocal, primitive))]);
        return new BandPath(standard.Name, [.. runs]);
    }

    /// <summary>Every special point once, in the order of the path.</summary>
    public IEnumerable<BandPoint> Points => Runs.SelectMany(r => r).DistinctBy(p => p.Label);

    /// <summary>"Γ-X-W-K-Γ-L-U-W-L-K|U-X"; a bar is a break.</summary>
    public override string ToString() => string.Join('|', Runs.Select(r => string.Join('-', r.Select(p => p.Label))));

    /// <summary>Points along the path at even distances.</summary>
    /// <param name="spacing">Å⁻¹ (without 2π) that neighbours are apart at most.</param>
    /// <returns>For each run: by point the way up to it from the beginning of the path (Å⁻¹), its coordinates as in <see cref="BandPoint.Fractional"/>, and its label, empty between special points.</returns>
    public IReadOnlyList<IReadOnlyList<(double Way, Vec3 Fractional, string Label)>> Sampled(double spacing)
    {
        var way = 0.0;
        var result = new List<IReadOnlyList<(double, Vec3, string)>>();
        foreach (var run in Runs)
        {
            var points = new List<(double, Vec3, string)> { (way, run[0].Fractional, run[0].Label) };
            foreach (var (from, to) in run.Zip(run.Skip(1)))
            {
                var length = (to.Cartesian - from.Cartesian).Length;
                var steps = Math.Max(1, (int)Math.Ceiling(length / spacing - 1e-9));
                for (var k = 1; k < steps; k++)
                    points.Add((way + length * k / steps, from.Fractional + (double)k / steps * (to.Fractional - from.Fractional), ""));
                way += length;
                points.Add((way, to.Fractional, to.Label));
            }
            result.Add(points);
        }
        return result;
    }

    static BandPoint Point(string label, Vec3 cartesian, Cell primitive)
    {
        var f = cartesian * primitive.Vectors.Transposed;
        return new BandPoint(label, new Vec3(Clean(f.X), Clean(f.Y), Clean(f.Z)), cartesian);
    }

    // Halves and thirds to the last bit, where that is what they are.
    static double Clean(double value) => Math.Abs(value * 24 - Math.Round(value * 24)) < 1e-9 ? Math.Round(value * 24) / 24 + 0.0 : value;
}
