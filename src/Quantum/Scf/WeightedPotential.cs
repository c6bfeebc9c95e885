using Athanor.Numerics;

namespace Athanor.Quantum;

/// <summary>
/// The potential of all kets at one bra's Hermite Gaussians, one momentum higher than its functions ask so that derivatives meet it too, each product of bra functions with weights of its own: V[p, h, ab]
/// of <see cref="RepulsionGradient"/> and <see cref="FittedGradient"/>. Holds scratch memory: one for each thread.
/// </summary>
internal sealed class WeightedPotential(IPairWeights weights)
{
    readonly KetBatch _kets = new();
    readonly CoulombPotential _potential = new();
    readonly Repulsion _repulsion = new();
    ShellPair? _bra;
    int _stride;
    double[] _sums = [];
    double[] _gamma = [];
    double[] _spread = [];

    /// <summary>√max (ab|ab) of a pair.</summary>
    public double Bound(ShellPair pair)
    {
        _repulsion.Evaluate(pair, pair);
        var largest = 0.0;
        for (var c = 0; c < pair.Count; c++)
            largest = Math.Max(largest, _repulsion.Integrals[c * pair.Stride + c]);
        return Math.Sqrt(largest);
    }

    /// <summary>Forgets what was there.</summary>
    public void Begin(ShellPair bra)
    {
        _bra = bra;
        _stride = weights.BraFactor is null ? bra.Stride : ShellPair.Padding;
        Require(ref _sums, Depth * _stride);
        Array.Clear(_sums, 0, Depth * _stride);
    }

    int Depth => _bra!.Primitives * Monomials.UpTo(_bra.Momentum + 1);

    /// <summary>Adds a ket, of the same momentum as all since the last <see cref="Flush"/>.</summary>
    public void Add(ShellPair ket)
    {
        _kets.Add(ket);
        if (_kets.Full)
            Flush();
    }

    /// <summary>Completes what was added.</summary>
    public void Flush()
    {
        if (_kets.Count > 0)
            Widths.Double<Work, int>(new(this));
        _kets.Clear();
    }

    readonly struct Work(WeightedPotential owner) : IDoubleUser<int>
    {
        public int Use<W>()
            where W : struct, IWide<W, double>
        {
            owner.Flush<W>();
            return 0;
        }
    }

    void Flush<W>()
        where W : struct, IWide<W, double>
    {
        var bra = _bra!;
        var (braHermites, ketHermites) = (Monomials.UpTo(bra.Momentum + 1), Monomials.UpTo(_kets.Momentum));
        Require(ref _spread, _kets.Primitives * ketHermites * _stride);
        for (var k = 0; k < _kets.Count; k++)
        {
            var ket = _kets[k];
            Require(ref _gamma, ket.Stride * _stride);
            weights.Fill(bra, ket, _gamma);
            CoulombKernels.Spread<W>(ref ket.Ket[0], ref _gamma[0], ket.Primitives * ketHermites, ket.Count, ket.Stride, _stride, ref _spread[_kets.First(k) * ketHermites * _stride]);
        }
        var table = CoulombPotential.Table(bra.Momentum + 1, _kets.Momentum);
        for (var p = 0; p < bra.Primitives; p++)
        {
            for (var q = 0; q < _kets.Primitives; q += CoulombSteps.Chunk)
            {
                var used = Math.Min(CoulombSteps.Chunk, _kets.Primitives - q);
                var rows = _potential.Fill<W>(bra, p, _kets, q, used, bra.Momentum + 1 + _kets.Momentum);
                CoulombKernels.Attract<W>(ref rows[0], ref table[0], ref _spread[q * ketHermites * _stride], used, braHermites, ketHermites, _stride, ref _sums[p * braHermites * _stride]);
            }
        }
    }

    /// <summary>Σ E V over a pair of derivatives, Eh/bohr.</summary>
    /// <param name="derivatives">Of the bra's first function where <paramref name="leading"/>, else of its second.</param>
    public Vec3 Slope(ShellPair derivatives, bool leading)
    {
        var bra = _bra!;
        var (na, nb) = (bra.A.Count, bra.B.Count);
        var factor = weights.BraFactor;
        var n = factor is null ? 0 : (int)Math.Sqrt(factor.Length + 0.5);
        Span<double> slope = stackalloc double[3];
        for (var row = 0; row < Depth; row++)
        {
            for (var a = 0; a < na; a++)
            {
                for (var axis = 0; axis < 3; axis++)
                {
                    var from = row * derivatives.Stride + (leading ? (axis * na + a) * nb : (a * 3 + axis) * nb);
                    for (var b = 0; b < nb; b++)
                        slope[axis] += derivatives.Bra[from + b] * (factor is null ? _sums[row * _stride + a * nb + b] : _sums[row * _stride] * factor[(bra.A.First + a) * n + bra.B.First + b]);
                }
            }
        }
        return new(slope[0], slope[1], slope[2]);
    }

    static void Require(ref double[] room, int size)
    {
        if (room.Length < size)
            room = new double[size];
    }
}
