namespace Athanor.Potentials;

/// <summary>By how much σ of a force component is multiplied to make an interval that holds a share of errors: other factors for small forces than for large ones.</summary>
/// <param name="Edges">Sizes of predicted forces between which the bins are, eV/Å, ascending; one fewer than bins.</param>
/// <param name="Factors">[bin][level], levels as in <see cref="ErrorLevels.All"/>.</param>
public sealed record ForceFactors(double[] Edges, double[][] Factors)
{
    /// <param name="size">Length of the predicted force, eV/Å.</param>
    public int BinOf(double size)
    {
        var bin = 0;
        while (bin < Edges.Length && size >= Edges[bin])
            bin++;
        return bin;
    }
}
