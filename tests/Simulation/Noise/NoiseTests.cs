using System.Runtime.Intrinsics.X86;
using Athanor.Numerics;

namespace Athanor.Simulation.Tests;

public sealed class NoiseTests
{
    /// <summary>The known answers that come with Random123, the authors' own library.</summary>
    [Theory]
    [InlineData(0UL, 0u, 0u, 0u, 0u, 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u)]
    [InlineData(ulong.MaxValue, uint.MaxValue, uint.MaxValue, uint.MaxValue, uint.MaxValue, 0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu)]
    [InlineData(0x299f31d0a4093822UL, 0x243f6a88u, 0x85a308d3u, 0x13198a2eu, 0x03707344u, 0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u)]
    public void Philox_gives_the_published_numbers(ulong key, uint c0, uint c1, uint c2, uint c3, uint a, uint b, uint c, uint d) =>
        Assert.Equal((a, b, c, d), Philox.Draw(key, c0, c1, c2, c3));

    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    public unsafe void Many_counters_at_once_give_the_same(int lanes)
    {
        Assert.SkipUnless(lanes == 4 ? Avx2.IsSupported : Avx512F.IsSupported, "This processor has no such vectors.");
        const ulong key = 0x0123456789abcdef;
        uint* numbers = stackalloc uint[32];
        if (lanes == 4)
            Philox.Four(key, 5, 6, uint.MaxValue - 3, 7, numbers, numbers + 8, numbers + 16, numbers + 24);
        else
            Philox.Eight(key, 5, 6, uint.MaxValue - 7, 7, numbers, numbers + 8, numbers + 16, numbers + 24);
        for (var l = 0; l < lanes; l++)
            Assert.Equal(Philox.Draw(key, 5, 6, uint.MaxValue - (uint)lanes + 1 + (uint)l, 7), (numbers[l], numbers[8 + l], numbers[16 + l], numbers[24 + l]));
    }

    /// <summary>What a seed means is a promise: to restart files, and to other machines.</summary>
    [Fact]
    public void Atom_noise_is_what_it_was()
    {
        using var noise = new AtomNoise();
        noise.Fill(0x123456789, NoiseStream.OrnsteinUhlenbeck, 1L << 33, 1000, AtomNoise.Capacity);
        var digest = 0UL;
        for (var i = 0; i < AtomNoise.Capacity; i++)
        {
            for (var c = 0; c < 3; c++)
                digest = unchecked(31 * digest + (ulong)BitConverter.DoubleToInt64Bits(noise[i][c]));
        }
        Assert.Equal(12892075258862046336UL, digest);
    }

    [Fact]
    public void Atom_noise_is_Gaussian_and_uncorrelated()
    {
        using var noise = new AtomNoise();
        const int rounds = 2000;
        double n = 3.0 * rounds * AtomNoise.Capacity, sum = 0, squares = 0, fourth = 0, cross = 0, lag = 0;
        var previous = Vec3.Zero;
        for (var step = 0; step < rounds; step++)
        {
            noise.Fill(7, NoiseStream.OrnsteinUhlenbeck, step, 0, AtomNoise.Capacity);
            for (var i = 0; i < AtomNoise.Capacity; i++)
            {
                var g = noise[i];
                foreach (var x in (ReadOnlySpan<double>)[g.X, g.Y, g.Z])
                {
                    sum += x;
                    squares += x * x;
                    fourth += x * x * x * x;
                }
                cross += g.X * g.Y + g.Y * g.Z + g.X * g.Z;
                lag += Vec3.Dot(g, previous);
                previous = g;
            }
        }
        // Four standard deviations of each mean.
        Assert.InRange(sum / n, -4 / Math.Sqrt(n), 4 / Math.Sqrt(n));
        Assert.InRange(squares / n, 1 - 4 * Math.Sqrt(2 / n), 1 + 4 * Math.Sqrt(2 / n));
        Assert.InRange(fourth / n, 3 - 4 * Math.Sqrt(96 / n), 3 + 4 * Math.Sqrt(96 / n));
        Assert.InRange(cross / n, -4 / Math.Sqrt(n), 4 / Math.Sqrt(n));
        Assert.InRange(lag / n, -4 / Math.Sqrt(n), 4 / Math.Sqrt(n));
    }

    [Fact]
    public void An_atoms_noise_does_not_depend_on_who_else_draws()
    {
        using var together = new AtomNoise();
        using var alone = new AtomNoise();
        together.Fill(3, NoiseStream.OrnsteinUhlenbeck, 41, 128, 64);
        alone.Fill(3, NoiseStream.OrnsteinUhlenbeck, 41, 150, 1);
        Assert.Equal(together[22], alone[0]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(50)]
    public void Sums_of_squares_have_the_moments_of_chi_squared(int count)
    {
        const int samples = 20000;
        double sum = 0, squares = 0;
        for (var step = 0; step < samples; step++)
        {
            var x = new Draws(5, NoiseStream.VelocityRescaling, step).SumOfSquares(count);
            sum += x;
            squares += x * x;
        }
        var mean = sum / samples;
        var variance = squares / samples - mean * mean;
        Assert.InRange(mean, count - 4 * Math.Sqrt(2.0 * count / samples), count + 4 * Math.Sqrt(2.0 * count / samples));
        // The variance of a sample variance of χ²: (κ₄ + 2σ⁴)/n with κ₄ = 48 k, σ² = 2 k.
        var error = Math.Sqrt((48.0 * count + 8.0 * count * count) / samples);
        Assert.InRange(variance, 2 * count - 4 * error, 2 * count + 4 * error);
    }
}
