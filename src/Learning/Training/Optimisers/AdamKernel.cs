using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Learning;

/// <summary>The loop of <see cref="Adam"/>. A lane is a parameter.</summary>
static class AdamKernel
{
    const MethodImplOptions Kernel = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    /// <param name="keep">What weight decay leaves of a parameter.</param>
    [MethodImpl(Kernel)]
    internal static void Step<T>(int count, AdamStep step, double keep, ref double theta, ref double gradient, ref double mean, ref double square, ref double peak)
        where T : struct, IWide<T, double>
    {
        T rate = T.Broadcast(step.Rate), scale = T.Broadcast(step.SquareScale), kept = T.Broadcast(keep);
        var i = 0;
        for (; i + T.Lanes <= count; i += T.Lanes)
        {
            var g = T.Load(ref gradient, i);
            var m = T.FmaS(T.Load(ref mean, i) - g, Adam.MeanDecay, g);
            var v = T.FmaS(T.Load(ref square, i) - g * g, Adam.SquareDecay, g * g);
            var h = T.Max(T.Load(ref peak, i) * Adam.PeakDecay, v);
            T.Store(m, ref mean, i);
            T.Store(v, ref square, i);
            T.Store(h, ref peak, i);
            T.Store(T.Load(ref theta, i) * kept - rate * m / (T.Sqrt(h * scale) + Adam.Epsilon), ref theta, i);
        }
        if (i < count)
        {
            var left = count - i;
            var g = T.LoadFirst(ref gradient, i, left);
            var m = T.FmaS(T.LoadFirst(ref mean, i, left) - g, Adam.MeanDecay, g);
            var v = T.FmaS(T.LoadFirst(ref square, i, left) - g * g, Adam.SquareDecay, g * g);
            var h = T.Max(T.LoadFirst(ref peak, i, left) * Adam.PeakDecay, v);
            T.StoreFirst(m, ref mean, i, left);
            T.StoreFirst(v, ref square, i, left);
            T.StoreFirst(h, ref peak, i, left);
            T.StoreFirst(T.LoadFirst(ref theta, i, left) * kept - rate * m / (T.Sqrt(h * scale) + Adam.Epsilon), ref theta, i, left);
        }
    }
}
