using Athanor.Numerics;

namespace Athanor.Learning;

/// <summary>The rotation that lays one set of points best on another (Horn, J. Opt. Soc. Am. A 4, 629 (1987): the quaternion of the largest eigenvalue).</summary>
internal static class Superposition
{
    /// <summary>The proper rotation R that minimises Σ |R moving_i − fixed_i|², both sets centred at the origin.</summary>
    public static Mat3 Rotation(ReadOnlySpan<Vec3> moving, ReadOnlySpan<Vec3> resting)
    {
        var s = Mat3.Zero;
        for (var i = 0; i < moving.Length; i++)
            s += Mat3.Outer(moving[i], resting[i]);
        Span<double> k =
        [
            s.XX + s.YY + s.ZZ, s.YZ - s.ZY, s.ZX - s.XZ, s.XY - s.YX,
            s.YZ - s.ZY, s.XX - s.YY - s.ZZ, s.XY + s.YX, s.ZX + s.XZ,
            s.ZX - s.XZ, s.XY + s.YX, -s.XX + s.YY - s.ZZ, s.YZ + s.ZY,
            s.XY - s.YX, s.ZX + s.XZ, s.YZ + s.ZY, -s.XX - s.YY + s.ZZ,
        ];
        Span<double> vectors = stackalloc double[16];
        Span<double> values = stackalloc double[4];
        SymmetricEigen.Solve(k, vectors, values);
        var best = 0;
        for (var i = 1; i < 4; i++)
            best = values[i] > values[best] ? i : best;
        double w = vectors[best], x = vectors[4 + best], y = vectors[8 + best], z = vectors[12 + best];
        return new Mat3(
            w * w + x * x - y * y - z * z, 2 * (x * y - w * z), 2 * (x * z + w * y),
            2 * (x * y + w * z), w * w - x * x + y * y - z * z, 2 * (y * z - w * x),
            2 * (x * z - w * y), 2 * (y * z + w * x), w * w - x * x - y * y + z * z);
    }
}
