namespace Athanor.Numerics.Tests;

public sealed class WideMemoryTests
{
    [Fact]
    public void Float_types_move_lanes()
    {
        Check<F32x1, float>(1, x => (float)x, x => x);
        Check<F32x4, float>(4, x => (float)x, x => x);
        Check<F32x8, float>(8, x => (float)x, x => x);
        Check<F32x16, float>(16, x => (float)x, x => x);
    }

    [Fact]
    public void Double_types_move_lanes()
    {
        Check<F64x1, double>(1, x => x, x => x);
        Check<F64x2, double>(2, x => x, x => x);
        Check<F64x4, double>(4, x => x, x => x);
        Check<F64x8, double>(8, x => x, x => x);
    }

    [Fact]
    public void The_door_gives_the_widest_accelerated_type()
    {
        Assert.Equal(Widths.SingleLanes, Widths.Single<CountLanes, int>(default));
        Assert.Equal(Widths.DoubleLanes, Widths.Double<CountLanes, int>(default));
        using (Widths.Limit(128))
            Assert.True(Widths.SingleLanes <= 4);
        using (Widths.Limit(0))
            Assert.Equal(1, Widths.Double<CountLanes, int>(default));
    }

    struct CountLanes : ISingleUser<int>, IDoubleUser<int>
    {
        int ISingleUser<int>.Use<T>() => T.Lanes;

        int IDoubleUser<int>.Use<T>() => T.Lanes;
    }

    static void Check<T, TScalar>(int lanes, Func<double, TScalar> narrow, Func<TScalar, double> widen)
        where T : struct, IWide<T, TScalar>
        where TScalar : unmanaged
    {
        Assert.Equal(lanes, T.Lanes);
        TScalar[] memory = [.. Enumerable.Range(0, 40).Select(i => narrow(i * i + 1))];
        var v = T.Load(ref memory[0], 3);
        double sum = 0;
        for (var k = 0; k < lanes; k++)
        {
            Assert.Equal((k + 3) * (k + 3) + 1, widen(T.Lane(v, k)));
            Assert.Equal(k, widen(T.Lane(T.Iota, k)));
            Assert.Equal(26, widen(T.Lane(T.Broadcast(memory[5]), k)));
            sum += widen(memory[3 + k]);
        }
        Assert.Equal(sum, widen(T.Sum(v)));
        Assert.Equal(sum, T.SumInDouble(v));

        int[] index = [.. Enumerable.Range(0, 16).Select(k => 39 - 2 * k)];
        var gathered = T.Gather(ref memory[0], ref index[0]);
        for (var k = 0; k < lanes; k++)
            Assert.Equal(memory[index[k]], T.Lane(gathered, k));

        Assert.Equal((1u << (lanes / 2)) - 1, T.Bits(T.Less(T.Iota, T.Const(lanes / 2))));
        for (var count = 0; count <= lanes; count++)
        {
            var part = T.LoadFirst(ref memory[0], 2, count);
            var copy = new TScalar[lanes + 1];
            Array.Fill(copy, narrow(-7));
            T.StoreFirst(part, ref copy[0], 0, count);
            for (var k = 0; k <= lanes; k++)
            {
                Assert.Equal(k < count ? widen(memory[2 + k]) : -7, widen(copy[k]));
                if (k < lanes)
                    Assert.Equal(k < count ? widen(memory[2 + k]) : 0, widen(T.Lane(part, k)));
            }
        }

        Assert.Equal(0.03125, widen(T.Lane(T.PowerOfTwo(T.Const(-5)), lanes - 1)));
        Assert.Equal(1.25, widen(T.Lane(T.Split(T.Const(40), out var exponent), lanes - 1)));
        Assert.Equal(5, widen(T.Lane(exponent, lanes - 1)));
    }
}
