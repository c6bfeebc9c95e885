namespace Athanor.Quantum;

/// <summary>
/// Electrons shared out among atoms and bonds, from the density of a field. All of it depends on the basis set, and none of it can be measured; it is for comparison within one basis.
/// </summary>
public static class Populations
{
    /// <summary>Mulliken's charges, e, by atom: Z_A − Σ_a (PS)_aa over the functions of A (J. Chem. Phys. 23, 1833 (1955)).</summary>
    public static double[] Mulliken(ScfResult field)
    {
        var n = field.Molecule.Functions;
        var diagonal = new double[n];
        foreach (var ps in Products(field))
        {
            for (var i = 0; i < n; i++)
                diagonal[i] += ps[i * n + i];
        }
        return Charges(field, diagonal);
    }

    /// <summary>
    /// Löwdin's charges, e, by atom: Z_A − Σ_a (S^½PS^½)_aa (J. Chem. Phys. 18, 365 (1950)). In sets with Cartesian d functions they change a little when the molecule is turned, because those functions overlap on their own atom.
    /// </summary>
    public static double[] Lowdin(ScfResult field)
    {
        var n = field.Molecule.Functions;
        var diagonal = new double[n];
        foreach (var p in Orthogonal(field))
        {
            for (var i = 0; i < n; i++)
                diagonal[i] += p[i * n + i];
        }
        return Charges(field, diagonal);
    }

    /// <summary>Mayer's bond orders, [atom, atom] row-major with zeros on the diagonal: 2 Σ_s Σ_ab (P^sS)_ab (P^sS)_ba over both spins (Chem. Phys. Lett. 97, 270 (1983); Int. J. Quantum Chem. 29, 477 (1986)).</summary>
    public static double[] MayerBonds(ScfResult field) => Bonds(field, Products(field));

    /// <summary>Wiberg's bond orders, as <see cref="MayerBonds"/> but in Löwdin's orthogonal functions: 2 Σ_s Σ_ab (S^½P^sS^½)_ab² (Tetrahedron 24, 1083 (1968)).</summary>
    public static double[] WibergBonds(ScfResult field) => Bonds(field, Orthogonal(field));

    // P S of both spins, the same matrix twice where they share their orbitals.
    static double[][] Products(ScfResult field)
    {
        var n = field.Molecule.Functions;
        return Spins([.. field.Densities.Select(p => SquareMatrices.Product(p, field.Overlap, n, n, n))]);
    }

    static double[][] Orthogonal(ScfResult field)
    {
        var n = field.Molecule.Functions;
        var (values, vectors) = SquareMatrices.Eigen(field.Overlap, n);
        var scaled = new double[n * n];
        var transposed = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            for (var k = 0; k < n; k++)
            {
                scaled[i * n + k] = vectors[i * n + k] * Math.Sqrt(Math.Max(0, values[k]));
                transposed[k * n + i] = vectors[i * n + k];
            }
        }
        var root = SquareMatrices.Product(scaled, transposed, n, n, n);
        return Spins([.. field.Densities.Select(p => SquareMatrices.Product(SquareMatrices.Product(root, p, n, n, n), root, n, n, n))]);
    }

    static double[][] Spins(double[][] matrices) => [matrices[0], matrices[^1]];

    static double[] Charges(ScfResult field, double[] diagonal)
    {
        var charges = field.Molecule.Charges.ToArray();
        foreach (var shell in field.Molecule.Shells)
        {
            for (var i = 0; i < shell.Count; i++)
                charges[shell.Atom] -= diagonal[shell.First + i];
        }
        return charges;
    }

    static double[] Bonds(ScfResult field, double[][] matrices)
    {
        var (n, atoms) = (field.Molecule.Functions, field.Molecule.Charges.Length);
        var bonds = new double[atoms * atoms];
        foreach (var a in field.Molecule.Shells)
        {
            foreach (var b in field.Molecule.Shells)
            {
                if (a.Atom == b.Atom)
                    continue;
                foreach (var m in matrices)
                {
                    for (var i = a.First; i < a.First + a.Count; i++)
                    {
                        for (var j = b.First; j < b.First + b.Count; j++)
                            bonds[a.Atom * atoms + b.Atom] += 2 * m[i * n + j] * m[j * n + i];
                    }
                }
            }
        }
        return bonds;
    }
}
