using System.Text.Json;

namespace Athanor.Reports.Tests;

public class QuantityTests
{
    [Theory]
    [InlineData(-1.2341, 0.0052, "eV", "−1.234(5) eV", "−1.234 ± 0.005 eV")]
    [InlineData(0.0123, 0.0021, "", "0.0123(21)", "0.0123 ± 0.0021")]
    [InlineData(12.34, 1.2, "K", "12.3(1.2) K", "12.3 ± 1.2 K")]
    [InlineData(1234.0, 56.0, "K", "1230(60) K", "1230 ± 60 K")]
    [InlineData(0.827, 0.119, "", "0.83(12)", "0.83 ± 0.12")]
    [InlineData(0.827, 0.367, "", "0.8(4)", "0.8 ± 0.4")]
    [InlineData(14.3, 0.96, "GPa", "14.3(1.0) GPa", "14.3 ± 1.0 GPa")]
    [InlineData(5.0, 0.3549, "", "5.0(4)", "5.0 ± 0.4")]
    [InlineData(1.2341e-8, 6.1e-11, "s", "1.234(6)×10⁻⁸ s", "(1.234 ± 0.006)×10⁻⁸ s")]
    [InlineData(-3.2e7, 1.5e6, "", "−3.20(15)×10⁷", "(−3.20 ± 0.15)×10⁷")]
    [InlineData(0.0, 0.02, "eV", "0.000(20) eV", "0.000 ± 0.020 eV")]
    [InlineData(-0.001, 0.02, "eV", "−0.001(20) eV", "−0.001 ± 0.020 eV")]
    [InlineData(2.5, 0.0, "eV", "2.5(0) eV", "2.5 ± 0 eV")]
    [InlineData(2.5, double.NaN, "eV", "2.5(?) eV", "2.5 ± ? eV")]
    [InlineData(0.00001, 4.0, "eV", "0(4) eV", "0 ± 4 eV")]
    public void PrintsTheDigitsTheErrorAllows(double value, double error, string unit, string concise, string plusMinus)
    {
        var quantity = new Quantity(value, error, unit);
        Assert.Equal(concise, quantity.ToString());
        Assert.Equal(plusMinus, quantity.ToLongString());
    }

    [Fact]
    public void WithoutErrorSixDigitsAreShown()
    {
        Assert.Equal("−1.23457 eV", new Quantity(-1.23456789, "eV").ToString());
        Assert.Equal("−1.23457 eV", new Quantity(-1.23456789, "eV").ToLongString());
        Assert.Equal("NaN eV", new Quantity(double.NaN, "eV").ToString());
    }

    [Fact]
    public void SmallEnergiesReadInMilli()
    {
        Assert.Equal("6.90(20) meV/atom", new Quantity(0.0069, 0.0002, "eV/atom").Readable().ToString());
        Assert.Equal("1.5 eV", new Quantity(1.5, "eV").Readable().ToString());
        Assert.Equal("0.0069 K", new Quantity(0.0069, "K").Readable().ToString());
    }

    [Fact]
    public void NegativeErrorIsRefused()
        => Assert.Contains("negative", Assert.Throws<ArgumentOutOfRangeException>(() => new Quantity(1, -0.1, "eV")).Message);

    [Fact]
    public void JsonRoundTripKeepsEveryBit()
    {
        foreach (var quantity in new[] { new Quantity(-1.2345678901234567, 0.1 + 0.2, "eV/Å"), new Quantity(4.9e-324, "") })
            Assert.Equal(quantity, JsonSerializer.Deserialize<Quantity>(JsonText.Of(quantity), JsonText.Options));
    }

    [Fact]
    public void JsonHasNoNaN()
    {
        Assert.Equal("""{"value":null,"unit":"Å"}""", JsonText.Of(new Quantity(double.NaN, "Å")).ReplaceLineEndings("").Replace(" ", "", StringComparison.Ordinal));
        Assert.Equal("[1.5,null]", JsonText.Of(new[] { 1.5, double.PositiveInfinity }).ReplaceLineEndings("").Replace(" ", "", StringComparison.Ordinal));
    }
}
