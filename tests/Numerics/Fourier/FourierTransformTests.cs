using System.Numerics;

namespace Athanor.Numerics.Tests;

public sealed class FourierTransformTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(64)]
    [InlineData(90)]
    [InlineData(101)]
    public void Transforms_are_those_of_the_double_loop_and_come_back(int length)
    {
        var random = new Random(length);
        Complex[] values = [.. Enumerable.Range(0, length).Select(_ => new Complex(random.NextDouble() - 0.5, random.NextDouble()))];
        var transform = new FourierTransform(length);
        Complex[] found = [.. values];
        transform.Forward(found);
        for (var k = 0; k < length; k++)
        {
            var slow = Complex.Zero;
            for (var n = 0; n < length; n++)
                slow += values[n] * Complex.FromPolarCoordinates(1, -2 * Math.PI * k * n / length);
            Assert.True(Complex.Abs(slow - found[k]) < 1e-12 * length, $"{k}: {found[k]} for {slow}");
        }
        transform.Inverse(found);
        for (var n = 0; n < length; n++)
            Assert.True(Complex.Abs(values[n] - found[n]) < 1e-13);
    }

    [Fact]
    public void Other_lengths_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new FourierTransform(8).Forward(new Complex[7]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FourierTransform(0));
    }
}
