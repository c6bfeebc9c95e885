namespace Athanor.Learning.Tests;

/// <summary>Frames with random features and tangents, for tests that need no chemistry.</summary>
static class RandomFeatures
{
    internal static FrameFeatures Frame(Random random, int atoms, int[] inputs, bool strained)
    {
        var rows = 3 * atoms + (strained ? 6 : 0);
        var groups = new List<CentreGroup>();
        for (var n = 0; n < inputs.Length; n++)
        {
            int count = 2 + n, stride = FrameFeatures.Padded(inputs[n]);
            var start = new int[count + 1];
            var row = new List<int>();
            for (var i = 0; i < count; i++)
            {
                for (var r = 0; r < rows; r++)
                {
                    if (random.NextDouble() < 0.7)
                        row.Add(r);
                }
                start[i + 1] = row.Count;
            }
            groups.Add(new CentreGroup
            {
                Network = n,
                Count = count,
                Stride = stride,
                Values = Vectors(random, count, inputs[n], stride),
                TangentStart = start,
                TangentRow = [.. row],
                Tangents = Vectors(random, row.Count, inputs[n], stride),
            });
        }
        return new FrameFeatures { Atoms = atoms, Volume = strained ? 12.5 : 0, Groups = [.. groups] };
    }

    static float[] Vectors(Random random, int count, int length, int stride)
    {
        var vectors = new float[count * stride];
        for (var v = 0; v < count; v++)
        {
            for (var k = 0; k < length; k++)
                vectors[v * stride + k] = (float)(2 * random.NextDouble() - 1);
        }
        return vectors;
    }

    internal static TrainingFrame Labelled(Random random, FrameFeatures features, int index)
    {
        var rows = new double[features.RowCount];
        for (var r = 0; r < rows.Length; r++)
            rows[r] = r % 11 == 5 ? double.NaN : random.NextDouble() - 0.5;
        return new TrainingFrame { Features = features, Energy = index % 5 == 4 ? null : random.NextDouble(), Rows = rows, Weight = 1 + index % 2, Index = index };
    }
}
