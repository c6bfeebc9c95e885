using Athanor.Numerics;

namespace Athanor.Atoms;

/// <summary>Rotation matrices, acting on column vectors: v → R v.</summary>
public static class Rotation
{
    /// <summary>By an angle (radians, right-handed) about an axis through the origin (Rodrigues' formula).</summary>
    /// <exception cref="AtomsException">The axis has no direction.</exception>
    public static Mat3 About(Vec3 axis, double angle)
    {
        if (!(axis.Length > 0) || !axis.IsFinite)
            throw new AtomsException($"({axis.X}, {axis.Y}, {axis.Z}) is no axis to turn about: it needs a direction.");
        var u = axis / axis.Length;
        var half = Math.Sin(angle / 2);
        return FromQuaternion(Math.Cos(angle / 2), half * u.X, half * u.Y, half * u.Z);
    }

    /// <summary>Uniformly distributed over all rotations (Shoemake 1992: a random unit quaternion).</summary>
    public static Mat3 Random(Random random)
    {
        double u = random.NextDouble(), v = 2 * Math.PI * random.NextDouble(), w = 2 * Math.PI * random.NextDouble();
        double a = Math.Sqrt(1 - u), b = Math.Sqrt(u);
        return FromQuaternion(b * Math.Cos(w), a * Math.Sin(v), a * Math.Cos(v), b * Math.Sin(w));
    }

    /// <summary>Mirror in the plane through the origin with this normal.</summary>
    public static Mat3 Mirror(Vec3 normal)
    {
        var u = normal / normal.Length;
        return Mat3.Identity - 2 * Mat3.Outer(u, u);
    }

    static Mat3 FromQuaternion(double w, double x, double y, double z) => new(
        1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y),
        2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x),
        2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y));
}
