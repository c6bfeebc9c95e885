namespace Athanor.Quantum;

/// <summary>[M(P + h δP) − M(P − h δP)] / 2h.</summary>
internal static class DifferencedResponse
{
    // Largest change of an element. Matrices carry some 1e-13 Eh of rounding, and what is third order in the density matters little.
    const double Step = 1e-4;

    /// <param name="matrices">M of densities.</param>
    public static double[][] Of(Func<double[][], double[][]> matrices, double[][] densities, double[][] changes)
    {
        var largest = changes.Max(c => c.Max(Math.Abs));
        if (largest == 0)
            return [.. changes.Select(c => new double[c.Length])];
        var h = Step / largest;
        double[][] Matrices(double t) => matrices([.. densities.Select((p, s) => p.Select((x, i) => x + t * changes[s][i]).ToArray())]);
        double[][] up = Matrices(h), down = Matrices(-h);
        return [.. up.Select((m, s) => m.Select((x, i) => (x - down[s][i]) / (2 * h)).ToArray())];
    }
}
