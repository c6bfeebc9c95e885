using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Athanor.Potentials;

/// <summary>Fx Fy Fz E of an atom, as kernels leave them.</summary>
static unsafe class FourNumbers<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> Read(T* p) => typeof(T) == typeof(float)
        ? Vector256.WidenLower(Vector128.Load((float*)p).ToVector256Unsafe())
        : Vector256.Load((double*)p);

    /// <summary>to += factor · from.</summary>
    internal static void AddScaled(double factor, T* from, T* to, int count)
    {
        for (var i = 0; i < count; i++)
        {
            if (typeof(T) == typeof(float))
                ((float*)to)[i] += (float)factor * ((float*)from)[i];
            else
                ((double*)to)[i] += factor * ((double*)from)[i];
        }
    }

    /// <summary>One number more.</summary>
    internal static void Add(double value, T* to)
    {
        if (typeof(T) == typeof(float))
            *(float*)to += (float)value;
        else
            *(double*)to += value;
    }
}
