namespace Athanor.Numerics.Tests;

public sealed class StraightLineTests
{
    [Fact]
    public void Points_on_a_line_give_it_back_far_from_the_origin_too()
    {
        double[] x = [1e6, 1e6 + 1, 1e6 + 2.5, 1e6 + 4];
        var line = StraightLine.Through(x, [.. x.Select(t => 3 - 0.25 * t)]);
        Assert.Equal(-0.25, line.Slope, 1e-12);
        Assert.Equal(3, line.Offset, 1e-6);
    }

    [Fact]
    public void Least_squares_leave_what_is_orthogonal_to_one_and_to_x()
    {
        double[] x = [0.3, 1.1, 2.0, 4.5, 5.2], y = [2.0, 1.1, 3.7, 2.2, 6.0];
        var (slope, offset) = StraightLine.Through(x, y);
        double[] left = [.. x.Zip(y, (a, b) => b - offset - slope * a)];
        Assert.Equal(0, left.Sum(), 1e-13);
        Assert.Equal(0, left.Zip(x, (l, a) => l * a).Sum(), 1e-13);
    }

    [Fact]
    public void One_place_makes_no_line()
    {
        Assert.True(double.IsNaN(StraightLine.Through([2, 2], [2, 2]).Slope));
        Assert.Throws<ArgumentException>(() => StraightLine.Through([1, 2], [1]));
    }
}
