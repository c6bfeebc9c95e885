namespace Athanor.Numerics.Tests;

public sealed unsafe class PanelProductTests
{
    [Fact]
    public void Every_number_of_rows_gives_the_sum_term_by_term()
    {
        foreach (var bits in new[] { 0, 128, 256, 512 })
        {
            using (Widths.Limit(bits))
            {
                for (var rows = 1; rows <= 25; rows++)
                    Widths.Single<Check, bool>(new Check(rows));
            }
        }
    }

    readonly struct Check(int rows) : ISingleUser<bool>
    {
        public bool Use<T>()
            where T : struct, IWide<T, float>
        {
            const int Depth = 37, XStride = 41;
            var width = PanelProduct<T, float>.Width;
            var yStride = width + 3;
            var random = new Random(rows);
            float[] x = [.. Enumerable.Range(0, rows * XStride).Select(_ => random.NextSingle() - 0.5f)];
            float[] b = [.. Enumerable.Range(0, Depth * width).Select(_ => random.NextSingle() - 0.5f)];
            float[] y = [.. Enumerable.Range(0, rows * yStride).Select(_ => random.NextSingle())];
            var before = (float[])y.Clone();
            fixed (float* px = x, pb = b, py = y)
                PanelProduct<T, float>.Multiply(rows, Depth, px, XStride, pb, py, yStride, py, yStride);
            for (var r = 0; r < rows; r++)
            {
                for (var c = 0; c < yStride; c++)
                {
                    var sum = before[r * yStride + c];
                    for (var k = 0; k < Depth && c < width; k++)
                        sum = MathF.FusedMultiplyAdd(x[r * XStride + k], b[k * width + c], sum);
                    Assert.Equal(sum, y[r * yStride + c]);
                }
            }
            return true;
        }
    }
}
