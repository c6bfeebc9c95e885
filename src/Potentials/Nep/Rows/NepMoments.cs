using System.Numerics;
using Athanor.Numerics;
using Athanor.Potentials.Angular;

namespace Athanor.Potentials.Nep;

/// <summary>
/// What of an atom's surroundings does not depend on parameters: radial and angular functions of every edge with their derivatives, and their sums Σ_j f_m(r_ij) Y_lm by the neighbours' species, of which accumulators are linear combinations. Holds scratch memory; serves one thread.
/// </summary>
sealed unsafe class NepMoments<W, S> : IDisposable
    where W : struct, IWide<W, S>
    where S : unmanaged, IFloatingPointIeee754<S>
{
    readonly NepForm _form;
    readonly Harmonics _harmonics;
    readonly int _radialFunctions, _angularFunctions;
    readonly AlignedBuffer<S> _step = new(), _back = new(), _slope = new(), _radialMix = new(), _angularMix = new();
    readonly AlignedBuffer<S> _edges = new(), _radial = new(), _angular = new(), _byEdge = new(), _polynomials = new(), _functions = new(), _gradients = new(), _sums = new(), _radialSums = new();
    int _capacity;

    internal NepMoments(NepParameters parameters)
    {
        _form = parameters.Form;
        _harmonics = new Harmonics(_form.LMax);
        (_radialFunctions, _angularFunctions) = (parameters.RadialFunctions, parameters.AngularFunctions);
        Row = NepRowSizes.Padded(Math.Max(_radialFunctions, _angularFunctions), Math.Max(4, W.Lanes));
        Copy(_harmonics.Step, _step);
        Copy(_harmonics.Back, _back);
        Copy(_harmonics.Slope, _slope);
        Copy(Folded(parameters.RadialCombinations, _form.RadialBasis), _radialMix);
        Copy(Folded(parameters.AngularCombinations, _form.AngularBasis), _angularMix);
        _sums.Require(_form.Species * _harmonics.Functions * Row);
        _radialSums.Require(_form.Species * Row);
    }

    /// <summary>Edges of the atom at hand, those that fill up among them; also the distance between planes.</summary>
    internal int Count { get; private set; }

    /// <summary>Angular functions.</summary>
    internal int Functions => _harmonics.Functions;

    /// <summary>Rows by function begin this far apart; what is beyond the functions is zero.</summary>
    internal int Row { get; }

    /// <summary>Unit vectors.</summary>
    internal S* X => _edges.Pointer;

    /// <inheritdoc cref="X"/>
    internal S* Y => X + Count;

    /// <inheritdoc cref="X"/>
    internal S* Z => Y + Count;

    /// <summary>Distances, Å.</summary>
    internal S* R => Z + Count;

    /// <summary>f_m of radial channels, a plane each; slopes follow.</summary>
    internal S* RadialPlanes => _radial.Pointer;

    internal S* RadialSlopes => RadialPlanes + _radialFunctions * Count;

    /// <summary>f_m of angular channels, a plane each; slopes follow.</summary>
    internal S* AngularPlanes => _angular.Pointer;

    internal S* AngularSlopes => AngularPlanes + _angularFunctions * Count;

    /// <summary>Slopes of radial functions by edge, <see cref="Row"/> apart.</summary>
    internal S* RadialSlopeRow(int edge) => _byEdge.Pointer + edge * Row;

    /// <summary>Angular functions' radial parts by edge.</summary>
    internal S* AngularRow(int edge) => _byEdge.Pointer + (Count + edge) * Row;

    internal S* AngularSlopeRow(int edge) => _byEdge.Pointer + (2 * Count + edge) * Row;

    S* RadialRow(int edge) => _byEdge.Pointer + (3 * Count + edge) * Row;

    /// <summary>Y_lm, a plane each.</summary>
    internal S* Harmonic => _functions.Pointer;

    /// <summary>∂Y_lm/∂r, three planes each.</summary>
    internal S* Gradients => _gradients.Pointer;

    /// <summary>Σ f_m Y_lm over neighbours of a species: [lm, m].</summary>
    internal S* Sums(int species) => _sums.Pointer + species * Functions * Row;

    /// <summary>Σ f_m over neighbours of a species.</summary>
    internal S* RadialSums(int species) => _radialSums.Pointer + species * Row;

    /// <summary>Takes an atom.</summary>
    internal void Fill(NepFrame frame, int atom)
    {
        int start = frame.Start(atom, 0), n = Count = frame.Start(atom, frame.Kinds) - start;
        Require();
        S* inverse = R + n;
        for (var e = 0; e < n; e++)
        {
            double x = frame.X[start + e], y = frame.Y[start + e], z = frame.Z[start + e];
            (X[e], Y[e], Z[e], R[e]) = (S.CreateTruncating(x), S.CreateTruncating(y), S.CreateTruncating(z), S.CreateTruncating(x * x + y * y + z * z));
        }
        NepEdgeLaws<W, S>.Directions(n, X, Y, Z, R, inverse);
        Radial(_form.RadialCutoffs[0], _form.RadialBasis, _radialFunctions, _radialMix.Pointer, RadialPlanes, inverse + n);
        Radial(_form.AngularCutoffs[0], _form.AngularBasis, _angularFunctions, _angularMix.Pointer, AngularPlanes, inverse + n);
        Transpose(_radialFunctions, RadialSlopes, RadialSlopeRow(0));
        Transpose(_angularFunctions, AngularPlanes, AngularRow(0));
        Transpose(_angularFunctions, AngularSlopes, AngularSlopeRow(0));
        Transpose(_radialFunctions, RadialPlanes, RadialRow(0));
        HarmonicLaws<W, S>.Functions(n, n, _form.LMax, _step.Pointer, _back.Pointer, X, Y, Z, _polynomials.Pointer, Harmonic);
        var one = S.One;
        for (var s = 0; s < frame.Kinds; s++)
        {
            int first = frame.Start(atom, s) - start, count = frame.Start(atom, s + 1) - start - first;
            NepProductLaws<W, S>.Product(Functions, count, Row, Harmonic + first, n, 1, AngularRow(first), Row, Sums(s), Row, add: false);
            NepProductLaws<W, S>.Product(1, count, Row, &one, 0, 0, RadialRow(first), Row, RadialSums(s), Row, add: false);
        }
    }

    /// <summary>Fills <see cref="Gradients"/>.</summary>
    internal void Differentiate()
    {
        HarmonicGradientLaws<W, S>.First(Count, Count, _form.LMax, _slope.Pointer, _polynomials.Pointer, Gradients);
        HarmonicGradientLaws<W, S>.Others(Count, Count, _form.LMax, _slope.Pointer, _polynomials.Pointer, X, Y, Gradients);
        HarmonicGradientLaws<W, S>.Project(Count, Count, Functions, R + Count, X, Y, Z, Gradients);
    }

    /// <summary>Chebyshev functions, and their combinations with slopes.</summary>
    void Radial(double cutoff, int basis, int functions, S* mix, S* to, S* scratch)
    {
        var n = Count;
        S* x = scratch, xSlope = x + n, f = xSlope + n, fSlope = f + n, values = fSlope + n, slopes = values + basis * n;
        NepEdgeLaws<W, S>.Cutoff(0, n, cutoff, R, x, xSlope, f, fSlope);
        NepEdgeLaws<W, S>.Chebyshev(0, n, basis, n, x, xSlope, f, fSlope, values, slopes);
        NepProductLaws<W, S>.Product(functions, basis, n, mix, basis, 1, values, n, to, n, add: false);
        NepProductLaws<W, S>.Product(functions, basis, n, mix, basis, 1, slopes, n, to + functions * n, n, add: false);
    }

    void Transpose(int functions, S* planes, S* rows)
    {
        for (var e = 0; e < Count; e++)
        {
            for (var m = 0; m < functions; m++)
                rows[e * Row + m] = planes[m * Count + e];
        }
    }

    void Require()
    {
        if (Count <= _capacity)
        {
            // What lies beyond the functions of a row must be zero wherever rows begin.
            new Span<S>(_byEdge.Pointer, 4 * Count * Row).Clear();
            return;
        }
        _capacity = Count;
        var basis = Math.Max(_form.RadialBasis, _form.AngularBasis);
        _edges.Require((9 + 2 * basis) * Count);
        _radial.Require(2 * _radialFunctions * Count);
        _angular.Require(2 * _angularFunctions * Count);
        _byEdge.Require(4 * Count * Row);
        _polynomials.Require(_harmonics.Polynomials * Count);
        _functions.Require(Functions * Count);
        _gradients.Require(3 * Functions * Count);
        new Span<S>(_byEdge.Pointer, 4 * Count * Row).Clear();
    }

    /// <summary>Combinations of ½(T_k + 1) fc as those of T_k fc.</summary>
    static double[] Folded(ReadOnlySpan<double> combinations, int basis)
    {
        var folded = new double[combinations.Length];
        for (var m = 0; m < combinations.Length; m += basis)
        {
            for (var k = 0; k < basis; k++)
            {
                folded[m + k] += 0.5 * combinations[m + k];
                folded[m] += 0.5 * combinations[m + k];
            }
        }
        return folded;
    }

    static void Copy(double[] from, AlignedBuffer<S> to)
    {
        var p = to.Require(from.Length);
        for (var k = 0; k < from.Length; k++)
            p[k] = S.CreateTruncating(from[k]);
    }

    public void Dispose()
    {
        foreach (var buffer in new[] { _step, _back, _slope, _radialMix, _angularMix, _edges, _radial, _angular, _byEdge, _polynomials, _functions, _gradients, _sums, _radialSums })
            buffer.Dispose();
    }
}
