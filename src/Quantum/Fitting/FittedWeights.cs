using Athanor.Numerics;

namespace Athanor.Quantum;

/// <summary>2 Γ_ab,P of <see cref="FittedDensities"/> for one shell a after the other. Holds scratch memory: one for each thread.</summary>
/// <param name="columns">Where each auxiliary function stands among those kept, −1 for what was left out.</param>
internal sealed class FittedWeights(FittedIntegrals integrals, FittedDensities densities, int[] columns) : IPairWeights
{
    double[] _gamma = [];
    double[] _between = [];

    /// <summary>Makes Γ of the functions of a shell with all functions up to its own.</summary>
    public void Begin(Shell a)
    {
        var size = Functions(a) * integrals.Count;
        if (_gamma.Length < a.Count * size)
            _gamma = new double[a.Count * size];
        for (var i = 0; i < a.Count; i++)
            densities.Fill(a.First + i, _gamma.AsSpan(i * size, size), ref _between);
    }

    /// <inheritdoc/>
    /// <remarks>The bra is of the shell that was begun and one that does not come after it, the ket of one auxiliary shell.</remarks>
    public void Fill(ShellPair bra, ShellPair ket, double[] into)
    {
        var (m, n, nb) = (integrals.Count, Functions(bra.A), bra.B.Count);
        Array.Clear(into, 0, ket.Count * bra.Stride);
        for (var p = 0; p < ket.Count; p++)
        {
            var column = columns[ket.A.First + p];
            if (column < 0)
                continue;
            var row = into.AsSpan(p * bra.Stride, bra.Count);
            for (var i = 0; i < bra.A.Count; i++)
            {
                var from = (i * n + bra.B.First) * m + column;
                for (var j = 0; j < nb; j++)
                    row[i * nb + j] = 2 * _gamma[from + j * m];
            }
        }
    }

    static int Functions(Shell a) => a.First + a.Count;
}
