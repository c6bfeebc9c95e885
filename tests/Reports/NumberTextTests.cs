namespace Athanor.Reports.Tests;

public class NumberTextTests
{
    [Theory]
    [InlineData(0.0, 4, "0")]
    [InlineData(-1.23456, 4, "−1.235")]
    [InlineData(1.5, 4, "1.5")]
    [InlineData(99999, 4, "100000")]
    [InlineData(123456, 3, "123000")]
    [InlineData(999999.9, 4, "1×10⁶")]
    [InlineData(0.0001, 4, "0.0001")]
    [InlineData(0.00001234, 3, "1.23×10⁻⁵")]
    [InlineData(-6.02214076e23, 5, "−6.0221×10²³")]
    [InlineData(1e-6, 3, "1×10⁻⁶")]
    [InlineData(4.9e-324, 2, "4.9×10⁻³²⁴")]
    [InlineData(double.NaN, 3, "NaN")]
    [InlineData(double.NegativeInfinity, 3, "−∞")]
    public void SignificantDigits(double value, int digits, string expected) => Assert.Equal(expected, NumberText.Significant(value, digits));

    [Theory]
    [InlineData(-0.0004, 2, "0.00")]
    [InlineData(-0.006, 2, "−0.01")]
    [InlineData(12345.678, 1, "12345.7")]
    [InlineData(12345.678, -3, "12346")]
    public void FixedDecimals(double value, int decimals, string expected) => Assert.Equal(expected, NumberText.Fixed(value, decimals));
}
