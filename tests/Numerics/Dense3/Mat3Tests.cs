namespace Athanor.Numerics.Tests;

public sealed class Mat3Tests
{
    [Fact]
    public void A_matrix_is_written_by_rows() => Assert.Equal("[1 0 0; 0 2.5 0; 0 0 -3]", $"{Mat3.Diagonal(1, 2.5, -3)}");
}
