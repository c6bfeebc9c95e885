namespace Athanor.Numerics;

/// <summary>How one set of points is best laid on another by turning it, mirrors not allowed: the quaternion of the largest eigenvalue of a 4 × 4 matrix (Horn, J. Opt. Soc. Am. A 4, 629 (1987)).</summary>
/// <param name="Rotation">The R that makes Σ |R moving_i − resting_i|² smallest.</param>
/// <param name="Overlap">Σ resting_i · R moving_i.</param>
public readonly record struct Superposition(Mat3 Rotation, double Overlap)
{
    /// <summary>Moves points so that their mean is the origin.</summary>
    public static void Centre(Span<Vec3> points)
    {
        var mean = Vec3.Zero;
        foreach (var p in points)
            mean += p;
        mean /= points.Length;
        foreach (ref var p in points)
            p -= mean;
    }

    /// <summary>Of two sets centred at the origin. Allocates nothing.</summary>
    public static Superposition Of(ReadOnlySpan<Vec3> moving, ReadOnlySpan<Vec3> resting)
    {
        var s = Mat3.Zero;
        for (var i = 0; i < moving.Length; i++)
            s += Mat3.Outer(moving[i], resting[i]);
        Span<double> a =
        [
            s.XX + s.YY + s.ZZ, s.YZ - s.ZY, s.ZX - s.XZ, s.XY - s.YX,
            s.YZ - s.ZY, s.XX - s.YY - s.ZZ, s.XY + s.YX, s.ZX + s.XZ,
            s.ZX - s.XZ, s.XY + s.YX, s.YY - s.XX - s.ZZ, s.YZ + s.ZY,
            s.XY - s.YX, s.ZX + s.XZ, s.YZ + s.ZY, s.ZZ - s.XX - s.YY,
        ];
        Span<double> vectors = stackalloc double[16];
        Span<double> values = stackalloc double[4];
        JacobiEigen.Solve(a, vectors, values);
        var top = 0;
        for (var k = 1; k < 4; k++)
            top = values[k] > values[top] ? k : top;
        double w = vectors[top], x = vectors[4 + top], y = vectors[8 + top], z = vectors[12 + top];
        return new(
            new Mat3(
                1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y),
                2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x),
                2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)),
            values[top]);
    }

    /// <summary>(1/n) Σ |x_i − R y_i|² with the rotation R that makes it smallest.</summary>
    /// <param name="x">Centred.</param>
    /// <param name="y">Centred.</param>
    /// <param name="slopes">Gets <paramref name="factor"/> times the gradient by x_i added: (2/n) (x_i − R y_i), since R is stationary.</param>
    public static double Deviation(ReadOnlySpan<Vec3> x, ReadOnlySpan<Vec3> y, double factor, Span<Vec3> slopes)
    {
        var (rotation, overlap) = Of(y, x);
        var scale = 2 * factor / x.Length;
        double squares = 0;
        for (var i = 0; i < x.Length; i++)
        {
            squares += x[i].LengthSquared + y[i].LengthSquared;
            slopes[i] += scale * (x[i] - rotation * y[i]);
        }
        return Math.Max(0, (squares - 2 * overlap) / x.Length);
    }
}
