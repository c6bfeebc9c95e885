using System.Numerics;
using Athanor.Numerics;
using Athanor.Potentials.Angular;

namespace Athanor.Potentials.Nep;

/// <summary>
/// The descriptor of one atom after another, and cotangents pulled back to its edges. Holds scratch memory; serves one thread. For every atom the caller says
/// <see cref="Fill"/>, <see cref="Values"/>, then <see cref="Pull"/>.
/// </summary>
sealed unsafe class NepDescriptor<W, S> : IDisposable
    where W : struct, IWide<W, S>
    where S : unmanaged, IFloatingPointIeee754<S>
{
    readonly NepForm _form;
    readonly Harmonics _harmonics;
    readonly NepCoefficients<S> _coefficients;
    readonly InvariantPlan<S> _plan;
    readonly NepMixture<W, S> _mixture;
    readonly int _row, _basis;
    readonly double? _radialCutoff, _angularCutoff; // Where all pairs have the same.
    readonly AlignedBuffer<S> _step = new(), _back = new(), _slope = new(), _first = new();
    readonly AlignedBuffer<S> _sums = new(), _pull = new(), _lanes = new(), _scalars = new(), _radial = new(), _angular = new();
    S* _polynomials, _functions, _channels, _channelSlopes, _h, _hSlopes;

    internal NepDescriptor(NepModel model)
    {
        _form = model.Form;
        Edges = new NepEdges<W, S>(_form);
        _harmonics = new Harmonics(_form.LMax);
        _coefficients = new NepCoefficients<S>(model, W.Lanes);
        _plan = new InvariantPlan<S>(_form, _harmonics);
        _row = Padded(_form.AngularChannels, Math.Max(4, W.Lanes));
        _basis = Padded(_form.RadialBasis, 4);
        _radialCutoff = Common(_form, _form.RadialCutoffs);
        _angularCutoff = Common(_form, _form.AngularCutoffs);
        _mixture = new NepMixture<W, S>(model, _radialCutoff is not null && _angularCutoff is not null, _coefficients.PaddedAngularChannels);
        Copy(_harmonics.Step, _step);
        Copy(_harmonics.Back, _back);
        Copy(_harmonics.Slope, _slope);
        // What lies beyond the model's channels stays zero for ever.
        Cleared(_sums, (_harmonics.Functions + 1) * _row);
        Cleared(_pull, Padded(_harmonics.Functions, 4) * _row);
        Cleared(_first, _row);
        Cleared(_lanes, _basis * W.Lanes);
        Cleared(_scalars, Math.Max(Math.Max(_basis, _coefficients.PaddedRadialBasis), _form.RadialBasis * W.Lanes));
    }

    internal NepEdges<W, S> Edges { get; }

    /// <summary>Room that descriptors and cotangents need: whole vectors are written and read at any component.</summary>
    internal int Room => _form.DescriptorLength + Math.Max(_row, _coefficients.PaddedRadialChannels);

    // Planes of Total entries, then of Angular entries.
    S* RadialArgument => _radial.Pointer;

    S* Argument => _angular.Pointer;

    /// <summary>Takes the edges of own atom <paramref name="atom"/> of a block.</summary>
    internal void Fill(in AtomBlock<S> block, int atom) => Edges.Fill(block, atom, _mixture);

    /// <summary>The unscaled descriptor of the atom whose edges are in the table; sets the edges' Along to zero.</summary>
    /// <param name="q">Out: <see cref="Room"/> entries, of which the first are the descriptor.</param>
    internal void Values(int centre, S* q)
    {
        NepEdgeLaws<W, S>.Directions(Edges.Total, Edges.X, Edges.Y, Edges.Z, Edges.R, Edges.Inverse);
        new Span<S>(Edges.Along, Edges.Total).Clear();
        Radial(centre, q);
        if (_harmonics.Functions == 0)
            return;
        Angular(centre);
        S* sums = _sums.Pointer, at = q + _form.RadialChannels;
        for (var l = 1; l <= _form.LMax; l++, at += _form.AngularChannels)
            NepInvariantLaws<W, S>.Squares(_row, _plan.Power(l).Length, _plan.Rows(_plan.Power(l)), _plan.Weights, sums, at);
        foreach (var extra in _plan.Extras)
        {
            if (extra.IsFourth)
                NepInvariantLaws<W, S>.Fourth(_row, q + _form.RadialChannels, at);
            else
                NepInvariantLaws<W, S>.Cubes(_row, extra.Terms, _plan.CubeRows(extra), _plan.Coefficients(extra), sums, at);
            at += _form.AngularChannels;
        }
    }

    void Radial(int centre, S* q)
    {
        var total = Edges.Total;
        S* x = _radial.Require((4 + 2 * _form.RadialBasis) * total + 1), xSlope = x + total, f = xSlope + total, fSlope = f + total;
        new Span<S>(q, _coefficients.PaddedRadialChannels).Clear();
        if (_radialCutoff is { } cutoff)
            NepEdgeLaws<W, S>.Cutoff(0, total, cutoff, Edges.R, x, xSlope, f, fSlope);
        if (Edges.IsMixed)
        {
            S* values = f + 2 * total, slopes = values + _form.RadialBasis * total;
            NepEdgeLaws<W, S>.Chebyshev(0, total, _form.RadialBasis, total, x, xSlope, f, fSlope, values, slopes);
            NepMixtureLaws<W, S>.Sums(total, total, _form.RadialChannels, _form.RadialBasis, _mixture.Radial(centre), Edges.Slots, values, q);
            return;
        }
        foreach (var group in Edges.Groups)
        {
            if (_radialCutoff is null)
                NepEdgeLaws<W, S>.Cutoff(group.Begin, group.End, _form.RadialCutoff(centre, group.Species), Edges.R, x, xSlope, f, fSlope);
            new Span<S>(_lanes.Pointer, _form.RadialBasis * W.Lanes).Clear();
            NepEdgeLaws<W, S>.ChebyshevSums(group.Begin, group.End, _form.RadialBasis, x, f, _lanes.Pointer);
            NepEdgeLaws<W, S>.Reduce(_basis, _lanes.Pointer, _scalars.Pointer);
            NepMatrixLaws<W, S>.AddProduct(_form.RadialBasis, _coefficients.PaddedRadialChannels, _scalars.Pointer, _coefficients.RadialByFunction(centre, group.Species), q);
        }
    }

    /// <summary>Accumulators, and on the way everything that the pull needs again.</summary>
    void Angular(int centre)
    {
        int n = Edges.Angular, channels = _coefficients.PaddedAngularChannels, functions = _harmonics.Functions, basis = _form.AngularBasis;
        S* x = _angular.Require((4 + 2 * basis + 2 * channels + _harmonics.Polynomials + functions + 2 * Padded(functions, 4)) * n + 1);
        S* xSlope = x + n, f = xSlope + n, fSlope = f + n, values = fSlope + n, slopes = values + basis * n;
        _channels = slopes + basis * n;
        _channelSlopes = _channels + channels * n;
        _polynomials = _channelSlopes + channels * n;
        _functions = _polynomials + _harmonics.Polynomials * n;
        _h = _functions + functions * n;
        _hSlopes = _h + Padded(functions, 4) * n;
        if (_angularCutoff is { } cutoff)
        {
            NepEdgeLaws<W, S>.Cutoff(0, n, cutoff, Edges.R, x, xSlope, f, fSlope);
            NepEdgeLaws<W, S>.Chebyshev(0, n, basis, n, x, xSlope, f, fSlope, values, slopes);
        }
        if (Edges.IsMixed)
            NepMixtureLaws<W, S>.Channels(n, channels, basis, n, _mixture.Angular(centre), Edges.Slots, values, slopes, _channels, _channelSlopes);
        foreach (var group in Edges.IsMixed ? [] : Edges.Groups[..Edges.AngularGroups])
        {
            if (_angularCutoff is null)
            {
                NepEdgeLaws<W, S>.Cutoff(group.Begin, group.End, _form.AngularCutoff(centre, group.Species), Edges.R, x, xSlope, f, fSlope);
                NepEdgeLaws<W, S>.Chebyshev(group.Begin, group.End, basis, n, x, xSlope, f, fSlope, values, slopes);
            }
            NepEdgeLaws<W, S>.Channels(group.Begin, group.End, channels, basis, n, _coefficients.Angular(centre, group.Species), values, slopes, _channels, _channelSlopes);
        }
        HarmonicLaws<W, S>.Functions(n, n, _form.LMax, _step.Pointer, _back.Pointer, Edges.X, Edges.Y, Edges.Z, _polynomials, _functions);
        NepAngularLaws<W, S>.Accumulate(n, n, channels, functions, _row, _channels, _functions, _sums.Pointer);
    }

    /// <summary>∂U/∂r_ij of every edge, given ∂U/∂q of the atom of the last <see cref="Values"/>. What stands in Along is part of it.</summary>
    /// <param name="q">What <see cref="Values"/> gave.</param>
    /// <param name="f"><see cref="Room"/> entries, all of them finite.</param>
    internal void Pull(int centre, S* q, S* f)
    {
        PullRadial(centre, f);
        var angular = _harmonics.Functions == 0 ? 0 : Edges.Angular;
        if (angular > 0)
            PullAngular(q + _form.RadialChannels, f + _form.RadialChannels);
        NepEdgeLaws<W, S>.Central(angular, Edges.Total, Edges.Along, Edges.X, Edges.Y, Edges.Z, Edges.Gx, Edges.Gy, Edges.Gz);
    }

    void PullRadial(int centre, S* f)
    {
        var total = Edges.Total;
        S* x = RadialArgument, xSlope = x + total, cut = xSlope + total, cutSlope = cut + total;
        if (Edges.IsMixed)
        {
            var columns = _form.RadialBasis * W.Lanes;
            new Span<S>(_scalars.Pointer, columns).Clear();
            NepMatrixLaws<W, S>.AddProduct(_form.RadialChannels, columns, f, _mixture.Radial(centre), _scalars.Pointer);
            NepMixtureLaws<W, S>.Slopes(total, total, _form.RadialBasis, _scalars.Pointer, Edges.Slots, cutSlope + (1 + _form.RadialBasis) * total, Edges.Along);
            return;
        }
        foreach (var group in Edges.Groups)
        {
            new Span<S>(_scalars.Pointer, _coefficients.PaddedRadialBasis).Clear();
            NepMatrixLaws<W, S>.AddProduct(_form.RadialChannels, _coefficients.PaddedRadialBasis, f, _coefficients.RadialByChannel(centre, group.Species), _scalars.Pointer);
            NepEdgeLaws<W, S>.ChebyshevSlope(group.Begin, group.End, _form.RadialBasis, _scalars.Pointer, x, xSlope, cut, cutSlope, Edges.Along);
        }
    }

    void PullAngular(S* q, S* f)
    {
        S* sums = _sums.Pointer, pull = _pull.Pointer, extra = f + _form.LMax * _form.AngularChannels, first = _first.Pointer;
        // The l = 1 invariant may also have a cotangent through its square.
        new ReadOnlySpan<S>(f, _row).CopyTo(new Span<S>(first, _row));
        for (var e = 0; e < _plan.Extras.Length; e++)
        {
            if (_plan.Extras[e].IsFourth)
                NepInvariantLaws<W, S>.PullFourth(_row, q, extra + e * _form.AngularChannels, first);
        }
        for (var l = 1; l <= _form.LMax; l++)
        {
            var power = _plan.Power(l);
            NepInvariantLaws<W, S>.PullSquares(_row, power.Length, _plan.Rows(power), _plan.Weights, sums, l == 1 ? first : f + (l - 1) * _form.AngularChannels, pull);
        }
        for (var e = 0; e < _plan.Extras.Length; e++)
        {
            var cubes = _plan.Extras[e];
            if (!cubes.IsFourth)
                NepInvariantLaws<W, S>.PullCubes(_row, cubes.Terms, _plan.CubeRows(cubes), _plan.Coefficients(cubes), sums, extra + e * _form.AngularChannels, pull);
        }
        int n = Edges.Angular, l0 = _form.LMax;
        NepAngularLaws<W, S>.Contract(n, n, _form.AngularChannels, _harmonics.Functions, _row, _channels, _channelSlopes, pull, _h, _hSlopes);
        HarmonicLaws<W, S>.GradientOfFirst(n, n, l0, _slope.Pointer, _polynomials, _h, _hSlopes, Edges.Along, Edges.Gx, Edges.Gy, Edges.Gz);
        HarmonicLaws<W, S>.Gradient(n, n, l0, _slope.Pointer, _polynomials, _h, _hSlopes, Edges.X, Edges.Y, Edges.Along, Edges.Gx, Edges.Gy, Edges.Gz);
        HarmonicLaws<W, S>.Finish(n, Edges.Inverse, Edges.Along, Edges.X, Edges.Y, Edges.Z, Edges.Gx, Edges.Gy, Edges.Gz);
    }

    static double? Common(NepForm form, IReadOnlyList<double> cutoffs) => form.HasCharges || cutoffs.All(c => c == cutoffs[0]) ? cutoffs.Max() : null;

    static int Padded(int count, int to) => (count + to - 1) / to * to;

    static void Copy(double[] from, AlignedBuffer<S> to)
    {
        var p = to.Require(from.Length);
        for (var k = 0; k < from.Length; k++)
            p[k] = S.CreateChecked(from[k]);
    }

    static void Cleared(AlignedBuffer<S> buffer, int count)
    {
        buffer.Require(count);
        buffer.Span.Clear();
    }

    public void Dispose()
    {
        Edges.Dispose();
        _coefficients.Dispose();
        _plan.Dispose();
        _mixture.Dispose();
        foreach (var buffer in new[] { _step, _back, _slope, _first, _sums, _pull, _lanes, _scalars, _radial, _angular })
            buffer.Dispose();
    }
}
