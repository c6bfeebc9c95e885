using Athanor.Numerics;

namespace Athanor.Quantum;

/// <summary>
/// ∂/∂R of a functional's energy at fixed densities, everything that the quadrature does included: functions move with their nuclei, points with theirs, and weights change (Johnson, Gill, Pople, J. Chem. Phys. 98, 5612 (1993)).
/// Forces therefore add up to nothing, and are the slopes of the energy on any grid.
/// </summary>
internal sealed class ExchangeCorrelationGradient : IJob
{
    const int Block = MolecularGrid.Block;
    const int Portions = 16;

    readonly FunctionsOnGrid _functions;
    readonly FunctionsOnGrid _derivatives;
    readonly Functional _functional;
    readonly Molecule _molecule;
    readonly double[][] _densities;
    readonly Room?[] _rooms;
    readonly Vec3[][] _parts = new Vec3[Portions][];

    ExchangeCorrelationGradient(Molecule molecule, FunctionsOnGrid functions, Functional functional, double[][] densities, int threads)
    {
        (_molecule, _functions, _functional, _densities) = (molecule, functions, functional, densities);
        _derivatives = functions.Derivatives();
        _rooms = new Room?[threads];
    }

    /// <summary>Eh/bohr, one a nucleus.</summary>
    public static Vec3[] Compute(Molecule molecule, FunctionsOnGrid functions, Functional functional, double[][] densities, Team team)
    {
        var job = new ExchangeCorrelationGradient(molecule, functions, functional, densities, team.Threads);
        team.Run(job, Portions);
        var gradient = new Vec3[molecule.Charges.Length];
        foreach (var part in job._parts)
        {
            for (var i = 0; i < gradient.Length; i++)
                gradient[i] += part[i];
        }
        return gradient;
    }

    void IJob.Run(int index, int worker) => Widths.Double<Work, int>(new(this, index, worker));

    void Portion<W>(int index, int worker)
        where W : struct, IWide<W, double>
    {
        var room = _rooms[worker] ??= new(this);
        var gradient = new Vec3[_molecule.Charges.Length];
        for (var block = index; block < _functions.Grid.Blocks; block += Portions)
        {
            if (_functions.Shells[block].Length == 0)
                continue;
            room.Density.Evaluate<W>(block, _densities, _molecule.Functions);
            room.Derivatives.Evaluate<W>(block, _functional.Gradients);
            for (var s = 0; s < _densities.Length; s++)
                Functions<W>(room, block, s, gradient);
            Weights<W>(room, block, gradient);
        }
        _parts[index] = gradient;
    }

    // E changes by Σ_p 2 Σ_f [∇φ_f (v PΦ + P(a·∇Φ))_f + (a·∇∇φ_f) (PΦ)_f] where functions are displaced against points.
    void Functions<W>(Room room, int block, int spin, Vec3[] gradient)
        where W : struct, IWide<W, double>
    {
        var values = room.Density.Functions;
        var potential = room.Density.Potential(spin);
        if (_functional.Gradients)
            DensityKernels.WeighSlopes<W>(values.Count, ref values.Values[0], ref potential[0], ref room.Weighed[0]);
        else
            DensityKernels.Weigh<W>(values.Count, ref values.Values[0], ref potential[0], ref room.Weighed[0]);
        var pulled = room.Pulled.AsSpan(0, values.Count * Block);
        room.Density.Multiply<W>(_densities[spin], _molecule.Functions, room.Weighed.AsSpan(0, values.Count * Block), pulled);
        var products = room.Density.Product(spin);
        var (atom, row) = (-1, 0);
        foreach (var s in _functions.Shells[block])
        {
            var shell = _molecule.Shells[s];
            if (shell.Atom != atom)
            {
                Collect(room, block, atom, gradient);
                atom = shell.Atom;
            }
            for (var f = 0; f < shell.Count; f++)
            {
                for (var axis = 0; axis < 3; axis++)
                {
                    ref var d = ref room.Derivatives.Values[(3 * row + axis * shell.Count + f) * Block];
                    ref var sum = ref room.Forces[axis * Block];
                    if (_functional.Gradients)
                        DensityKernels.AddSlopes<W>(ref d, (nint)room.Derivatives.Count * Block, ref pulled[(row + f) * Block], ref products[(row + f) * Block], ref potential[0], ref sum);
                    else
                        DensityKernels.Add<W>(ref d, ref pulled[(row + f) * Block], ref sum);
                }
            }
            row += shell.Count;
        }
        Collect(room, block, atom, gradient);
    }

    // What an atom's functions do to it, they do to the points' atoms with the other sign.
    void Collect(Room room, int block, int atom, Vec3[] gradient)
    {
        if (atom >= 0)
        {
            var factor = _densities.Length == 1 ? 4.0 : 2.0;
            Span<double> x = room.Forces.AsSpan(0, Block), y = room.Forces.AsSpan(Block, Block), z = room.Forces.AsSpan(2 * Block, Block);
            for (var p = 0; p < Block; p++)
            {
                var force = new Vec3(x[p], y[p], z[p]) * factor;
                gradient[atom] += force;
                gradient[(int)_functions.Grid.Parents[block * Block + p]] -= force;
            }
        }
        Array.Clear(room.Forces);
    }

    void Weights<W>(Room room, int block, Vec3[] gradient)
        where W : struct, IWide<W, double>
    {
        var (grid, first) = (_functions.Grid, block * Block);
        for (var p = 0; p < Block; p++)
            room.Energies[p] = grid.Weights[first + p] * room.Density.Energies[p];
        grid.Partition.Slopes<W>(grid.X.AsSpan(first, Block), grid.Y.AsSpan(first, Block), grid.Z.AsSpan(first, Block), grid.Parents.AsSpan(first, Block), room.Energies, gradient, room.Scratch);
    }

    // Scratch memory of one thread.
    sealed class Room(ExchangeCorrelationGradient owner)
    {
        public BlockDensity Density { get; } = new(owner._functions, owner._functional, owner._densities.Length);

        public BlockFunctions Derivatives { get; } = new(owner._derivatives);

        public double[] Weighed { get; } = new double[owner._functions.Largest * Block];

        public double[] Pulled { get; } = new double[owner._functions.Largest * Block];

        public double[] Forces { get; } = new double[3 * Block];

        public double[] Energies { get; } = new double[Block];

        public double[] Scratch { get; } = new double[owner._functions.Grid.Partition.Scratch(Block)];
    }

    readonly struct Work(ExchangeCorrelationGradient owner, int index, int worker) : IDoubleUser<int>
    {
        public int Use<W>()
            where W : struct, IWide<W, double>
        {
            owner.Portion<W>(index, worker);
            return 0;
        }
    }
}
