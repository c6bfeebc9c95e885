using System.Runtime.CompilerServices;
using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials.Electrostatics;

/// <summary>The part of a Coulomb sum that is summed over pairs within a cutoff, on a neighbour list that reaches at least as far.</summary>
sealed unsafe class PairSum : IDisposable, IJob
{
    readonly PairScreening _law;
    readonly double _constant;
    readonly Team _team;
    readonly Worker[] _workers;
    readonly AlignedBuffer<double> _charges = new();
    Result[] _results = [];
    Structure? _structure;
    Neighbours? _neighbours;
    ElectrostaticField? _field;

    record struct Result(double Energy, Mat3 Virial);

    internal PairSum(PairScreening law, double constant, Team team)
    {
        (_law, _constant, _team) = (law, constant, team);
        _workers = [.. Enumerable.Range(0, team.Threads).Select(_ => new Worker())];
    }

    sealed class Worker : IDisposable
    {
        internal readonly AlignedBuffer<double> Positions = new(), Answers = new();
        internal readonly PairSumKernel Kernel = PairSumKernel.Open();

        public void Dispose()
        {
            Positions.Dispose();
            Answers.Dispose();
        }
    }

    /// <summary>Adds energy, potentials, forces and virial.</summary>
    /// <param name="charges">e, in the structure's order.</param>
    internal void AddTo(ElectrostaticField field, Structure structure, Neighbours neighbours, ReadOnlySpan<double> charges)
    {
        (_structure, _neighbours, _field) = (structure, neighbours, field);
        var sorted = _charges.Require(neighbours.Count);
        var order = neighbours.Order;
        for (var k = 0; k < order.Length; k++)
            sorted[k] = charges[order[k]];
        if (_results.Length < neighbours.BlockCount)
            _results = new Result[neighbours.BlockCount + neighbours.BlockCount / 4 + 4];
        _team.Run(this, neighbours.BlockCount);
        for (var b = 0; b < neighbours.BlockCount; b++)
        {
            field.Energy += _results[b].Energy;
            field.Virial += _results[b].Virial;
        }
        (_structure, _neighbours, _field) = (null, null, null);
    }

    void IJob.Run(int index, int worker)
    {
        var block = _neighbours![index];
        var own = _workers[worker];
        var positions = own.Positions.Require(4 * (block.LocalCount + 1));
        LocalPositions.Place(positions, _neighbours, block, _structure!.Cell);
        for (var i = 0; i < block.OwnCount; i++)
            positions[4 * i + 3] = _charges.Pointer[block.OwnStart + i];
        for (var g = 0; g < block.GhostCount; g++)
            positions[4 * (block.OwnCount + g) + 3] = _charges.Pointer[block.GhostAtom[g]];
        positions[4 * block.LocalCount + 3] = 0;
        var answers = own.Answers.Require(4 * block.OwnCount);
        double* virial = stackalloc double[6];
        own.Kernel.Sum(_law, positions, block, answers, virial);
        var energy = 0.0;
        var order = _neighbours.Order;
        var potentials = _field!.Potentials;
        var forces = _field.Forces;
        for (var i = 0; i < block.OwnCount; i++)
        {
            var (atom, charge) = (order[block.OwnStart + i], _constant * positions[4 * i + 3]);
            var a = answers + 4 * i;
            potentials[atom] += _constant * a[3];
            forces[atom] += charge * new Vec3(a[0], a[1], a[2]);
            energy += 0.5 * charge * a[3];
        }
        for (var c = 0; c < 6; c++)
            virial[c] *= -0.5 * _constant;
        _results[index] = new Result(energy, new Mat3(virial[0], virial[1], virial[2], virial[1], virial[3], virial[4], virial[2], virial[4], virial[5]));
    }

    public void Dispose()
    {
        _charges.Dispose();
        foreach (var worker in _workers)
            worker.Dispose();
    }
}

/// <summary>Potentials, fields and moments of charges on a block. A lane is a neighbour.</summary>
abstract unsafe class PairSumKernel
{
    internal static PairSumKernel Open() => Widths.Double<Opener, PairSumKernel>(default);

    /// <param name="law">φ.</param>
    /// <param name="positions">x y z Q of each local atom and the sentinel.</param>
    /// <param name="answers">Out, for each own atom: Σ Q_j φ′ û_ij (three numbers; times K Q_i the force) and Σ Q_j φ.</param>
    /// <param name="virial">Out: Σ_i Q_i Σ_j Q_j φ′ r ⊗ û, xx xy xz yy yz zz.</param>
    internal abstract void Sum(in PairScreening law, double* positions, NeighbourBlock block, double* answers, double* virial);

    readonly struct Opener : IDoubleUser<PairSumKernel>
    {
        public PairSumKernel Use<W>()
            where W : struct, IWide<W, double> => new PairSumKernel<W>();
    }
}

/// <inheritdoc/>
sealed unsafe class PairSumKernel<W> : PairSumKernel
    where W : struct, IWide<W, double>
{
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal override void Sum(in PairScreening law, double* positions, NeighbourBlock block, double* answers, double* virial)
    {
        W bare = W.Const(law.Bare), screened = W.Const(law.Screened), linear = W.Const(law.Linear), offset = W.Const(law.Offset), alpha = W.Const(law.Alpha);
        var reach = W.Const(law.Cutoff * law.Cutoff);
        W xx = W.Zero, xy = W.Zero, xz = W.Zero, yy = W.Zero, yz = W.Zero, zz = W.Zero;
        for (var i = 0; i < block.OwnCount; i++)
        {
            W x0 = W.Broadcast(positions[4 * i]), y0 = W.Broadcast(positions[4 * i + 1]), z0 = W.Broadcast(positions[4 * i + 2]), q0 = W.Broadcast(positions[4 * i + 3]);
            W fx = W.Zero, fy = W.Zero, fz = W.Zero, potential = W.Zero;
            var edges = block.Edges + block.EdgeStart[i];
            for (var k = 0; k < block.EdgeCount[i]; k += W.Lanes)
            {
                Points.Load<double, W>(positions, edges + k, out var dx, out var dy, out var dz, out var charge);
                dx -= x0;
                dy -= y0;
                dz -= z0;
                var squared = W.Fma(dx, dx, W.Fma(dy, dy, dz * dz));
                var near = W.Less(squared, reach);
                if (W.Bits(near) == 0)
                    continue;
                PairScreening.Evaluate<W, double>(bare, screened, linear, offset, alpha, W.Select(near, squared, W.One), out var value, out var slope);
                charge = W.Select(near, charge, W.Zero);
                potential = W.Fma(charge, value, potential);
                slope *= charge;
                W gx = slope * dx, gy = slope * dy, gz = slope * dz;
                fx += gx;
                fy += gy;
                fz += gz;
                gx *= q0;
                gy *= q0;
                gz *= q0;
                xx = W.Fma(gx, dx, xx);
                xy = W.Fma(gx, dy, xy);
                xz = W.Fma(gx, dz, xz);
                yy = W.Fma(gy, dy, yy);
                yz = W.Fma(gy, dz, yz);
                zz = W.Fma(gz, dz, zz);
            }
            answers[4 * i] = W.Sum(fx);
            answers[4 * i + 1] = W.Sum(fy);
            answers[4 * i + 2] = W.Sum(fz);
            answers[4 * i + 3] = W.Sum(potential);
        }
        virial[0] = W.Sum(xx);
        virial[1] = W.Sum(xy);
        virial[2] = W.Sum(xz);
        virial[3] = W.Sum(yy);
        virial[4] = W.Sum(yz);
        virial[5] = W.Sum(zz);
    }
}
