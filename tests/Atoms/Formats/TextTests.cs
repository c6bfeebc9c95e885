using System.Globalization;
using System.Text;

namespace Athanor.Atoms.Tests;

public sealed class TextTests
{
    static bool TryParse(string text, out double value) => Utf8Number.TryParse(Encoding.UTF8.GetBytes(text), out value);

    [Fact]
    public void NumbersAreRoundedAsTheFrameworkRoundsThem()
    {
        var random = new Random(1);
        for (var i = 0; i < 20_000; i++)
        {
            var exact = BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue));
            var number = i % 2 == 0 ? exact : Math.Round(2000 * random.NextDouble() - 1000, random.Next(15));
            var text = number.ToString(random.Next(6) switch { 0 => "R", 1 => "E17", 2 => "E5", 3 => "G9", 4 => "E12", _ => "G17" }, CultureInfo.InvariantCulture);
            Assert.True(TryParse(text, out var read), text);
            Assert.Equal(BitConverter.DoubleToInt64Bits(double.Parse(text, CultureInfo.InvariantCulture)), BitConverter.DoubleToInt64Bits(read));
        }
    }

    [Theory]
    [InlineData("-0", -0.0)]
    [InlineData("+.5", 0.5)]
    [InlineData("5.", 5.0)]
    [InlineData("1d3", 1000.0)]
    [InlineData("1.5D-03", 0.0015)]
    [InlineData("123456789012345678901234567890", 123456789012345678901234567890.0)]
    [InlineData("0.1234567890123456789D5", 12345.67890123456789)]
    [InlineData("1e-400", 0.0)]
    [InlineData("9007199254740993", 9007199254740992.0)]
    [InlineData("NaN", double.NaN)]
    [InlineData("-inf", double.NegativeInfinity)]
    [InlineData("Infinity", double.PositiveInfinity)]
    public void OddNumbers(string text, double expected)
    {
        Assert.True(TryParse(text, out var value));
        Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(value));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("1,5")]
    [InlineData("1.2.3")]
    [InlineData("0x10")]
    [InlineData("1_000")]
    [InlineData("(5)")]
    [InlineData("12abc")]
    [InlineData("--1")]
    [InlineData("1e5x")]
    public void NotNumbers(string text) => Assert.False(TryParse(text, out _));

    [Fact]
    public void LinesAreTheSameWhateverTheBuffer()
    {
        const string text = "one\r\n\ntwo with more\n  \nthree";
        foreach (var size in new[] { 1, 2, 3, 7, 64 })
        {
            using var lines = new LineReader(new MemoryStream(Encoding.UTF8.GetBytes(text)), "memory", bufferSize: size);
            Assert.Equal("one\r\n\ntw", Encoding.UTF8.GetString(lines.Head(8)));
            Assert.Equal("one", lines.NextText());
            Assert.Equal("", lines.NextText());
            Assert.Equal("two with more", lines.NextText());
            lines.Back();
            Assert.Equal("two with more", lines.NextText());
            Assert.Equal(3, lines.Line);
            Assert.True(lines.NextNotBlank(out var last));
            Assert.Equal("three", Encoding.UTF8.GetString(last));
            Assert.Equal(5, lines.Line);
            Assert.Null(lines.NextText());
        }
    }
}
