using Athanor.Numerics;

namespace Athanor.Quantum;

/// <summary>Which functions of a molecule matter at which blocks of points, and how to compute them. Immutable.</summary>
internal sealed class FunctionsOnGrid
{
    // Values below which functions are left out.
    const double Negligible = 1e-11;

    readonly ShellSeries[] _shells;
    readonly PolynomialTable _polynomials = new();

    public FunctionsOnGrid(Molecule molecule, MolecularGrid grid)
        : this(molecule.Shells, grid)
    {
        var reach = _shells.Select(s => s.Reach(Negligible)).ToArray();
        Shells = [.. Enumerable.Range(0, grid.Blocks).Select(b => Near(b, reach))];
        Largest = Shells.Max(FunctionsOf);
    }

    FunctionsOnGrid(IEnumerable<Shell> shells, MolecularGrid grid) => (Grid, _shells) = (grid, [.. shells.Select(s => new ShellSeries(s, _polynomials))]);

    /// <summary>Derivatives of the functions with respect to their centres, three a function (<see cref="Shell.Derivatives"/>), of the same shells at each block.</summary>
    public FunctionsOnGrid Derivatives() => new(_shells.Select(s => s.Shell.Derivatives()), Grid) { Shells = Shells, Largest = 3 * Largest };

    public MolecularGrid Grid { get; }

    /// <summary>Shells that matter, for each block.</summary>
    public int[][] Shells { get; private init; } = [];

    /// <summary>The largest number of functions that any block has.</summary>
    public int Largest { get; private init; }

    internal ReadOnlySpan<ShellSeries> Series => _shells;

    internal PolynomialTable Polynomials => _polynomials;

    int FunctionsOf(int[] shells) => shells.Sum(s => _shells[s].Shell.Count);

    int[] Near(int block, double[] reach)
    {
        const int Block = MolecularGrid.Block;
        var first = block * Block;
        var low = new Vec3(Low(Grid.X), Low(Grid.Y), Low(Grid.Z));
        var high = new Vec3(High(Grid.X), High(Grid.Y), High(Grid.Z));
        return [.. Enumerable.Range(0, reach.Length).Where(s => Outside(_shells[s].Shell.Centre, low, high) < reach[s])];

        double Low(double[] x) => x.AsSpan(first, Block).ToArray().Min();
        double High(double[] x) => x.AsSpan(first, Block).ToArray().Max();
    }

    // Distance from a box.
    static double Outside(Vec3 r, Vec3 low, Vec3 high)
    {
        double Along(int axis) => Math.Max(0, Math.Max(low[axis] - r[axis], r[axis] - high[axis]));
        return new Vec3(Along(0), Along(1), Along(2)).Length;
    }
}
