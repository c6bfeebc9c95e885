namespace Athanor.App.Tests;

public sealed class FrameCountTests : IDisposable
{
    readonly Program _program = new();

    public void Dispose() => _program.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(9000)] // More than one chunk.
    public void Frames_are_counted(int frames) => Assert.Equal(frames, Count(string.Concat(Enumerable.Repeat(Inputs.Pair, frames))));

    [Fact]
    public void Blank_lines_between_frames_and_a_missing_last_line_end_do_not_matter() => Assert.Equal(2, Count(Inputs.Pair + "\n\n" + Inputs.Pair.TrimEnd()));

    [Theory]
    [InlineData("two\nx\n")]
    [InlineData("2\nx\nAr 0 0 0\nAr 0 0 4\nAr 0 0 8\n")]
    public void What_is_odd_is_not_counted(string text) => Assert.Null(Count(text));

    long? Count(string text) => FrameCount.Of(_program.PathOf(_program.Write("a.xyz", text)));
}
