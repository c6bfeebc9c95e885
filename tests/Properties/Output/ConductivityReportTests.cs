namespace Athanor.Properties.Tests;

public sealed class ConductivityReportTests
{
    [Theory]
    [InlineData(20 * 20 * 20 * 6, 6)]
    [InlineData(15 * 15 * 15 * 3, 3)]
    [InlineData(12 * 12 * 12 * 6, 6)]
    [InlineData(4 * 4 * 4 * 3, 3)]
    public void Every_branch_and_every_plane_of_the_grid_is_shown(int modes, int branches)
    {
        int[] shown = [.. ConductivityReport.Sample(modes, branches, 4000)];
        Assert.InRange(shown.Length, Math.Min(modes, 1500), 4000 + branches);
        var side = (int)Math.Round(Math.Cbrt(modes / branches));
        Assert.All(Enumerable.Range(0, branches), b => Assert.Equal(shown.Length / branches, shown.Count(m => m % branches == b)));
        Assert.Equal(side, shown.Select(m => m / branches % side).Distinct().Count());
    }
}
