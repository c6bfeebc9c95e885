namespace Athanor.Properties.Tests;

public class CorrelatedMeanTests
{
    [Fact]
    public void A_correlated_series_is_known_as_badly_as_it_is()
    {
        // x' = a x + noise: the variance of the mean is (1 + a)/(1 − a) times that of independent values.
        const double a = 0.9;
        const int n = 1 << 15;
        var random = new Random(3);
        var x = 0.0;
        var series = new double[n];
        for (var i = 0; i < n; i++)
            series[i] = x = a * x + Math.Sqrt(1 - a * a) * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        var mean = CorrelatedMean.Of(series, "eV");
        var expected = Math.Sqrt((1 + a) / (1 - a) / n);
        Assert.InRange(mean.Error!.Value, 0.8 * expected, 1.5 * expected);
        Assert.InRange(mean.Value, -4 * expected, 4 * expected);
    }

    [Fact]
    public void What_differs_by_rounding_alone_has_no_error()
    {
        var mean = CorrelatedMean.Of(Enumerable.Range(0, 64).Select(k => 0.038777 + (k % 3) * 7e-18), "eV");
        Assert.Equal(0, mean.Error);
        Assert.Equal("0.038777 ± 0 eV", mean.ToLongString());
        Assert.InRange(CorrelatedMean.Of(Enumerable.Range(0, 64).Select(k => 0.038777 + (k % 3) * 1e-9), "eV").Error!.Value, 5e-11, 5e-10);
    }

    [Fact]
    public void Few_values_have_an_error_that_nobody_knows()
    {
        Assert.True(double.IsNaN(CorrelatedMean.Of([1, 2, 3], "K").Error!.Value));
        Assert.True(double.IsNaN(CorrelatedMean.Of([], "K").Value));
    }
}
