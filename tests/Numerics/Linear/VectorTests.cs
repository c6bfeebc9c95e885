namespace Athanor.Numerics.Tests;

public sealed class VectorTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(32)]
    [InlineData(1003)]
    public void Dot_and_combination(int n)
    {
        double[] x = Reference.Random(n, 1), y = Reference.Random(n, 2);
        var dot = Reference.SameEverywhere<double>(_ => [Vectors.Dot(x, y)]);
        Assert.Equal(x.Zip(y, (a, b) => a * b).Sum(), dot[0], 1e-13 * (n + 1));
        var z = Reference.SameEverywhere(_ =>
        {
            var copy = (double[])y.Clone();
            Vectors.AddScaled(0.3, x, copy);
            return copy;
        });
        Assert.True(Reference.Distance(z, [.. x.Zip(y, (a, b) => 0.3 * a + b)]) < 1e-15);
    }

    [Fact]
    public void Lengths_must_agree() => Assert.Throws<ArgumentException>(() => Vectors.Dot([1, 2], [1]));
}
