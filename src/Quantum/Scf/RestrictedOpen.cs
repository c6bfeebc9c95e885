namespace Athanor.Quantum;

/// <summary>
/// One Fock matrix for restricted open shells (Guest, Saunders, Mol. Phys. 28, 819 (1974)): between closed and open orbitals that of β spin, between open and empty ones that of α, elsewhere the mean of both.
/// Where it is diagonal the energy is stationary. Within closed, open and empty orbitals the choice is free and only names energies; it is the mean here, as in Psi4.
/// </summary>
internal static class RestrictedOpen
{
    /// <summary>Over an orthogonal basis of m; densities are the spins'.</summary>
    public static double[] Fock(double[] alpha, double[] beta, double[] densityAlpha, double[] densityBeta, int m)
    {
        var (fock, half, open, empty) = (new double[m * m], new double[m * m], new double[m * m], new double[m * m]);
        for (var i = 0; i < fock.Length; i++)
        {
            fock[i] = 0.5 * (alpha[i] + beta[i]);
            half[i] = 0.5 * (alpha[i] - beta[i]);
            open[i] = densityAlpha[i] - densityBeta[i];
            empty[i] = (i % (m + 1) == 0 ? 1 : 0) - densityAlpha[i];
        }
        // β's is the mean less half the difference, α's the mean and half the difference: with o the projector on open orbitals, v and c on the others, + oΔv − oΔc and transposes.
        var side = SquareMatrices.Product(open, half, m, m, m);
        for (var i = 0; i < fock.Length; i++)
            empty[i] -= densityBeta[i];
        var correction = SquareMatrices.Product(side, empty, m, m, m);
        for (var i = 0; i < m; i++)
        {
            for (var j = 0; j < m; j++)
                fock[i * m + j] += correction[i * m + j] + correction[j * m + i];
        }
        return fock;
    }
}
