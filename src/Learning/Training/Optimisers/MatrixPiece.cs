namespace Athanor.Learning;

/// <summary>One matrix among the parameters.</summary>
/// <param name="At">Where it begins among all parameters.</param>
/// <param name="Packed">Where it begins among matrices alone.</param>
/// <param name="Decay">Its weight decay.</param>
readonly record struct MatrixPiece(int At, int Packed, int Rows, int Columns, double Decay)
{
    internal int Length => Rows * Columns;

    /// <summary>All matrices of a layout, in order.</summary>
    internal static MatrixPiece[] Of(IReadOnlyList<ParameterBlock> blocks, double decay)
    {
        var pieces = new List<MatrixPiece>();
        int at = 0, packed = 0;
        foreach (var block in blocks)
        {
            for (var k = 0; k < block.Count && block.Matrix; k++, packed += block.Rows * block.Columns)
                pieces.Add(new MatrixPiece(at + k * block.Rows * block.Columns, packed, block.Rows, block.Columns, decay * block.Decay));
            at += block.Length;
        }
        return [.. pieces];
    }
}
