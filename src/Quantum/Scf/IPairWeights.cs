namespace Athanor.Quantum;

/// <summary>What derivatives of the repulsion of two shell pairs are multiplied with.</summary>
internal interface IPairWeights
{
    /// <summary>Fills <paramref name="into"/>, [product of the ket, product of the bra] with rows of the bra's <see cref="ShellPair.Stride"/>; zero in the padding.</summary>
    void Fill(ShellPair bra, ShellPair ket, double[] into);
}
