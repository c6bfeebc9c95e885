using Athanor.Numerics;

namespace Athanor.Simulation;

/// <summary>
/// Mean squared distance between two sets of points after the best rotation and translation, by the largest eigenvalue of a 4 × 4 matrix (Horn, J. Opt. Soc. Am. A 4, 629 (1987)). Mirrors are not allowed.
/// </summary>
static class Superposition
{
    const int Sweeps = 30;

    /// <summary>Moves points so that their mean is the origin.</summary>
    internal static void Centre(Span<Vec3> points)
    {
        var mean = Vec3.Zero;
        foreach (var p in points)
            mean += p;
        mean /= points.Length;
        foreach (ref var p in points)
            p -= mean;
    }

    /// <summary>(1/n) Σ |x_i − R y_i|², Å², with the rotation R that makes it smallest.</summary>
    /// <param name="x">Centred.</param>
    /// <param name="y">Centred.</param>
    /// <param name="slopes">Gets <paramref name="factor"/> times the gradient by x_i added: (2/n) (x_i − R y_i), since R is stationary.</param>
    internal static double Deviation(ReadOnlySpan<Vec3> x, ReadOnlySpan<Vec3> y, double factor, Span<Vec3> slopes)
    {
        var s = Mat3.Zero;
        double squares = 0;
        for (var i = 0; i < x.Length; i++)
        {
            s += Mat3.Outer(y[i], x[i]);
            squares += x[i].LengthSquared + y[i].LengthSquared;
        }
        Span<double> n =
        [
            s.XX + s.YY + s.ZZ, s.YZ - s.ZY, s.ZX - s.XZ, s.XY - s.YX,
            s.YZ - s.ZY, s.XX - s.YY - s.ZZ, s.XY + s.YX, s.ZX + s.XZ,
            s.ZX - s.XZ, s.XY + s.YX, s.YY - s.XX - s.ZZ, s.YZ + s.ZY,
            s.XY - s.YX, s.ZX + s.XZ, s.YZ + s.ZY, s.ZZ - s.XX - s.YY,
        ];
        Span<double> v = stackalloc double[16];
        Diagonalize(n, v);
        var top = 0;
        for (var k = 1; k < 4; k++)
            top = n[5 * k] > n[5 * top] ? k : top;
        double w = v[top], a = v[4 + top], b = v[8 + top], c = v[12 + top];
        var rotation = new Mat3(
            1 - 2 * (b * b + c * c), 2 * (a * b - w * c), 2 * (a * c + w * b),
            2 * (a * b + w * c), 1 - 2 * (a * a + c * c), 2 * (b * c - w * a),
            2 * (a * c - w * b), 2 * (b * c + w * a), 1 - 2 * (a * a + b * b));
        var scale = 2 * factor / x.Length;
        for (var i = 0; i < x.Length; i++)
            slopes[i] += scale * (x[i] - rotation * y[i]);
        return Math.Max(0, (squares - 2 * n[5 * top]) / x.Length);
    }

    /// <summary>Jacobi rotations: eigenvalues on the diagonal of <paramref name="a"/>, eigenvectors in the columns of <paramref name="v"/>.</summary>
    static void Diagonalize(Span<double> a, Span<double> v)
    {
        v.Clear();
        for (var i = 0; i < 4; i++)
            v[5 * i] = 1;
        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            double off = 0, all = 0;
            for (var i = 0; i < 16; i++)
            {
                all += a[i] * a[i];
                off += i % 5 == 0 ? 0 : a[i] * a[i];
            }
            if (off <= 1e-32 * all)
                return;
            for (var p = 0; p < 3; p++)
            {
                for (var q = p + 1; q < 4; q++)
                    Turn(a, v, p, q);
            }
        }
    }

    static void Turn(Span<double> a, Span<double> v, int p, int q)
    {
        var apq = a[4 * p + q];
        if (apq == 0)
            return;
        var theta = (a[5 * q] - a[5 * p]) / (2 * apq);
        var t = (theta >= 0 ? 1 : -1) / (Math.Abs(theta) + Math.Sqrt(theta * theta + 1));
        var c = 1 / Math.Sqrt(t * t + 1);
        var s = t * c;
        for (var k = 0; k < 4; k++)
            (a[4 * k + p], a[4 * k + q]) = (c * a[4 * k + p] - s * a[4 * k + q], s * a[4 * k + p] + c * a[4 * k + q]);
        for (var k = 0; k < 4; k++)
            (a[4 * p + k], a[4 * q + k]) = (c * a[4 * p + k] - s * a[4 * q + k], s * a[4 * p + k] + c * a[4 * q + k]);
        for (var k = 0; k < 4; k++)
            (v[4 * k + p], v[4 * k + q]) = (c * v[4 * k + p] - s * v[4 * k + q], s * v[4 * k + p] + c * v[4 * k + q]);
    }
}
