using Athanor.Numerics;

namespace Athanor.Quantum;

/// <summary>
/// Values and gradients of the functions that matter at one block of points, and room for them: rows of <see cref="MolecularGrid.Block"/> points, a row a function. One for each thread.
/// </summary>
internal sealed class BlockFunctions
{
    const int Block = MolecularGrid.Block;

    readonly FunctionsOnGrid _functions;
    readonly double[] _separation = new double[4 * Block];
    readonly double[] _monomials;
    readonly double[] _polynomials;
    readonly int[] _made;
    readonly double[] _radial = new double[2 * Block];
    readonly double[] _values;

    public BlockFunctions(FunctionsOnGrid functions)
    {
        _functions = functions;
        _monomials = new double[Monomials.UpTo(functions.Polynomials.Degree) * Block];
        _polynomials = new double[4 * functions.Polynomials.Count * Block];
        _made = new int[functions.Polynomials.Count];
        _values = new double[4 * functions.Largest * Block];
        Columns = new int[functions.Largest];
    }

    /// <summary>Number of functions.</summary>
    public int Count { get; private set; }

    /// <summary>Number in the whole basis of each function.</summary>
    public int[] Columns { get; }

    /// <summary>[function, point].</summary>
    public Span<double> Values => _values.AsSpan(0, Count * Block);

    /// <summary>Derivatives of <see cref="Values"/> along an axis, where they were asked for.</summary>
    public Span<double> Slopes(int axis) => _values.AsSpan((axis + 1) * Count * Block, Count * Block);

    /// <summary>Computes a block.</summary>
    public void Evaluate<W>(int block, bool slopes)
        where W : struct, IWide<W, double>
    {
        var shells = _functions.Shells[block];
        Count = 0;
        foreach (var s in shells)
            Count += _functions.Series[s].Shell.Count;
        Array.Clear(_values, 0, (slopes ? 4 : 1) * Count * Block);
        var (row, atom, stamp) = (0, -1, 0);
        Array.Clear(_made);
        foreach (var s in shells)
        {
            var series = _functions.Series[s];
            if (series.Shell.Atom != atom)
            {
                atom = series.Shell.Atom;
                stamp++;
                Centre<W>(block, series.Shell.Centre);
            }
            Shell<W>(series, row, stamp, slopes);
            row += series.Shell.Count;
        }
    }

    void Centre<W>(int block, Vec3 at)
        where W : struct, IWide<W, double>
    {
        var (grid, first) = (_functions.Grid, block * Block);
        FunctionKernels.Separate<W>(ref grid.X[first], ref grid.Y[first], ref grid.Z[first], at.X, at.Y, at.Z, ref _separation[0]);
        _monomials.AsSpan(0, Block).Fill(1);
        for (var m = 1; m < _monomials.Length / Block; m++)
        {
            var (x, y, z) = Monomials.Triples[m];
            var (axis, lower) = x > 0 ? (0, Monomials.Index(x - 1, y, z)) : y > 0 ? (1, Monomials.Index(x, y - 1, z)) : (2, Monomials.Index(x, y, z - 1));
            FunctionKernels.Multiply<W>(ref _separation[axis * Block], ref _monomials[lower * Block], ref _monomials[m * Block]);
        }
    }

    void Shell<W>(ShellSeries series, int row, int stamp, bool slopes)
        where W : struct, IWide<W, double>
    {
        for (var k = 0; k < series.Radials.Length; k++)
        {
            var (exponents, weights) = series.Radials[k];
            FunctionKernels.Radial<W>(ref _separation[3 * Block], ref exponents[0], ref weights[0], weights.Length, ref _radial[0]);
            foreach (var (function, radial, polynomial, scale) in series.Terms)
            {
                if (radial != k)
                    continue;
                if (_made[polynomial] != stamp)
                    Polynomial<W>(polynomial, stamp, slopes);
                ref var value = ref _values[(row + function) * Block];
                if (slopes)
                    FunctionKernels.Slope<W>(scale, ref _separation[0], ref _polynomials[4 * polynomial * Block], ref _radial[0], ref value, (nint)Count * Block);
                else
                    FunctionKernels.Value<W>(scale, ref _polynomials[4 * polynomial * Block], ref _radial[0], ref value);
            }
        }
        for (var f = 0; f < series.Shell.Count; f++)
            Columns[row + f] = series.Shell.First + f;
    }

    void Polynomial<W>(int polynomial, int stamp, bool slopes)
        where W : struct, IWide<W, double>
    {
        _made[polynomial] = stamp;
        var sums = _functions.Polynomials[polynomial];
        for (var face = 0; face < (slopes ? 4 : 1); face++)
        {
            var (which, factors) = sums[face];
            ref var row = ref _polynomials[(4 * polynomial + face) * Block];
            if (which.Length == 0)
                _polynomials.AsSpan((4 * polynomial + face) * Block, Block).Clear();
            else
                FunctionKernels.Combine<W>(ref _monomials[0], ref which[0], ref factors[0], which.Length, ref row);
        }
    }
}
