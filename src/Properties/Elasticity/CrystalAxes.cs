using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Properties;

/// <summary>
/// The axes in which a crystal's tensors are given: its own as it lies, where its symmetry axes lie along x, y and z already; else turned so that a lies along x and c along z (cubic, tetragonal, hexagonal, trigonal,
/// orthorhombic with a ≤ b ≤ c), b along y and c along z (monoclinic). A triclinic crystal is left as it lies.
/// </summary>
/// <param name="Rotation">A vector v of the crystal as it lies is R v in these axes.</param>
/// <param name="Text">"x ∥ [100] …" for people.</param>
public sealed record CrystalAxes(Mat3 Rotation, string Text)
{
    const double Straight = 1e-4;

    /// <summary>Whether tensors are given as the crystal lies.</summary>
    public bool AsItLies => Rotation == Mat3.Identity;

    public static CrystalAxes Of(SpaceGroup group)
    {
        var cell = ConventionalCell.Of(group);
        Vec3 a = Unit(cell.Vectors.Row(0)), b = Unit(cell.Vectors.Row(1)), c = Unit(cell.Vectors.Row(2));
        var asItLies = new CrystalAxes(Mat3.Identity, "as the crystal lies in its file");
        switch (cell.System)
        {
            case CrystalSystem.Triclinic:
                return asItLies;
            case CrystalSystem.Cubic or CrystalSystem.Orthorhombic:
                return Along(a) && Along(b) && Along(c) ? asItLies : Turned(a, b, c, "x, y and z along a, b and c");
            case CrystalSystem.Tetragonal:
                return Math.Abs(c.Z) > 1 - Straight && Along(a) ? asItLies : Turned(a, b, c, "x along a, z along c");
            case CrystalSystem.Monoclinic:
                return Math.Abs(b.Y) > 1 - Straight && Math.Abs(c.Z) > 1 - Straight ? asItLies : Turned(Vec3.Cross(b, c), b, c, "y along b, z along c");
            default:
                // One of a, b and −(a + b), or its opposite, along x.
                var flat = Math.Abs(c.Z) > 1 - Straight && new[] { a, b, -(a + b) }.Any(v => Math.Abs(v.X) > 1 - Straight);
                return flat ? asItLies : Turned(a, Vec3.Cross(c, a), c, "x along a, z along c");
        }
    }

    static CrystalAxes Turned(Vec3 x, Vec3 y, Vec3 z, string text) => new(Mat3.FromRows(x, y, z), text);

    static bool Along(Vec3 v) => Math.Max(Math.Abs(v.X), Math.Max(Math.Abs(v.Y), Math.Abs(v.Z))) > 1 - Straight;

    static Vec3 Unit(Vec3 v) => v / v.Length;
}
