using Athanor.Numerics;

namespace Athanor.Quantum;

/// <summary>
/// Points and weights ∫ f ≈ Σ_p w_p f(r_p) about the nuclei of a molecule, in blocks of <see cref="Block"/> neighbours. The last block is filled up with points of no weight.
/// </summary>
internal sealed class MolecularGrid
{
    /// <summary>Points of a block, a multiple of every width.</summary>
    public const int Block = 128;

    // Weights below which a point is left out.
    const double Negligible = 1e-15;

    public MolecularGrid(Molecule molecule, GridQuality quality, Team team)
    {
        Partition = new(molecule.Elements, molecule.Positions);
        var raw = new List<GridPoint>();
        for (var atom = 0; atom < molecule.Positions.Length; atom++)
            AddAtom(raw, molecule, atom, quality);
        var all = raw.ToArray();
        team.Run(new GridShares(Partition, all, team.Threads), (all.Length + Block - 1) / Block);
        var kept = all.Where(p => p.Weight > Negligible).ToArray();
        Count = kept.Length;
        Blocks = (Count + Block - 1) / Block;
        PointOrder.Sort(kept, Block);
        X = new double[Blocks * Block];
        Y = new double[X.Length];
        Z = new double[X.Length];
        Weights = new double[X.Length];
        Parents = new double[X.Length];
        for (var i = 0; i < X.Length; i++)
        {
            var (at, weight, parent) = kept[Math.Min(i, Count - 1)];
            (X[i], Y[i], Z[i], Parents[i]) = (at.X, at.Y, at.Z, parent);
            Weights[i] = i < Count ? weight : 0;
        }
    }

    /// <summary>Number of points.</summary>
    public int Count { get; }

    /// <summary>Number of blocks.</summary>
    public int Blocks { get; }

    /// <summary>bohr.</summary>
    public double[] X { get; }

    public double[] Y { get; }

    public double[] Z { get; }

    /// <summary>bohr³.</summary>
    public double[] Weights { get; }

    /// <summary>The atom that each point moves with; a whole number.</summary>
    public double[] Parents { get; }

    public BeckePartition Partition { get; }

    static void AddAtom(List<GridPoint> points, Molecule molecule, int atom, GridQuality quality)
    {
        var (radii, weights) = RadialGrid.Of(quality.Radial, AtomicSizes.Scale(molecule.Elements[atom]));
        for (var shell = 0; shell < radii.Length; shell++)
        {
            var sphere = LebedevGrid.Of(quality.PointsOn(shell));
            for (var p = 0; p < sphere.Points.Length; p++)
                points.Add(new(molecule.Positions[atom] + sphere.Points[p] * radii[shell], 4 * Math.PI * weights[shell] * sphere.Weights[p], atom));
        }
    }
}
