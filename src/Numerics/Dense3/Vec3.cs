using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Athanor.Numerics;

/// <summary>A vector of three doubles: a position (Å), a force (eV/Å), a velocity (Å/fs). Three consecutive doubles in memory.</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct Vec3(double X, double Y, double Z)
{
    public static Vec3 Zero => default;

    /// <summary>Component 0, 1 or 2.</summary>
    public double this[int axis] => axis switch
    {
        0 => X,
        1 => Y,
        2 => Z,
        _ => throw new ArgumentOutOfRangeException(nameof(axis)),
    };

    public double LengthSquared => X * X + Y * Y + Z * Z;

    public double Length => Math.Sqrt(LengthSquared);

    /// <summary>True where no component is NaN or infinite.</summary>
    public bool IsFinite => double.IsFinite(X) && double.IsFinite(Y) && double.IsFinite(Z);

    public static Vec3 operator +(Vec3 a, Vec3 b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);

    public static Vec3 operator -(Vec3 a, Vec3 b) => new(a.X - b.X, a.Y - b.Y, a.Z - b.Z);

    public static Vec3 operator -(Vec3 a) => new(-a.X, -a.Y, -a.Z);

    public static Vec3 operator *(double s, Vec3 a) => new(s * a.X, s * a.Y, s * a.Z);

    public static Vec3 operator *(Vec3 a, double s) => s * a;

    public static Vec3 operator /(Vec3 a, double s) => new(a.X / s, a.Y / s, a.Z / s);

    public static double Dot(Vec3 a, Vec3 b) => a.X * b.X + a.Y * b.Y + a.Z * b.Z;

    public static Vec3 Cross(Vec3 a, Vec3 b) =>
        new(a.Y * b.Z - a.Z * b.Y, a.Z * b.X - a.X * b.Z, a.X * b.Y - a.Y * b.X);

    /// <summary>The same memory as plain doubles: x₀ y₀ z₀ x₁ …</summary>
    public static Span<double> Flatten(Span<Vec3> vectors) => MemoryMarshal.Cast<Vec3, double>(vectors);

    /// <inheritdoc cref="Flatten(Span{Vec3})"/>
    public static ReadOnlySpan<double> Flatten(ReadOnlySpan<Vec3> vectors) => MemoryMarshal.Cast<Vec3, double>(vectors);
}
