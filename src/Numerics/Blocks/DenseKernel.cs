using System.Runtime.CompilerServices;

namespace Athanor.Numerics;

/// <summary>What a dense layer does beside its products: biases onto rows, and rows summed into biases. A lane is a channel.</summary>
static class DenseKernel
{
    const MethodImplOptions Kernel = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    /// <summary>Every row of y is the bias.</summary>
    public static void Fill<TScalar>(ReadOnlySpan<TScalar> bias, Span<TScalar> y)
        where TScalar : unmanaged
    {
        for (; !y.IsEmpty; y = y[bias.Length..])
            bias.CopyTo(y);
    }

    /// <summary>sum += Σ rows of y, one row after the other.</summary>
    [MethodImpl(Kernel)]
    public static void AddRows<T, TScalar>(int rows, int channels, ref TScalar y, ref TScalar sum)
        where T : struct, IWide<T, TScalar>
        where TScalar : unmanaged
    {
        for (var c = 0; c < channels; c += T.Lanes)
        {
            var left = Math.Min(T.Lanes, channels - c);
            var s = T.LoadFirst(ref sum, c, left);
            if (left == T.Lanes)
            {
                for (nint r = 0; r < rows; r++)
                    s += T.Load(ref y, r * channels + c);
            }
            else
            {
                for (nint r = 0; r < rows; r++)
                    s += T.LoadFirst(ref y, r * channels + c, left);
            }
            T.StoreFirst(s, ref sum, c, left);
        }
    }
}
