using Athanor.Numerics;

namespace Athanor.Simulation.Tests;

public sealed class NoiseTests
{
    /// <summary>The known answers that come with Random123, the authors' own library.</summary>
    [Theory]
    [InlineData(0UL, 0UL, 0UL, 0xca00a0459843d731UL, 0x66c24222c9a845b5UL)]
    [InlineData(ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, 0x65b021d60cd8310fUL, 0x4d02f3222f86df20UL)]
    [InlineData(0xa4093822299f31d0UL, 0x243f6a8885a308d3UL, 0x13198a2e03707344UL, 0x0a5e742c2997341cUL, 0xb0f883d38000de5dUL)]
    public void Philox_gives_the_published_numbers(ulong key, ulong c0, ulong c1, ulong first, ulong second) =>
        Assert.Equal((first, second), Philox.Draw(key, c0, c1));

    [Fact]
    public void Atom_noise_is_Gaussian_and_uncorrelated()
    {
        var noise = new AtomNoise();
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
        var (together, alone) = (new AtomNoise(), new AtomNoise());
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
