using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Potentials.Networks;

/// <summary>Value and slope of an activation at once, for networks that always want both. A lane is a neuron.</summary>
static unsafe class ActivationLaws<W, S>
    where W : struct, IWide<W, S>
    where S : unmanaged
{
    /// <summary>
    /// y = a(y), slope = a′(y) over <paramref name="count"/> entries, a multiple of the lanes, of each row, <paramref name="stride"/> from row to row.
    /// </summary>
    internal static void Apply(Activation activation, int rows, int count, S* y, S* slope, nint stride)
    {
        var call = new Call { Rows = rows, Count = count, Y = y, Slope = slope, Stride = stride };
        ActivationTypes.Use(activation, ref call);
    }

    struct Call : IActivationUser
    {
        public int Rows, Count;
        public S* Y, Slope;
        public nint Stride;

        public readonly void Use<TLaw>()
            where TLaw : struct, IActivation => Apply<TLaw>(Rows, Count, Y, Slope, Stride);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    static void Apply<TLaw>(int rows, int count, S* y, S* slope, nint stride)
        where TLaw : struct, IActivation
    {
        for (var r = 0; r < rows; r++, y += stride, slope += stride)
        {
            for (var k = 0; k < count; k += W.Lanes)
            {
                var sum = W.Load(ref y[k], 0);
                var value = TLaw.Value(sum);
                W.Store(TLaw.Slope(sum, value), ref slope[k], 0);
                W.Store(value, ref y[k], 0);
            }
        }
    }
}
