using Athanor.Numerics;

namespace Athanor.Quantum;

/// <summary>
/// Density and functional at one block of points, by matrix products, with room for what they leave behind. One for each thread.
/// </summary>
internal sealed class BlockDensity
{
    const int Block = MolecularGrid.Block;

    readonly MolecularGrid _grid;
    readonly Functional _functional;
    readonly PointDensities _points = new(Block);

    // Part of a density matrix that belongs to the functions of the block.
    readonly double[] _part;

    // PΦ of each spin, [function, point].
    readonly double[][] _products;

    // ρ and ∇ρ of each spin.
    readonly double[][] _densities;

    readonly double[][] _potentials;

    public BlockDensity(FunctionsOnGrid functions, Functional functional, int spins)
    {
        (_grid, _functional) = (functions.Grid, functional);
        Functions = new(functions);
        _part = new double[functions.Largest * functions.Largest];
        double[][] Rows(int count) => [.. Enumerable.Range(0, spins).Select(_ => new double[count * Block])];
        _products = Rows(functions.Largest);
        _densities = Rows(4);
        _potentials = Rows(4);
    }

    public BlockFunctions Functions { get; }

    /// <summary>Energies of the points, Eh/bohr³.</summary>
    public ReadOnlySpan<double> Energies => _points.Energy;

    /// <summary>Density of both spins at the points, bohr⁻³.</summary>
    public double Density(int point) => _points.Alpha[point] + _points.Beta[point];

    /// <summary>PΦ of a spin, [function, point].</summary>
    public Span<double> Product(int spin) => _products[spin].AsSpan(0, Functions.Count * Block);

    /// <summary>Of a spin, row w ∂e/∂ρ, and after it the three of w ∂e/∂∇ρ; w being the points' weights.</summary>
    public Span<double> Potential(int spin) => _potentials[spin];

    /// <summary>Computes functions, densities, energies and potentials of a block that has functions.</summary>
    public void Evaluate<W>(int block, double[][] densities, int n)
        where W : struct, IWide<W, double>
    {
        Functions.Evaluate<W>(block, _functional.Gradients);
        for (var s = 0; s < densities.Length; s++)
        {
            Multiply<W>(densities[s], n, Functions.Values, Product(s));
            ref var product = ref _products[s][0];
            DensityKernels.Contract<W>(Functions.Count, ref Functions.Values[0], ref product, 1, ref _densities[s][0]);
            for (var axis = 0; axis < 3 && _functional.Gradients; axis++)
                DensityKernels.Contract<W>(Functions.Count, ref Functions.Slopes(axis)[0], ref product, 2, ref _densities[s][(axis + 1) * Block]);
        }
        Gather();
        _functional.Evaluate(_points);
        for (var s = 0; s < densities.Length; s++)
            Weighted(s, block);
    }

    /// <summary>into = P rows, with the part of P that belongs to the functions of the block.</summary>
    public void Multiply<W>(double[] density, int n, Span<double> rows, Span<double> into)
        where W : struct, IWide<W, double>
    {
        var count = Functions.Count;
        ReadOnlySpan<double> part = density;
        if (count < n)
        {
            for (var i = 0; i < count; i++)
            {
                var row = density.AsSpan(Functions.Columns[i] * n, n);
                for (var j = 0; j < count; j++)
                    _part[i * count + j] = row[Functions.Columns[j]];
            }
            part = _part.AsSpan(0, count * count);
        }
        Gemm.Multiply<W, double>(part.AsMatrix(count, count), rows.AsMatrix(count, Block), into.AsMatrix(count, Block), add: false);
    }

    void Gather()
    {
        var (a, b) = (_densities[0], _densities[^1]);
        _points.Count = Block;
        for (var p = 0; p < Block; p++)
        {
            // Rounding may leave less than nothing.
            _points.Alpha[p] = Math.Max(0, a[p]);
            _points.Beta[p] = Math.Max(0, b[p]);
        }
        if (!_functional.Gradients)
            return;
        double Dot(double[] u, double[] v, int p) => u[Block + p] * v[Block + p] + u[2 * Block + p] * v[2 * Block + p] + u[3 * Block + p] * v[3 * Block + p];
        for (var p = 0; p < Block; p++)
        {
            _points.AlphaAlpha[p] = Dot(a, a, p);
            _points.AlphaBeta[p] = Dot(a, b, p);
            _points.BetaBeta[p] = Dot(b, b, p);
        }
    }

    void Weighted(int spin, int block)
    {
        var (own, other) = (_densities[spin], _densities[^(spin + 1)]);
        var (by, byOwn) = spin == 0 ? (_points.ByAlpha, _points.ByAlphaAlpha) : (_points.ByBeta, _points.ByBetaBeta);
        var potential = _potentials[spin];
        var weights = _grid.Weights.AsSpan(block * Block, Block);
        for (var p = 0; p < Block; p++)
            potential[p] = weights[p] * by[p];
        for (var axis = 1; axis < 4 && _functional.Gradients; axis++)
        {
            for (var p = 0; p < Block; p++)
                potential[axis * Block + p] = weights[p] * (2 * byOwn[p] * own[axis * Block + p] + _points.ByAlphaBeta[p] * other[axis * Block + p]);
        }
    }
}
