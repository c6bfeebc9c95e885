using System.Runtime.InteropServices;

namespace Athanor.Numerics;

/// <summary>A 3×3 matrix, row-major: lattice vectors as rows, a strain, a stress (eV/Å³), a virial (eV).</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct Mat3(
    double XX, double XY, double XZ,
    double YX, double YY, double YZ,
    double ZX, double ZY, double ZZ)
{
    public static Mat3 Zero => default;

    public static Mat3 Identity { get; } = Diagonal(1, 1, 1);

    public static Mat3 Diagonal(double x, double y, double z) => new(x, 0, 0, 0, y, 0, 0, 0, z);

    public static Mat3 FromRows(Vec3 a, Vec3 b, Vec3 c) => new(a.X, a.Y, a.Z, b.X, b.Y, b.Z, c.X, c.Y, c.Z);

    /// <summary>The outer product a bᵀ.</summary>
    public static Mat3 Outer(Vec3 a, Vec3 b) => FromRows(a.X * b, a.Y * b, a.Z * b);

    /// <summary>From nine numbers, row-major.</summary>
    public static Mat3 FromSpan(ReadOnlySpan<double> m) => new(m[0], m[1], m[2], m[3], m[4], m[5], m[6], m[7], m[8]);

    public Vec3 Row(int i) => i switch
    {
        0 => new(XX, XY, XZ),
        1 => new(YX, YY, YZ),
        2 => new(ZX, ZY, ZZ),
        _ => throw new ArgumentOutOfRangeException(nameof(i)),
    };

    public double this[int row, int column] => Row(row)[column];

    public double Trace => XX + YY + ZZ;

    public double Determinant => Vec3.Dot(Row(0), Vec3.Cross(Row(1), Row(2)));

    public Mat3 Transposed => new(XX, YX, ZX, XY, YY, ZY, XZ, YZ, ZZ);

    /// <summary>(M + Mᵀ)/2.</summary>
    public Mat3 Symmetrized => 0.5 * (this + Transposed);

    public bool IsFinite => Row(0).IsFinite && Row(1).IsFinite && Row(2).IsFinite;

    /// <summary>The inverse, by cofactors.</summary>
    /// <exception cref="InvalidOperationException">The determinant is zero.</exception>
    public Mat3 Inverse()
    {
        var det = Determinant;
        if (det == 0)
            throw new InvalidOperationException("A singular 3×3 matrix has no inverse.");
        Vec3 a = Row(0), b = Row(1), c = Row(2);
        return (1 / det) * FromRows(Vec3.Cross(b, c), Vec3.Cross(c, a), Vec3.Cross(a, b)).Transposed;
    }

    /// <summary>Rows, with semicolons between them. (What the compiler writes for a record prints every property, and so <see cref="Transposed"/>'s, without end.)</summary>
    public override string ToString() => FormattableString.Invariant($"[{XX} {XY} {XZ}; {YX} {YY} {YZ}; {ZX} {ZY} {ZZ}]");

    public static Mat3 operator +(Mat3 a, Mat3 b) => FromRows(a.Row(0) + b.Row(0), a.Row(1) + b.Row(1), a.Row(2) + b.Row(2));

    public static Mat3 operator -(Mat3 a, Mat3 b) => a + -1.0 * b;

    public static Mat3 operator *(double s, Mat3 a) => FromRows(s * a.Row(0), s * a.Row(1), s * a.Row(2));

    public static Mat3 operator *(Mat3 a, Mat3 b) => FromRows(a.Row(0) * b, a.Row(1) * b, a.Row(2) * b);

    /// <summary>M v, v a column.</summary>
    public static Vec3 operator *(Mat3 m, Vec3 v) => new(Vec3.Dot(m.Row(0), v), Vec3.Dot(m.Row(1), v), Vec3.Dot(m.Row(2), v));

    /// <summary>vᵀ M, v a row: how a fractional coordinate meets lattice vectors stored as rows.</summary>
    public static Vec3 operator *(Vec3 v, Mat3 m) => v.X * m.Row(0) + v.Y * m.Row(1) + v.Z * m.Row(2);
}
