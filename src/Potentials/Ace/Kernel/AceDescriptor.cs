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
    readonly int _degrees, _components, _row;
    readonly AlignedBuffer<S> _mixing = new(), _coefficients = new(), _step = new(), _back = new(), _slope = new(), _factors = new();
    readonly AlignedBuffer<S> _edgePlanes = new(), _radial = new(), _values = new(), _bars = new(), _zeros = new();
    readonly AlignedBuffer<int> _starts = new(), _terms = new(), _places = new();
    S* _basis, _basisSlopes, _basisBars, _polynomials, _functions, _y, _yBars, _h;

    internal AceDescriptor(AceForm form)
    {
        _form = form;
        _degrees = form.Degrees;
        _components = _degrees * _degrees;
        _row = _degrees * form.Channels;
        _harmonics = new Harmonics(_degrees - 1);
        Edges = new AceEdges<W, S>(form.Elements.Length, form.Basis.Cutoff);
        Copy(form.Mixing, _mixing);
        Copy(form.Plan.Coefficients, _coefficients);
        Copy(_harmonics.Step, _step);
        Copy(_harmonics.Back, _back);
        Copy(_harmonics.Slope, _slope);
        form.Plan.TermStart.CopyTo(new Span<int>(_starts.Require(form.Plan.TermStart.Length), form.Plan.TermStart.Length));
        var terms = _terms.Require(2 * form.Plan.Terms.Length + 1);
        for (var t = 0; t < form.Plan.Terms.Length; t++)
            (terms[2 * t], terms[2 * t + 1]) = (form.Plan.Terms[t].A, form.Plan.Terms[t].B);
        Place();
        _values.Require(form.Plan.Planes * form.Channels);
        _bars.Require(form.Plan.Planes * form.Channels);
    }

    internal AceEdges<W, S> Edges { get; }

    /// <summary>Planes of the plan by channels, after <see cref="Value"/>.</summary>
    internal S* Values => _values.Pointer;

    /// <summary>∂E/∂(planes), to be filled before <see cref="Pull"/>, which overwrites it.</summary>
    internal S* Bars => _bars.Pointer;

    /// <summary>R by edge, rows of degrees × channels.</summary>
    S* Radial => _radial.Pointer;

    S* RadialBars => _radial.Pointer + (nint)Edges.Count * _row;

    /// <summary>Fills <see cref="Values"/> from <see cref="Edges"/>, the species of whose centre is given.</summary>
    internal void Value(int centre)
    {
        Geometry();
        int n = Edges.Count, stride = Edges.Stride, functions = _form.Basis.Count, channels = _form.Channels;
        _radial.Require(2 * n * _row + 1);
        for (var s = 0; s < _form.Elements.Length; s++)
        {
            var mixing = Mixing(centre, s);
            for (var e = Edges.Start(s); e < Edges.Start(s + 1); e += 2)
            {
                var other = Math.Min(e + 1, Edges.Start(s + 1) - 1);
                AceGatherLaws<W, S>.Radial(functions, stride, _row, _basis + e, _basis + other, mixing, Radial + (nint)e * _row, Radial + (nint)other * _row);
            }
        }
        for (var l = 0; l < _degrees; l++)
            AceGatherLaws<W, S>.Gather(n, stride, 2 * l + 1, channels, _row, _y + (nint)l * l * stride, Radial + l * channels, Values + l * l * channels);
        AceProductLaws<W, S>.Value(_form.Plan.Inputs, _form.Plan.Planes, channels, _starts.Pointer, _terms.Pointer, _coefficients.Pointer, Values);
    }

    /// <summary>From <see cref="Bars"/> of all planes to those of the components A_lm, which are the first.</summary>
    internal void PullProducts() =>
        AceProductLaws<W, S>.Pull(_form.Plan.Inputs, _form.Plan.Planes, _form.Channels, _starts.Pointer, _terms.Pointer, _coefficients.Pointer, Values, Bars);

    /// <summary>∂E/∂r_ij of every edge from <see cref="Bars"/>, given <see cref="Value"/> of the same.</summary>
    internal void Pull(int centre)
    {
        PullProducts();
        int n = Edges.Count, stride = Edges.Stride, channels = _form.Channels, functions = _form.Basis.Count;
        for (var l = 0; l < _degrees; l++)
        {
            S* y = _y + (nint)l * l * stride, bars = Bars + l * l * channels;
            AceGatherLaws<W, S>.PullRadial(n, stride, 2 * l + 1, channels, _row, y, bars, RadialBars + l * channels);
            if (l > 0)
                AceGatherLaws<W, S>.PullAngles(n, stride, 2 * l + 1, channels, _row, Radial + l * channels, bars, _yBars + (nint)l * l * stride);
        }
        for (var s = 0; s < _form.Elements.Length; s++)
        {
            for (var e = Edges.Start(s); e < Edges.Start(s + 1); e++)
                AceGatherLaws<W, S>.PullBasis(functions, stride, _row, RadialBars + (nint)e * _row, Mixing(centre, s), _basisBars + e);
        }
        PullGeometry();
    }

    /// <summary>Y_lm of all edges, planes by l² + l + m, after <see cref="Value"/>.</summary>
    internal S* Angles => _y;

    /// <summary>∂Y_lm/∂r_ij of all edges into <see cref="AceEdges{W, S}.Gx"/> and its kin.</summary>
    internal void AngleGradient(int component)
    {
        int stride = Edges.Stride, highest = _degrees - 1;
        var bars = new Span<S>(_yBars, _components * stride);
        bars.Clear();
        bars.Slice(component * stride, stride).Fill(S.One);
        new Span<S>(Edges.Along, stride).Clear();
        PullAngles(stride, highest);
    }

    /// <summary>R_kl of an edge and its slope, degrees × channels.</summary>
    internal void RadialOf(int centre, int neighbour, int edge, S* values, S* slopes)
    {
        AceGatherLaws<W, S>.Radial(_form.Basis.Count, Edges.Stride, _row, _basis + edge, _basisSlopes + edge, Mixing(centre, neighbour), values, slopes);
    }

    void Geometry()
    {
        int stride = Edges.Stride, functions = _form.Basis.Count, angular = _harmonics.Functions;
        _basis = _edgePlanes.Require((3 * functions + _harmonics.Polynomials + 2 * angular + 2 * _components) * stride + 1);
        _basisSlopes = _basis + functions * stride;
        _basisBars = _basisSlopes + functions * stride;
        _polynomials = _basisBars + functions * stride;
        _functions = _polynomials + _harmonics.Polynomials * stride;
        _h = _functions + angular * stride;
        _y = _h + angular * stride;
        _yBars = _y + _components * stride;
        var zeros = angular * stride + 1;
        if (_zeros.Capacity < zeros)
            new Span<S>(_zeros.Require(zeros), zeros).Clear();
        AceRadialLaws<W, S>.Directions(stride, Edges.X, Edges.Y, Edges.Z, Edges.R, Edges.Inverse);
        AceRadialLaws<W, S>.Basis(stride, stride, _form.Basis, Edges.R, _basis, _basisSlopes);
        HarmonicLaws<W, S>.Functions(stride, stride, _degrees - 1, _step.Pointer, _back.Pointer, Edges.X, Edges.Y, Edges.Z, _polynomials, _functions);
        new Span<S>(_y, stride).Fill(S.One);
        AceRadialLaws<W, S>.Scale(stride, stride, angular, _places.Pointer, _factors.Pointer, back: false, _functions, _y + stride);
    }

    void PullGeometry()
    {
        int stride = Edges.Stride, functions = _form.Basis.Count, highest = _degrees - 1;
        for (var e = Edges.Count; e < stride; e++)
        {
            for (var k = 0; k < functions; k++)
                _basisBars[k * stride + e] = S.Zero;
            for (var k = 0; k < _components; k++)
                _yBars[k * stride + e] = S.Zero;
        }
        AceRadialLaws<W, S>.Along(stride, stride, functions, _basisBars, _basisSlopes, Edges.Along);
        PullAngles(stride, highest);
    }

    void PullAngles(int stride, int highest)
    {
        AceRadialLaws<W, S>.Scale(stride, stride, _harmonics.Functions, _places.Pointer, _factors.Pointer, back: true, _yBars + stride, _h);
        HarmonicLaws<W, S>.GradientOfFirst(stride, stride, highest, _slope.Pointer, _polynomials, _h, _zeros.Pointer, Edges.Along, Edges.Gx, Edges.Gy, Edges.Gz);
        HarmonicLaws<W, S>.Gradient(stride, stride, highest, _slope.Pointer, _polynomials, _h, _zeros.Pointer, Edges.X, Edges.Y, Edges.Along, Edges.Gx, Edges.Gy, Edges.Gz);
        HarmonicLaws<W, S>.Finish(stride, Edges.Inverse, Edges.Along, Edges.X, Edges.Y, Edges.Z, Edges.Gx, Edges.Gy, Edges.Gz);
    }

    S* Mixing(int centre, int neighbour) => _mixing.Pointer + (nint)(centre * _form.Elements.Length + neighbour) * _form.PairSize;

    // Components go by l and m from −l to l here, by m and l there; and Σ_m Y_lm² is 2l + 1.
    void Place()
    {
        var places = _places.Require(_harmonics.Functions + 1);
        var factors = _factors.Require(_harmonics.Functions + 1);
        for (var l = 1; l < _degrees; l++)
        {
            for (var m = -l; m <= l; m++)
            {
                var row = _harmonics.Row(l, Math.Abs(m)) + (m < 0 ? 1 : 0);
                places[l * l + l + m - 1] = row;
                factors[l * l + l + m - 1] = S.CreateChecked(Math.Sqrt(4 * Math.PI * _harmonics.Weights[row]));
            }
        }
    }

    static void Copy(double[] from, AlignedBuffer<S> to)
    {
        var p = to.Require(from.Length + 1);
        for (var k = 0; k < from.Length; k++)
            p[k] = S.CreateChecked(from[k]);
    }

    public void Dispose()
    {
        Edges.Dispose();
        foreach (var buffer in new[] { _mixing, _coefficients, _step, _back, _slope, _factors, _edgePlanes, _radial, _values, _bars, _zeros })
            buffer.Dispose();
        foreach (var buffer in new[] { _starts, _terms, _places })
            buffer.Dispose();
    }
}
