namespace Athanor.Quantum;

/// <summary>
/// Densities of the last step and their matrices: the next step needs integrals only for what has changed (Almlöf, Faegri, Korsell, J. Comput. Chem. 3, 385 (1982)).
/// </summary>
internal sealed class FormerBuild
{
    // What screening leaves out adds up over the steps: after this many all is made anew.
    const int Longest = 12;

    double[] _density = [];
    double[][] _exchange = [];
    double[][] _matrices = [];
    int _steps;

    /// <summary>What is to be built: the change, or all where there is nothing to begin with or the change is large.</summary>
    public (double[] Density, double[][] Exchange) Change(double[] density, double[][] exchange)
    {
        _steps = _steps < Longest && _exchange.Length == exchange.Length && _matrices.Length > 0 ? _steps + 1 : 0;
        if (_steps > 0)
        {
            var change = Difference(density, _density);
            if (Norm(change) < 0.5 * Norm(density))
                return (change, [.. exchange.Select((p, s) => Difference(p, _exchange[s]))]);
        }
        _steps = 0;
        return (density, exchange);
    }

    /// <summary>Completes the matrices of a change, and notes them.</summary>
    /// <param name="sums">In: of what <see cref="Change"/> gave; out: of the densities.</param>
    public void Complete(double[] density, double[][] exchange, double[][] sums)
    {
        if (_steps > 0)
        {
            for (var m = 0; m < sums.Length; m++)
            {
                for (var i = 0; i < sums[m].Length; i++)
                    sums[m][i] += _matrices[m][i];
            }
        }
        _density = [.. density];
        _exchange = [.. exchange.Select(p => (double[])[.. p])];
        // The caller may go on to change what it got.
        _matrices = [.. sums.Select(m => (double[])[.. m])];
    }

    static double[] Difference(double[] a, double[] b)
    {
        var difference = new double[a.Length];
        for (var i = 0; i < a.Length; i++)
            difference[i] = a[i] - b[i];
        return difference;
    }

    static double Norm(double[] a) => Math.Sqrt(SquareMatrices.Trace(a, a));
}
