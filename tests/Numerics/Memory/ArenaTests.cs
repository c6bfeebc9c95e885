namespace Athanor.Numerics.Tests;

public sealed unsafe class ArenaTests
{
    [Fact]
    public void Rentals_are_aligned_apart_and_stay_put_while_it_grows()
    {
        using var arena = new Arena(256);
        var first = arena.Rent<int>(10);
        first.Fill(7);
        for (var i = 0; i < 20; i++)
        {
            var p = arena.RentPointer<double>(100);
            Assert.Equal(0, (nint)p % 64);
            new Span<double>(p, 100).Fill(i);
        }
        Assert.All(first.ToArray(), x => Assert.Equal(7, x));
    }

    [Fact]
    public void It_settles()
    {
        using var arena = new Arena(64);
        Round();
        arena.Reset();
        Round();
        var capacity = arena.Capacity;
        for (var i = 0; i < 3; i++)
        {
            arena.Reset();
            Round();
        }
        Assert.Equal(capacity, arena.Capacity);

        void Round()
        {
            for (var i = 0; i < 5; i++)
                arena.RentCleared<byte>(1000);
        }
    }

    [Fact]
    public void Cleared_is_zero_and_misuse_is_refused()
    {
        var arena = new Arena();
        arena.Rent<byte>(500).Fill(255);
        arena.Reset();
        Assert.All(arena.RentCleared<byte>(500).ToArray(), b => Assert.Equal(0, b));
        Assert.Throws<ArgumentOutOfRangeException>(() => { arena.Rent<int>(-1); });
        arena.Dispose();
        Assert.Throws<ObjectDisposedException>(() => { arena.Rent<int>(1); });
        arena.Dispose();
    }
}
