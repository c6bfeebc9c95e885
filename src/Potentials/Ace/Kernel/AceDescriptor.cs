using System.Numerics;
using Athanor.Numerics;
using Athanor.Potentials.Angular;

namespace Athanor.Potentials.Ace;

/// <summary>From the edges of one atom to the planes of its <see cref="ProductPlan"/>, and back from cotangents of these to the edges. Holds scratch memory; serves one thread.</summary>
sealed unsafe class AceDescriptor<W, S> : IDisposable
    where W : struct, IWide<W, S>
    where S : unmanaged, IFloatingPointIeee754<S>
{
    readonly AceForm _form;
    readonly Harmonics _harmonics;
    readonly AceTables<S> _tables;
    readonly int _degrees, _components, _blocks, _row;
    readonly int _width;
    readonly AlignedBuffer<S> _embedding = new(), _weighted = new(), _edgePlanes = new(), _moments = new(), _values = new(), _bars = new(), _zeros = new();
    S* _basis, _slopes, _polynomials, _angles, _angleBars;

    internal AceDescriptor(AceForm form)
    {
        _form = form;
        _degrees = form.Degrees;
        _components = _degrees * _degrees;
        _blocks = AceTables<S>.Blocks(_components);
        _row = _degrees * form.Channels;
        _harmonics = new Harmonics(_degrees - 1);
        _tables = new AceTables<S>(form, _harmonics);
        Edges = new AceEdges<W, S>(form.Elements.Length, form.Basis.Cutoff, form.Embedding?.Width ?? int.MaxValue);
        _width = form.Embedding?.Width ?? 0;
        _moments.Require(_blocks * 4 * form.Basis.Count + W.Lanes);
        _embedding.Require(form.Elements.Length * _width + 1);
        for (var k = 0; k < form.Elements.Length * _width; k++)
            _embedding.Pointer[k] = S.CreateChecked(form.Embedding!.Values[k]);
        _values.Require(form.Plan.Planes * Stride);
        // And a row of zeros, for moments that fill up a block.
        _bars.Require((form.Plan.Planes + 1) * Stride);
        _bars.Span.Clear();
    }

    internal AceEdges<W, S> Edges { get; }

    /// <summary>Distance of planes.</summary>
    internal int Stride => _tables.Stride;

    /// <summary>Planes of the plan by channels, after <see cref="Value"/>.</summary>
    internal S* Values => _values.Pointer;

    /// <summary>∂E/∂(planes) after <see cref="PullProducts"/>; those of the components A_lm are the first.</summary>
    internal S* Bars => _bars.Pointer;

    /// <summary>Where the values of each invariant start.</summary>
    internal int* Places => _tables.Places;

    int Moments => _blocks * 4 * _form.Basis.Count;

    /// <summary>Fills <see cref="Values"/> from <see cref="Edges"/>, the species of whose centre is given.</summary>
    internal void Value(int centre)
    {
        Geometry();
        int functions = _form.Basis.Count, channels = _form.Channels;
        var moments = _moments.Pointer;
        var more = false;
        if (Edges.IsPacked)
        {
            Weights();
            for (var d = 0; d < _width; d++, more = true)
            {
                AceMomentLaws<W, S>.Weigh(Edges.Total, functions, Edges.Stride, WeightsOf(d), _basis, WeightedBasis);
                AceMomentLaws<W, S>.Gather(0, Edges.Total, Edges.Stride, functions, _blocks, WeightedBasis, _angles, moments);
                AceMomentLaws<W, S>.Scale(Moments, _tables.Factors, moments);
                Mix(more, _tables.Embedded + (nint)d * _form.PairSize, moments);
            }
        }
        for (var s = 0; s < _form.Elements.Length && !Edges.IsPacked; s++)
        {
            if (Edges.Count(s) == 0)
                continue;
            AceMomentLaws<W, S>.Gather(Edges.Start(s), Edges.End(s), Edges.Stride, functions, _blocks, _basis, _angles, moments);
            AceMomentLaws<W, S>.Scale(Moments, _tables.Factors, moments);
            Mix(more, Mixing(centre, s), moments);
            more = true;
        }
        if (!more)
            new Span<S>(Values, _components * Stride).Clear();
        AceProductLaws<W, S>.Value(_form.Plan.Inputs, _form.Plan.Planes, channels, Stride, _tables.Products.Starts, _tables.Products.Terms, _tables.Products.Coefficients, Values);
    }

    void Mix(bool more, S* mixing, S* moments)
    {
        for (var l = 0; l < _degrees; l++)
            AceMixingLaws<W, S>.Mix(more, _form.Basis.Count, _row, 2 * l + 1, _form.Channels, Stride, _tables.MomentOf + l * l, mixing + l * _form.Channels, moments, Values + l * l * Stride);
    }

    /// <summary>Fills <see cref="Bars"/>.</summary>
    /// <param name="seeds">∂E/∂(invariants), [path, channel], and a row of zeros.</param>
    internal void PullProducts(S* seeds) =>
        AceProductLaws<W, S>.Pull(_form.Plan.Planes, _form.Channels, Stride, _tables.Products.BackStarts, _tables.Products.BackTerms, _tables.Products.BackCoefficients, _tables.Products.SeedRows, seeds, Values, Bars);

    /// <summary>∂E/∂r_ij of every edge, given <see cref="Value"/> of the same.</summary>
    /// <inheritdoc cref="PullProducts"/>
    internal void Pull(int centre, S* seeds)
    {
        PullProducts(seeds);
        var functions = _form.Basis.Count;
        var moments = _moments.Pointer;
        // More elements than numbers that embed them: each number has all edges, with weights.
        for (var d = 0; d < _width && Edges.IsPacked; d++)
        {
            Unmix(_tables.Embedded + (nint)d * _form.PairSize, moments);
            AceMomentLaws<W, S>.Weigh(Edges.Total, 2 * functions, Edges.Stride, WeightsOf(d), _basis, WeightedBasis);
            var bars = d == 0 ? _angleBars : WeightedBars;
            var along = d == 0 ? Edges.Along : WeightedAlong;
            AceMomentLaws<W, S>.Pull(0, Edges.Total, Edges.Stride, functions, _blocks, moments, WeightedBasis, WeightedBasis + functions * Edges.Stride, _angles, bars, along);
            if (d == 0)
                continue;
            AceMomentLaws<W, S>.Add(Edges.Total, 4 * _blocks, Edges.Stride, bars, _angleBars);
            AceMomentLaws<W, S>.Add(Edges.Total, 1, Edges.Stride, along, Edges.Along);
        }
        for (var s = 0; s < _form.Elements.Length && !Edges.IsPacked; s++)
        {
            if (Edges.Count(s) == 0)
                continue;
            Unmix(Mixing(centre, s), moments);
            AceMomentLaws<W, S>.Pull(Edges.Start(s), Edges.End(s), Edges.Stride, functions, _blocks, moments, _basis, _slopes, _angles, _angleBars, Edges.Along);
        }
        PullAngles();
    }

    S* WeightsOf(int number) => _weighted.Pointer + number * Edges.Stride;

    /// <summary>φ_b by the edges' weights, their slopes after them.</summary>
    S* WeightedBasis => WeightsOf(_width);

    S* WeightedAlong => WeightedBasis + 2 * _form.Basis.Count * Edges.Stride;

    S* WeightedBars => WeightedAlong + Edges.Stride;

    /// <summary>Numbers of the neighbours' elements, one plane each; zero for null edges.</summary>
    void Weights()
    {
        var stride = Edges.Stride;
        _weighted.Require((_width + 2 * _form.Basis.Count + 1 + 4 * _blocks) * stride);
        for (var d = 0; d < _width; d++)
        {
            var to = new Span<S>(WeightsOf(d), Edges.Total);
            to.Clear();
            for (var s = 0; s < _form.Elements.Length; s++)
                to.Slice(Edges.Start(s), Edges.Count(s)).Fill(_embedding.Pointer[s * _width + d]);
        }
    }

    void Unmix(S* mixing, S* moments)
    {
        AceUnmixingLaws<W, S>.Pull(_form.Basis.Count, _row, _blocks, _form.Channels, _tables.DegreeOf, _tables.ComponentOf, mixing, Bars, moments);
        AceMomentLaws<W, S>.Scale(Moments, _tables.Factors, moments);
    }

    /// <summary>Y_lm of an edge, lm = l² + l + m, after <see cref="Value"/>.</summary>
    internal S Angle(int component, int edge) => _tables.Factor(component) * _angles[(nint)_tables.Row(component) * Edges.Stride + edge];

    /// <summary>∂Y_lm/∂r_ij of all edges into <see cref="AceEdges{W, S}.Gx"/> and its kin.</summary>
    internal void AngleGradient(int component)
    {
        var stride = Edges.Stride;
        new Span<S>(_angleBars, _components * stride).Clear();
        new Span<S>(_angleBars + (nint)_tables.Row(component) * stride, stride).Fill(_tables.Factor(component));
        new Span<S>(Edges.Along, stride).Clear();
        PullAngles();
    }

    /// <summary>R_kl of an edge and its slope, degrees × channels.</summary>
    internal void RadialOf(int centre, int neighbour, int edge, S* values, S* slopes) =>
        AceMixingLaws<W, S>.Radial(_form.Basis.Count, Edges.Stride, _row, _basis + edge, _slopes + edge, Mixing(centre, neighbour), values, slopes);

    void Geometry()
    {
        int stride = Edges.Stride, total = Edges.Total, functions = _form.Basis.Count, angular = 4 * _blocks;
        _basis = _edgePlanes.Require((2 * functions + _harmonics.Polynomials + 2 * angular) * stride);
        _slopes = _basis + functions * stride;
        _polynomials = _slopes + functions * stride;
        _angles = _polynomials + _harmonics.Polynomials * stride;
        _angleBars = _angles + angular * stride;
        var zeros = angular * stride;
        if (_zeros.Capacity < zeros)
            new Span<S>(_zeros.Require(zeros), zeros).Clear();
        AceRadialLaws<W, S>.Directions(total, Edges.X, Edges.Y, Edges.Z, Edges.R, Edges.Inverse);
        AceRadialLaws<W, S>.Basis(total, stride, _form.Basis, Edges.R, _basis, _slopes);
        HarmonicLaws<W, S>.Functions(total, stride, _degrees - 1, _tables.Step, _tables.Back, Edges.X, Edges.Y, Edges.Z, _polynomials, _angles + stride);
        new Span<S>(_angles, total).Fill(S.One);
        for (var q = _components; q < angular; q++)
            new Span<S>(_angles + (nint)q * stride, total).Clear();
    }

    void PullAngles()
    {
        int stride = Edges.Stride, total = Edges.Total, highest = _degrees - 1;
        var h = _angleBars + stride;
        HarmonicLaws<W, S>.GradientOfFirst(total, stride, highest, _tables.Slope, _polynomials, h, _zeros.Pointer, Edges.Along, Edges.Gx, Edges.Gy, Edges.Gz);
        HarmonicLaws<W, S>.Gradient(total, stride, highest, _tables.Slope, _polynomials, h, _zeros.Pointer, Edges.X, Edges.Y, Edges.Along, Edges.Gx, Edges.Gy, Edges.Gz);
        HarmonicLaws<W, S>.Finish(total, Edges.Inverse, Edges.Along, Edges.X, Edges.Y, Edges.Z, Edges.Gx, Edges.Gy, Edges.Gz);
    }

    S* Mixing(int centre, int neighbour) => _tables.Mixing + (nint)(_width > 0 ? neighbour : centre * _form.Elements.Length + neighbour) * _form.PairSize;

    public void Dispose()
    {
        Edges.Dispose();
        _tables.Dispose();
        foreach (var buffer in new[] { _embedding, _weighted, _edgePlanes, _moments, _values, _bars, _zeros })
            buffer.Dispose();
    }
}
