using System.Runtime.CompilerServices;

namespace Athanor.Numerics;

/// <summary>The four faces of an activation over memory. A lane is any entry of the plane; a ragged end is loaded in part.</summary>
static class ActivationKernel
{
    const MethodImplOptions Kernel = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    [MethodImpl(Kernel)]
    public static void Value<T, TScalar, TLaw>(int count, ref TScalar x, ref TScalar y)
        where T : struct, IWide<T, TScalar>
        where TScalar : unmanaged
        where TLaw : IActivation
    {
        for (var i = 0; i < count; i += T.Lanes)
        {
            var left = count - i;
            Put(TLaw.Value(Get<T, TScalar>(ref x, i, left)), ref y, i, left);
        }
    }

    /// <summary>z = f′(x) w: ẋ to ẏ, and ȳ to x̄, which for a scalar function are one and the same.</summary>
    [MethodImpl(Kernel)]
    public static void Slope<T, TScalar, TLaw>(int count, ref TScalar x, ref TScalar y, ref TScalar w, ref TScalar z)
        where T : struct, IWide<T, TScalar>
        where TScalar : unmanaged
        where TLaw : IActivation
    {
        for (var i = 0; i < count; i += T.Lanes)
        {
            var left = count - i;
            var slope = TLaw.Slope(Get<T, TScalar>(ref x, i, left), Get<T, TScalar>(ref y, i, left));
            Put(slope * Get<T, TScalar>(ref w, i, left), ref z, i, left);
        }
    }

    /// <summary>The tangent of x̄ = f′(x) ȳ: f′ ȳ̇ + (f′)˙ ȳ, (f′)˙ from the slope run over a (value, tangent) number.</summary>
    [MethodImpl(Kernel)]
    public static void Curve<T, TScalar, TLaw>(
        int count, ref TScalar x, ref TScalar y, ref TScalar yBar, ref TScalar xDot, ref TScalar yDot, ref TScalar yBarDot, ref TScalar xBarDot)
        where T : struct, IWide<T, TScalar>
        where TScalar : unmanaged
        where TLaw : IActivation
    {
        for (var i = 0; i < count; i += T.Lanes)
        {
            var left = count - i;
            var dualX = new Dual<T>(Get<T, TScalar>(ref x, i, left), Get<T, TScalar>(ref xDot, i, left));
            var dualY = new Dual<T>(Get<T, TScalar>(ref y, i, left), Get<T, TScalar>(ref yDot, i, left));
            var slope = TLaw.Slope(dualX, dualY);
            var bent = slope.Tangent * Get<T, TScalar>(ref yBar, i, left);
            Put(T.Fma(slope.Value, Get<T, TScalar>(ref yBarDot, i, left), bent), ref xBarDot, i, left);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static T Get<T, TScalar>(ref TScalar p, int i, int left)
        where T : struct, IWide<T, TScalar>
        where TScalar : unmanaged => left >= T.Lanes ? T.Load(ref p, i) : T.LoadFirst(ref p, i, left);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Put<T, TScalar>(T v, ref TScalar p, int i, int left)
        where T : struct, IWide<T, TScalar>
        where TScalar : unmanaged
    {
        if (left >= T.Lanes)
            T.Store(v, ref p, i);
        else
            T.StoreFirst(v, ref p, i, left);
    }
}
