namespace Athanor.Quantum;

/// <summary>The largest elements of densities between shells, by which integrals count.</summary>
internal sealed class DensityBounds
{
    readonly int _shells;
    readonly double[] _coulomb;
    readonly double[] _exchange;

    /// <param name="density">D, n × n.</param>
    /// <param name="exchange">P of each spin, or none.</param>
    public DensityBounds(Molecule molecule, double[] density, double[][] exchange)
    {
        _shells = molecule.Shells.Length;
        _coulomb = new double[_shells * _shells];
        _exchange = new double[_shells * _shells];
        Fill(molecule, density, _coulomb);
        foreach (var p in exchange)
            Fill(molecule, p, _exchange);
    }

    /// <summary>No element of a Coulomb or exchange matrix gets more from an integral (ab|cd) than it times this.</summary>
    /// <param name="a">Numbers of shells.</param>
    public double Of(int a, int b, int c, int d)
    {
        var coulomb = 4 * Math.Max(_coulomb[a * _shells + b], _coulomb[c * _shells + d]);
        var exchange = Math.Max(
            Math.Max(_exchange[a * _shells + c], _exchange[a * _shells + d]),
            Math.Max(_exchange[b * _shells + c], _exchange[b * _shells + d]));
        return Math.Max(coulomb, 2 * exchange);
    }

    /// <summary>No |D_ab D_cd| + x (|P_ac P_bd| + |P_ad P_bc|) / 2 exceeds this.</summary>
    public double OfProducts(int a, int b, int c, int d, double exchange) =>
        _coulomb[a * _shells + b] * _coulomb[c * _shells + d] +
        0.5 * exchange * (_exchange[a * _shells + c] * _exchange[b * _shells + d] + _exchange[a * _shells + d] * _exchange[b * _shells + c]);

    void Fill(Molecule molecule, double[] density, double[] largest)
    {
        for (var a = 0; a < _shells; a++)
        {
            for (var b = 0; b < _shells; b++)
                largest[a * _shells + b] = Math.Max(largest[a * _shells + b], Largest(molecule, molecule.Shells[a], molecule.Shells[b], density));
        }
    }

    static double Largest(Molecule molecule, Shell a, Shell b, double[] density)
    {
        var largest = 0.0;
        for (var i = a.First; i < a.First + a.Count; i++)
        {
            for (var j = b.First; j < b.First + b.Count; j++)
                largest = Math.Max(largest, Math.Abs(density[i * molecule.Functions + j]));
        }
        return largest;
    }
}
