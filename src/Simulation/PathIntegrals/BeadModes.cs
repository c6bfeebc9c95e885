namespace Athanor.Simulation;

/// <summary>
/// Normal modes of a free ring of P beads: q̃_k = Σ_j C_kj q_j with the real orthonormal C of Ceriotti, Parrinello, Markland and Manolopoulos (J. Chem. Phys. 133, 124104 (2010), eq. 18), and
/// ω_k = 2 ω_P sin(kπ/P). Mode 0 is √P times the centroid.
/// </summary>
sealed class BeadModes
{
    readonly double[] _matrix;

    /// <param name="beads">P, from 1 up.</param>
    public BeadModes(int beads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(beads, 1);
        Beads = beads;
        _matrix = new double[beads * beads];
        for (var k = 0; k < beads; k++)
        {
            for (var j = 0; j < beads; j++)
                _matrix[k * beads + j] = Entry(k, j);
        }
    }

    /// <summary>P.</summary>
    public int Beads { get; }

    /// <summary>C_kj.</summary>
    public double this[int mode, int bead] => _matrix[mode * Beads + bead];

    /// <summary>ω_k of a ring whose neighbours are bound with ω_P, in the unit of that.</summary>
    public double Frequency(int mode, double springFrequency) => 2 * springFrequency * Math.Sin(Math.PI * mode / Beads);

    /// <summary>
    /// Where the lowest modes of a larger ring stand among its modes: mode k of this ring is mode [k] of that one. What a ring contracted to fewer beads keeps
    /// (Markland and Manolopoulos, J. Chem. Phys. 129, 024105 (2008)).
    /// </summary>
    /// <exception cref="ArgumentException">The other ring is smaller; or this one is even, and would tear a pair of modes apart.</exception>
    public int[] Within(int beads)
    {
        if (beads < Beads || (beads > Beads && Beads % 2 == 0))
            throw new ArgumentException($"A ring of {beads} beads cannot be contracted to {Beads}.", nameof(beads));
        return [.. Enumerable.Range(0, Beads).Select(k => 2 * k <= Beads ? k : beads - (Beads - k))];
    }

    double Entry(int k, int j)
    {
        if (k == 0)
            return Math.Sqrt(1.0 / Beads);
        if (2 * k == Beads)
            return (j % 2 == 0 ? 1 : -1) * Math.Sqrt(1.0 / Beads);
        // Whole turns out of the angle first: cosines of large angles lose digits.
        var angle = 2 * Math.PI * (j * k % Beads) / Beads;
        return Math.Sqrt(2.0 / Beads) * (2 * k < Beads ? Math.Cos(angle) : Math.Sin(angle));
    }
}
