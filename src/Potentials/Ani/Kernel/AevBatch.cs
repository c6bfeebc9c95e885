using System.Numerics;
using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Potentials.Ani;

/// <summary>
/// The environment vectors of some consecutive own atoms of a block, few enough that memory for their edges and triples is bounded; and
/// the way back from derivatives by the vectors to forces.
/// </summary>
sealed unsafe class AevBatch<W, S> : IDisposable
    where W : struct, IWide<W, S>
    where S : unmanaged, IAdditionOperators<S, S, S>, ISubtractionOperators<S, S, S>, IMultiplyOperators<S, S, S>, IComparisonOperators<S, S, bool>
{
    readonly AevFunctions _functions;
    readonly AevEdges<W, S> _edges;
    readonly AevTriples<W, S> _triples;
    readonly int _centres;
    readonly AlignedBuffer<S> _shifts = new(), _radial = new();

    internal AevBatch(AevFunctions functions)
    {
        _functions = functions;
        _edges = new AevEdges<W, S>(functions);
        _triples = new AevTriples<W, S>(functions);
        _centres = (functions.RadialShifts.Length + W.Lanes - 1) / W.Lanes * W.Lanes;
        var shifts = _shifts.Require(_centres);
        for (var k = 0; k < _centres; k++)
            shifts[k] = W.Lane(W.Const(functions.RadialShifts[Math.Min(k, functions.RadialShifts.Length - 1)]), 0);
        _radial.Require(_centres);
    }

    /// <summary>Takes own atoms from <paramref name="begin"/> on; returns the first that is left.</summary>
    /// <param name="elements">Elements present.</param>
    /// <param name="indexOf">Place of a species among them.</param>
    internal int Load(in AtomBlock<S> block, int elements, int[] indexOf, int begin)
    {
        var end = _edges.Load(block, elements, indexOf, begin);
        var e = _edges;
        AevEdgeLaws<W, S>.Measure(e.Count, e.X, e.Y, e.Z, e.R, e.Inverse);
        AevEdgeLaws<W, S>.Cutoff(e.Count, _functions.RadialCutoff, AevFunctions.RadialFactor, e.R, e.Radial, e.RadialSlope);
        AevEdgeLaws<W, S>.Cutoff(e.Count, _functions.AngularCutoff, 1, e.R, e.Angular, e.AngularSlope);
        AevEdgeLaws<W, S>.Logarithmic(e.Count, e.Angular, e.AngularSlope);
        _triples.Load(e);
        return end;
    }

    /// <summary>Fills the atoms' rows, which are zero before.</summary>
    internal void Values(S* rows, int stride, int* rowOf)
    {
        int elements = _edges.Elements, radial = _functions.RadialShifts.Length;
        for (var i = 0; i < _edges.Atoms; i++)
        {
            var row = rows + (long)rowOf[_edges.First + i] * stride;
            for (var p = 0; p < elements; p++)
            {
                int begin = _edges.Begin(i, p), end = _edges.End(i, p);
                if (begin == end)
                    continue;
                AevEdgeLaws<W, S>.Radial(begin, end, _centres, _functions.RadialEta, _shifts.Pointer, _edges.R, _edges.Radial, _radial.Pointer);
                new Span<S>(_radial.Pointer, radial).CopyTo(new Span<S>(row + _functions.RadialStart(p), radial));
            }
        }
        _triples.Values(_edges, rows, stride, rowOf);
    }

    /// <summary>From ∂E/∂row to ∂E/∂r_ij, times <paramref name="unit"/>.</summary>
    internal void Pull(S* rows, int stride, int* rowOf, double unit)
    {
        int elements = _edges.Elements, radial = _functions.RadialShifts.Length;
        var weights = _radial.Pointer;
        for (var k = radial; k < _centres; k++)
            weights[k] = default;
        for (var i = 0; i < _edges.Atoms; i++)
        {
            var row = rows + (long)rowOf[_edges.First + i] * stride;
            for (var p = 0; p < elements; p++)
            {
                int begin = _edges.Begin(i, p), end = _edges.End(i, p);
                if (begin == end)
                    continue;
                new Span<S>(row + _functions.RadialStart(p), radial).CopyTo(new Span<S>(weights, radial));
                AevEdgeLaws<W, S>.RadialPull(begin, end, _centres, _functions.RadialEta, _shifts.Pointer, _edges.R, _edges.Radial, _edges.RadialSlope, weights, _edges.A);
            }
        }
        _edges.ClearVectors();
        _triples.Pull(_edges, rows, stride, rowOf);
        var e = _edges;
        AevEdgeLaws<W, S>.Finish(e.Count, unit, e.A, e.Inverse, e.X, e.Y, e.Z, e.Vx, e.Vy, e.Vz);
    }

    /// <summary>F_i += Σ_j g_ij and F_j −= g_ij.</summary>
    internal void Scatter(in AtomBlock<S> block) => _edges.Scatter(block);

    public void Dispose()
    {
        _edges.Dispose();
        _triples.Dispose();
        _shifts.Dispose();
        _radial.Dispose();
    }
}
