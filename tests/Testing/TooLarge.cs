using System.Runtime.CompilerServices;

namespace Athanor.Testing;

/// <summary>A method too large to be compiled well, which shows that <see cref="JitGate"/> hears such methods.</summary>
public static class TooLarge
{
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static double Sentinel<T>(double x)
        where T : struct => Large(Large(x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Large(double x) => C(C(C(C(C(C(C(C(x))))))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static double C(double x) => B(B(B(B(B(B(B(B(x))))))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static double B(double x) => A(A(A(A(A(A(A(A(x))))))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static double A(double x)
    {
        var y = x * x + 1;
        return y * x + y;
    }
}
