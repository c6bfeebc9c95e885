using Athanor.Numerics;

namespace Athanor.Quantum;

/// <summary>Energy and potential matrices of a functional, by quadrature (Pople, Gill, Johnson, Chem. Phys. Lett. 199, 557 (1992)).</summary>
/// <remarks>Blocks of points are dealt to a fixed number of portions, each with matrices of its own that are added up in order: the result has the same bits on any number of threads.</remarks>
internal sealed class ExchangeCorrelation : IJob
{
    const int Block = MolecularGrid.Block;
    const int Portions = 16;

    readonly FunctionsOnGrid _functions;
    readonly Functional _functional;
    readonly Team _team;
    readonly int _n;
    readonly Room?[] _rooms;
    readonly double[]?[] _partial = new double[Portions][];
    readonly double[] _energies = new double[Portions];
    readonly double[] _electrons = new double[Portions];

    double[][] _densities = [];

    public ExchangeCorrelation(Molecule molecule, FunctionsOnGrid functions, Functional functional, Team team)
    {
        (_functions, _functional, _team, _n) = (functions, functional, team, molecule.Functions);
        _rooms = new Room?[team.Threads];
    }

    /// <summary>Electrons that the grid saw in the last densities.</summary>
    public double Electrons => _electrons.Sum();

    /// <summary>Energy, Eh, and ∂E/∂P^s of each spin.</summary>
    /// <param name="densities">One where both spins share it, else two.</param>
    public (double Energy, double[][] Matrices) Build(double[][] densities)
    {
        _densities = densities;
        _team.Run(this, Portions);
        return (_energies.Sum(), [.. densities.Select((_, s) => Symmetrised(s))]);
    }

    void IJob.Run(int index, int worker) => Widths.Double<Work, int>(new(this, index, worker));

    void Portion<W>(int index, int worker)
        where W : struct, IWide<W, double>
    {
        var (spins, size) = (_densities.Length, _n * _n);
        if (_partial[index] is not { } partial || partial.Length != spins * size)
            _partial[index] = partial = new double[spins * size];
        Array.Clear(partial);
        if (_rooms[worker] is not { } room || room.Spins != spins)
            _rooms[worker] = room = new(_functions, _functional, spins);
        var (energy, electrons) = (0.0, 0.0);
        for (var block = index; block < _functions.Grid.Blocks; block += Portions)
        {
            if (_functions.Shells[block].Length == 0)
                continue;
            room.Density.Evaluate<W>(block, _densities, _n);
            var weights = _functions.Grid.Weights.AsSpan(block * Block, Block);
            for (var p = 0; p < Block; p++)
            {
                energy += weights[p] * room.Density.Energies[p];
                electrons += weights[p] * room.Density.Density(p);
            }
            for (var s = 0; s < spins; s++)
                room.Potential<W>(s, partial.AsSpan(s * size, size), _n);
        }
        (_energies[index], _electrons[index]) = (energy, electrons);
    }

    double[] Symmetrised(int spin)
    {
        var sum = new double[_n * _n];
        foreach (var partial in _partial)
        {
            for (var i = 0; i < sum.Length; i++)
                sum[i] += partial![spin * sum.Length + i];
        }
        for (var i = 0; i < _n; i++)
        {
            for (var j = 0; j <= i; j++)
                sum[i * _n + j] = sum[j * _n + i] = sum[i * _n + j] + sum[j * _n + i];
        }
        return sum;
    }

    // Scratch memory of one thread.
    sealed class Room(FunctionsOnGrid functions, Functional functional, int spins)
    {
        readonly double[] _weighed = new double[functions.Largest * Block];
        readonly double[] _matrix = new double[functions.Largest * functions.Largest];

        public int Spins => spins;

        public BlockDensity Density { get; } = new(functions, functional, spins);

        // Adds Z Φᵀ to a matrix, Z = w (½ ∂e/∂ρ φ + ∂e/∂∇ρ · ∇φ); its transpose comes in the end.
        public void Potential<W>(int spin, Span<double> matrix, int n)
            where W : struct, IWide<W, double>
        {
            var values = Density.Functions;
            var count = values.Count;
            var potential = Density.Potential(spin);
            foreach (ref var v in potential[..Block])
                v *= 0.5;
            if (functional.Gradients)
                DensityKernels.WeighSlopes<W>(count, ref values.Values[0], ref potential[0], ref _weighed[0]);
            else
                DensityKernels.Weigh<W>(count, ref values.Values[0], ref potential[0], ref _weighed[0]);
            var transposed = values.Values.AsMatrix(count, Block).Transposed;
            if (count == n)
            {
                Gemm.Multiply<W, double>(_weighed.AsSpan(0, count * Block).AsMatrix(count, Block), transposed, matrix.AsMatrix(n, n), add: true);
                return;
            }
            Gemm.Multiply<W, double>(_weighed.AsSpan(0, count * Block).AsMatrix(count, Block), transposed, _matrix.AsSpan(0, count * count).AsMatrix(count, count), add: false);
            for (var i = 0; i < count; i++)
            {
                var row = matrix.Slice(values.Columns[i] * n, n);
                for (var j = 0; j < count; j++)
                    row[values.Columns[j]] += _matrix[i * count + j];
            }
        }
    }

    readonly struct Work(ExchangeCorrelation owner, int index, int worker) : IDoubleUser<int>
    {
        public int Use<W>()
            where W : struct, IWide<W, double>
        {
            owner.Portion<W>(index, worker);
            return 0;
        }
    }
}
