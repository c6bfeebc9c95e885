using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Bench;

static class ElementaryBench
{
    const int N = 4096;

    public static void Run()
    {
        Widths.Single<Functions, int>(default);
        Widths.Double<Functions, int>(default);
    }

    readonly struct Functions : ISingleUser<int>, IDoubleUser<int>
    {
        int ISingleUser<int>.Use<T>()
        {
            var x = new float[N];
            for (var i = 0; i < N; i++)
                x[i] = 0.001f * i + 0.1f;
            var y = new float[N];
            Print("float", T.Lanes, "exp", () => Exp<T, float>(x, y));
            Print("float", T.Lanes, "log", () => Log<T, float>(x, y));
            Print("float", T.Lanes, "sin", () => Sin<T, float>(x, y));
            Print("float", T.Lanes, "tanh", () => Tanh<T, float>(x, y));
            return 0;
        }

        int IDoubleUser<int>.Use<T>()
        {
            var x = new double[N];
            for (var i = 0; i < N; i++)
                x[i] = 0.001 * i + 0.1;
            var y = new double[N];
            Print("double", T.Lanes, "exp", () => Exp<T, double>(x, y));
            Print("double", T.Lanes, "log", () => Log<T, double>(x, y));
            Print("double", T.Lanes, "sin", () => Sin<T, double>(x, y));
            Print("double", T.Lanes, "tanh", () => Tanh<T, double>(x, y));
            return 0;
        }
    }

    static void Print(string type, int lanes, string name, Action action) =>
        Console.WriteLine($"{name} {type} x {lanes}: {Clock.Least(action, 0.2) / N * 1e9:F3} ns each");

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    static void Exp<T, TScalar>(TScalar[] x, TScalar[] y)
        where T : struct, IWide<T, TScalar>
        where TScalar : unmanaged
    {
        for (var i = 0; i < x.Length; i += T.Lanes)
            T.Store(T.Exp(T.Load(ref x[0], i)), ref y[0], i);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    static void Log<T, TScalar>(TScalar[] x, TScalar[] y)
        where T : struct, IWide<T, TScalar>
        where TScalar : unmanaged
    {
        for (var i = 0; i < x.Length; i += T.Lanes)
            T.Store(T.Log(T.Load(ref x[0], i)), ref y[0], i);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    static void Sin<T, TScalar>(TScalar[] x, TScalar[] y)
        where T : struct, IWide<T, TScalar>
        where TScalar : unmanaged
    {
        for (var i = 0; i < x.Length; i += T.Lanes)
            T.Store(T.Sin(T.Load(ref x[0], i)), ref y[0], i);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    static void Tanh<T, TScalar>(TScalar[] x, TScalar[] y)
        where T : struct, IWide<T, TScalar>
        where TScalar : unmanaged
    {
        for (var i = 0; i < x.Length; i += T.Lanes)
            T.Store(T.Tanh(T.Load(ref x[0], i)), ref y[0], i);
    }
}
