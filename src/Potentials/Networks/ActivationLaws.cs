using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Potentials.Networks;

/// <summary>Value and slope of an activation at once, for networks that always want both. A lane is a neuron.</summary>
static unsafe class ActivationLaws<W, S>
    where W : struct, IWide<W, S>
    where S : unmanaged
{
    /// <summary>value = a(x), slope = a′(x) over <paramref name="count"/> entries, a multiple of the lanes. Value may be x.</summary>
    internal static void Apply(Activation activation, int count, S* x, S* value, S* slope)
    {
        var call = new Call { Count = count, X = x, Value = value, Slope = slope };
        ActivationTypes.Use(activation, ref call);
    }

    struct Call : IActivationUser
    {
        public int Count;
        public S* X, Value, Slope;

        public readonly void Use<TLaw>()
            where TLaw : struct, IActivation => Apply<TLaw>(Count, X, Value, Slope);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    static void Apply<TLaw>(int count, S* x, S* value, S* slope)
        where TLaw : struct, IActivation
    {
        for (var k = 0; k < count; k += W.Lanes)
        {
            var sum = W.Load(ref x[k], 0);
            var y = TLaw.Value(sum);
            W.Store(TLaw.Slope(sum, y), ref slope[k], 0);
            W.Store(y, ref value[k], 0);
        }
    }
}
