using Athanor.Numerics;

namespace Athanor.Quantum.Tests;

/// <summary>Sums of products of tensors against loops over all axes.</summary>
public sealed class TensorTests
{
    static readonly Dictionary<char, int> Sizes = new() { ['i'] = 2, ['j'] = 3, ['k'] = 4, ['l'] = 2, ['a'] = 5, ['b'] = 3, ['c'] = 4, ['d'] = 3 };

    // Summed axes last, first, in the middle, apart, in another order, all, none; the result in either order and in none.
    [Theory]
    [InlineData("kcld,ilcd->ki")]
    [InlineData("klcd,ilcd->ki")]
    [InlineData("lkdc,lkda->ac")]
    [InlineData("kcad,id->iakc")]
    [InlineData("kdac,id->iakc")]
    [InlineData("kdac,id->kiac")]
    [InlineData("kdac,id->kaci")]
    [InlineData("ac,icjb->iajb")]
    [InlineData("ki,kajb->iajb")]
    [InlineData("iajk,kb->iajb")]
    [InlineData("iald,ldkc->iakc")]
    [InlineData("klij,klab->ijab")]
    [InlineData("ijab,klab->klij")]
    [InlineData("ia,jb->ijab")]
    [InlineData("ia,jb->iajb")]
    [InlineData("kc,kcia->ia")]
    [InlineData("ijcd,akcd->iajk")]
    public void Products_agree_with_loops(string axes)
    {
        var (a, b, c) = (axes[..axes.IndexOf(',')], axes[(axes.IndexOf(',') + 1)..axes.IndexOf('-')], axes[(axes.IndexOf('>') + 1)..]);
        var random = new Random(7);
        Tensor left = Random(a, random), right = Random(b, random), sum = Random(c, random);
        double[] expected = [.. sum.Data];
        var all = string.Concat((a + b).Distinct());
        var index = all.ToDictionary(x => x, _ => 0);
        int At(string names) => names.Aggregate(0, (at, x) => at * Sizes[x] + index[x]);
        for (var at = 0; at < all.Aggregate(1, (n, x) => n * Sizes[x]); at++)
        {
            var rest = at;
            foreach (var x in all)
                (index[x], rest) = (rest % Sizes[x], rest / Sizes[x]);
            expected[At(c)] += -1.5 * left.Data[At(a)] * right.Data[At(b)];
        }
        var work = new Workspace(Team.Single);
        sum.Add(axes, -1.5, left, right, work);
        Assert.All(sum.Data.Zip(expected), x => Assert.Equal(x.Second, x.First, 1e-12));
        // Memory that was used before makes no difference.
        var again = new Tensor(sum.Shape);
        work.Reset();
        again.Add(axes, 1, left, right, work);
        var fresh = new Tensor(sum.Shape);
        fresh.Add(axes, 1, left, right, new(Team.Single));
        Assert.Equal(fresh.Data, again.Data);
    }

    [Fact]
    public void Memory_is_lent_once_at_a_time()
    {
        var work = new Workspace(Team.Single);
        Tensor one = work.Tensor(2, 3), two = work.Tensor(3, 2);
        Assert.NotSame(one.Data, two.Data);
        one.Data[0] = 1;
        work.Return(one);
        var third = work.Tensor(6);
        Assert.Same(one.Data, third.Data);
        Assert.Equal(0, third.Data[0]);
        work.Return(new Tensor(6));
        Assert.NotSame(third.Data, work.Tensor(6).Data);
    }

    static Tensor Random(string axes, Random random)
    {
        var tensor = new Tensor([.. axes.Select(x => Sizes[x])]);
        for (var i = 0; i < tensor.Data.Length; i++)
            tensor.Data[i] = random.NextDouble() - 0.5;
        return tensor;
    }
}
