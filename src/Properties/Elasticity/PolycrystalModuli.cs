namespace Athanor.Properties;

/// <summary>
/// Moduli of a solid of many grains in all orientations, from the stiffness of one (eV/Å³): Voigt's bound of equal strain, Reuss's of equal stress, and Hill's mean of the two (Hill, Proc. Phys. Soc. A 65, 349 (1952)).
/// </summary>
public sealed record PolycrystalModuli(double BulkVoigt, double BulkReuss, double ShearVoigt, double ShearReuss)
{
    /// <summary>K, Hill's.</summary>
    public double Bulk => (BulkVoigt + BulkReuss) / 2;

    /// <summary>G, Hill's.</summary>
    public double Shear => (ShearVoigt + ShearReuss) / 2;

    /// <summary>E = 9KG/(3K + G).</summary>
    public double Young => 9 * Bulk * Shear / (3 * Bulk + Shear);

    /// <summary>ν = (3K − 2G)/(6K + 2G).</summary>
    public double Poisson => (3 * Bulk - 2 * Shear) / (6 * Bulk + 2 * Shear);

    /// <summary>A^U = 5 G_V/G_R + K_V/K_R − 6, zero where all directions are alike (Ranganathan and Ostoja-Starzewski, Phys. Rev. Lett. 101, 055504 (2008)).</summary>
    public double Anisotropy => 5 * ShearVoigt / ShearReuss + BulkVoigt / BulkReuss - 6;

    internal static PolycrystalModuli Of(ElasticTensor c)
    {
        var s = c.Compliance;
        double S(int i, int j) => s[6 * i + j];
        double diagonal = c[0, 0] + c[1, 1] + c[2, 2], mixed = c[0, 1] + c[1, 2] + c[0, 2], shear = c[3, 3] + c[4, 4] + c[5, 5];
        double sDiagonal = S(0, 0) + S(1, 1) + S(2, 2), sMixed = S(0, 1) + S(1, 2) + S(0, 2), sShear = S(3, 3) + S(4, 4) + S(5, 5);
        return new PolycrystalModuli((diagonal + 2 * mixed) / 9, 1 / (sDiagonal + 2 * sMixed), (diagonal - mixed + 3 * shear) / 15, 15 / (4 * sDiagonal - 4 * sMixed + 3 * sShear));
    }
}
