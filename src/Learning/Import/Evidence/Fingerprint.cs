using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Learning;

/// <summary>
/// A few smooth numbers that know a structure up to the order of its atoms and where it lies. Structures that differ by more than
/// rounding differ in them; only crystals described by other lattice vectors are not recognised as the same.
/// </summary>
/// <param name="Near">Over pairs within reach, per atom; also the same for a turned or mirrored copy.</param>
/// <param name="Far">Of the whole extent: a molecule's spread about its middle, a crystal's cell; the same for a turned copy.</param>
/// <param name="Pose">Changes when the structure is turned.</param>
internal readonly record struct Fingerprint(double Near, double Detail, double Far, Mat3 Pose)
{
    /// <summary>Relative; coordinates written to five decimals differ by a tenth of this.</summary>
    public const double Tolerance = 1e-5;

    public bool SameShape(Fingerprint other) => Alike(Near, other.Near) && Alike(Detail, other.Detail) && Alike(Far, other.Far);

    public bool SamePose(Fingerprint other) => PathStep.Size(Pose - other.Pose) < 10 * Tolerance * (PathStep.Size(Pose) + 1);

    public static bool Alike(double a, double b) => Math.Abs(a - b) <= Tolerance * (Math.Abs(a) + 1);
}

/// <summary>Adds up a <see cref="Fingerprint"/> pair by pair.</summary>
internal sealed class FingerprintSum
{
    double _near;
    double _detail;
    Mat3 _pose = Mat3.Zero;

    public void Add(Element a, Element b, Vec3 to, double fade)
    {
        var weight = Weight(a) * Weight(b) * fade;
        var length = to.Length;
        _near += weight;
        _detail += weight * Math.Cos(2.5 * length);
        _pose += weight / (length * length) * Mat3.Outer(to, to);
    }

    public Fingerprint Build(Structure s) => new(_near / s.Count, _detail / s.Count, Extent(s), (1.0 / s.Count) * _pose);

    // Irrational in the atomic number, so that no exchange of elements leaves the sums as they were.
    static double Weight(Element e) => Math.Sqrt(e.AtomicNumber);

    static double Extent(Structure s)
    {
        if (s.Periodic.Any)
            return s.Cell!.Volume / s.Count + s.Cell.Heights.X + s.Cell.Heights.Y + s.Cell.Heights.Z;
        var middle = Vec3.Zero;
        foreach (var r in s.Positions)
            middle += r;
        double extent = 0;
        for (var i = 0; i < s.Count; i++)
            extent += Weight(s.Elements[i]) * (s.Positions[i] - middle / s.Count).LengthSquared;
        return extent / s.Count;
    }
}
