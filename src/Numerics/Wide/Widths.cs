using System.Runtime.Intrinsics;

namespace Athanor.Numerics;

/// <summary>Work that wants a float width; called once, at the door of a kernel, with the widest type this machine accelerates.</summary>
public interface ISingleUser<TResult>
{
    TResult Use<T>()
        where T : struct, IWide<T, float>;
}

/// <summary>Work that wants a double width.</summary>
public interface IDoubleUser<TResult>
{
    TResult Use<T>()
        where T : struct, IWide<T, double>;
}

/// <summary>
/// The door through which every kernel learns its width: the widest registers that this machine accelerates and the runtime was allowed to use
/// (<c>DOTNET_EnableAVX512=0</c> and <c>DOTNET_EnableAVX2=0</c> narrow it). A kernel passes the type on as a type argument and never asks again.
/// </summary>
public static class Widths
{
    static readonly int Accelerated =
        Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0;

    [ThreadStatic]
    static int? _limit;

    /// <summary>Bits in the registers used: 512, 256, 128, or 0 for one lane at a time.</summary>
    public static int Bits => _limit is { } l && l < Accelerated ? l : Accelerated;

    /// <summary>Lanes of float: 16, 8, 4 or 1.</summary>
    public static int SingleLanes => Math.Max(1, Bits / 32);

    /// <summary>Lanes of double: 8, 4, 2 or 1.</summary>
    public static int DoubleLanes => Math.Max(1, Bits / 64);

    /// <summary>Calls <paramref name="user"/> with the float type of this machine. A struct user is specialised: no boxing, no virtual call.</summary>
    public static TResult Single<TUser, TResult>(TUser user)
        where TUser : ISingleUser<TResult> => Bits switch
        {
            512 => user.Use<F32x16>(),
            256 => user.Use<F32x8>(),
            128 => user.Use<F32x4>(),
            _ => user.Use<F32x1>(),
        };

    /// <summary>Calls <paramref name="user"/> with the double type of this machine.</summary>
    public static TResult Double<TUser, TResult>(TUser user)
        where TUser : IDoubleUser<TResult> => Bits switch
        {
            512 => user.Use<F64x8>(),
            256 => user.Use<F64x4>(),
            128 => user.Use<F64x2>(),
            _ => user.Use<F64x1>(),
        };

    /// <summary>For tests: no wider than <paramref name="bits"/> on this thread until disposed. A width the machine lacks is never widened to.</summary>
    internal static IDisposable Limit(int bits) => new Limited(bits);

    sealed class Limited : IDisposable
    {
        readonly int? _before = _limit;

        public Limited(int bits) => _limit = bits;

        public void Dispose() => _limit = _before;
    }
}
