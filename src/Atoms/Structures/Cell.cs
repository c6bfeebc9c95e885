using Athanor.Numerics;

namespace Athanor.Atoms;

/// <summary>Three lattice vectors, the rows of <see cref="Vectors"/>, in Å. Right- or left-handed, never flat.</summary>
public sealed record Cell
{
    /// <summary>Cells flatter than this fraction of a cube of the same edges are taken for a mistake.</summary>
    const double SmallestRelativeVolume = 1e-8;

    /// <exception cref="AtomsException">The vectors are not finite, or span no volume.</exception>
    public Cell(Mat3 vectors)
    {
        if (!vectors.IsFinite)
            throw new AtomsException("A lattice vector is not a finite number.");
        Vectors = vectors;
        Vec3 a = vectors.Row(0), b = vectors.Row(1), c = vectors.Row(2);
        Volume = Math.Abs(vectors.Determinant);
        if (!(Volume > SmallestRelativeVolume * a.Length * b.Length * c.Length))
            throw new AtomsException("The cell has zero volume: its lattice vectors lie in one plane. Give three independent vectors, or leave the cell out for a molecule.");
        Inverse = vectors.Inverse();
        Heights = new Vec3(
            Volume / Vec3.Cross(b, c).Length,
            Volume / Vec3.Cross(c, a).Length,
            Volume / Vec3.Cross(a, b).Length);
    }

    public Cell(Vec3 a, Vec3 b, Vec3 c)
        : this(Mat3.FromRows(a, b, c))
    {
    }

    /// <summary>Lattice vectors as rows, Å.</summary>
    public Mat3 Vectors { get; }

    /// <summary>Inverse of <see cref="Vectors"/>: a Cartesian row vector times this is fractional.</summary>
    public Mat3 Inverse { get; }

    /// <summary>Å³, positive.</summary>
    public double Volume { get; }

    /// <summary>Distance between opposite faces along each direction, Å.</summary>
    public Vec3 Heights { get; }

    /// <summary>From lengths (Å) and angles (degrees) α = ∠(b,c), β = ∠(a,c), γ = ∠(a,b); a along x, b in the xy plane.</summary>
    /// <exception cref="AtomsException">No such cell exists.</exception>
    public static Cell FromLengthsAndAngles(double a, double b, double c, double alpha, double beta, double gamma)
    {
        double ca = CosineOfDegrees(alpha), cb = CosineOfDegrees(beta), cg = CosineOfDegrees(gamma);
        var sg = Math.Sqrt(1 - cg * cg);
        var x = cb;
        var y = (ca - cb * cg) / sg;
        var zz = 1 - x * x - y * y;
        if (!(zz > 0))
            throw new AtomsException($"No cell has the angles {alpha}°, {beta}°, {gamma}°.");
        return new Cell(new Vec3(a, 0, 0), new Vec3(b * cg, b * sg, 0), new Vec3(c * x, c * y, c * Math.Sqrt(zz)));
    }

    /// <summary>A cube of this edge, Å.</summary>
    public static Cell Cubic(double edge) => new(Mat3.Diagonal(edge, edge, edge));

    public Vec3 ToFractional(Vec3 cartesian) => cartesian * Inverse;

    public Vec3 ToCartesian(Vec3 fractional) => fractional * Vectors;

    /// <summary>The cell under a homogeneous deformation: every row vector v becomes v (1 + strain).</summary>
    public Cell Strained(Mat3 strain) => new(Vectors * (Mat3.Identity + strain));

    // Right angles must give exactly zero, or an orthorhombic cell read from a file would lean by 1e-16.
    static double CosineOfDegrees(double degrees) => degrees == 90 ? 0 : degrees == 60 ? 0.5 : degrees == 120 ? -0.5 : Math.Cos(degrees * Math.PI / 180);
}
