namespace Athanor.Quantum;

/// <summary>What derivatives of the repulsion of two shell pairs are multiplied with.</summary>
internal interface IPairWeights
{
    /// <summary>
    /// Where a weight is one factor for the product of the bra times one for that of the ket: the bra's factors, n × n over all functions. <see cref="Fill"/> gives the ket's alone then, in the first of
    /// <see cref="ShellPair.Padding"/> columns. Null elsewhere.
    /// </summary>
    double[]? BraFactor => null;

    /// <summary>Fills <paramref name="into"/>, [product of the ket, product of the bra] with rows of the bra's <see cref="ShellPair.Stride"/>; zero in the padding.</summary>
    void Fill(ShellPair bra, ShellPair ket, double[] into);
}
