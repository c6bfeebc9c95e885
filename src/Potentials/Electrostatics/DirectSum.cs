using System.Runtime.CompilerServices;
using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials.Electrostatics;

/// <summary>All pairs of a structure that does not repeat, however far apart. O(N²), some nanoseconds a pair.</summary>
sealed unsafe class DirectSum(PairScreening law, double constant, Team team) : IDisposable, IJob
{
    const int Piece = 64;

    readonly DirectSumKernel _kernel = DirectSumKernel.Open();
    readonly AlignedBuffer<double> _atoms = new();
    readonly AlignedBuffer<double> _answers = new();
    int _count, _padded;

    /// <summary>Adds energy, potentials, forces and virial.</summary>
    /// <param name="charges">e, in the structure's order.</param>
    internal void AddTo(ElectrostaticField field, Structure structure, ReadOnlySpan<double> charges)
    {
        _count = structure.Count;
        _padded = (_count + 7) / 8 * 8;
        // Four planes, x y z Q; what pads them has no charge.
        var atoms = _atoms.Require(4 * _padded);
        new Span<double>(atoms, 4 * _padded).Clear();
        for (var i = 0; i < _count; i++)
        {
            var r = structure.Positions[i];
            (atoms[i], atoms[_padded + i], atoms[2 * _padded + i], atoms[3 * _padded + i]) = (r.X, r.Y, r.Z, charges[i]);
        }
        _answers.Require(4 * _count);
        team.Run(this, (_count + Piece - 1) / Piece);
        for (var i = 0; i < _count; i++)
        {
            var answer = _answers.Pointer + 4 * i;
            var force = constant * charges[i] * new Vec3(answer[0], answer[1], answer[2]);
            field.Forces[i] += force;
            field.Potentials[i] += constant * answer[3];
            field.Energy += 0.5 * constant * charges[i] * answer[3];
            // Nothing repeats: W = Σ r ⊗ F.
            field.Virial += Mat3.Outer(structure.Positions[i], force);
        }
    }

    void IJob.Run(int index, int worker)
    {
        for (var i = index * Piece; i < Math.Min(_count, (index + 1) * Piece); i++)
            _kernel.Sum(law, _atoms.Pointer, _padded, i, _answers.Pointer + 4 * i);
    }

    public void Dispose()
    {
        _atoms.Dispose();
        _answers.Dispose();
    }
}

/// <summary>What all other charges do to one. A lane is another atom.</summary>
abstract unsafe class DirectSumKernel
{
    internal static DirectSumKernel Open() => Widths.Double<Opener, DirectSumKernel>(default);

    /// <param name="law">φ.</param>
    /// <param name="atoms">Planes x y z Q.</param>
    /// <param name="answer">Out: Σ Q_j φ′ û_ij and Σ Q_j φ.</param>
    internal abstract void Sum(in PairScreening law, double* atoms, int padded, int atom, double* answer);

    readonly struct Opener : IDoubleUser<DirectSumKernel>
    {
        public DirectSumKernel Use<W>()
            where W : struct, IWide<W, double> => new DirectSumKernel<W>();
    }
}

/// <inheritdoc/>
sealed unsafe class DirectSumKernel<W> : DirectSumKernel
    where W : struct, IWide<W, double>
{
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal override void Sum(in PairScreening law, double* atoms, int padded, int atom, double* answer)
    {
        W bare = W.Const(law.Bare), screened = W.Const(law.Screened), linear = W.Const(law.Linear), offset = W.Const(law.Offset), alpha = W.Const(law.Alpha);
        W x0 = W.Broadcast(atoms[atom]), y0 = W.Broadcast(atoms[padded + atom]), z0 = W.Broadcast(atoms[2 * padded + atom]);
        W fx = W.Zero, fy = W.Zero, fz = W.Zero, potential = W.Zero;
        for (var j = 0; j < padded; j += W.Lanes)
        {
            W dx = W.Load(ref *atoms, j) - x0, dy = W.Load(ref *atoms, padded + j) - y0, dz = W.Load(ref *atoms, 2 * padded + j) - z0;
            // The atom itself, and what pads the planes should the atom stand in the origin.
            var squared = W.Fma(dx, dx, W.Fma(dy, dy, dz * dz));
            var other = W.Less(W.Zero, squared);
            PairScreening.Evaluate<W, double>(bare, screened, linear, offset, alpha, W.Select(other, squared, W.One), out var value, out var slope);
            var charge = W.Select(other, W.Load(ref *atoms, 3 * padded + j), W.Zero);
            potential = W.Fma(charge, value, potential);
            slope *= charge;
            fx = W.Fma(slope, dx, fx);
            fy = W.Fma(slope, dy, fy);
            fz = W.Fma(slope, dz, fz);
        }
        answer[0] = W.Sum(fx);
        answer[1] = W.Sum(fy);
        answer[2] = W.Sum(fz);
        answer[3] = W.Sum(potential);
    }
}
