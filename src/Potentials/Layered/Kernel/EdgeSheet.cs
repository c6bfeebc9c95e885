using System.Numerics;
using Athanor.Numerics;
using Athanor.Potentials.Ace;
using Athanor.Potentials.Angular;

namespace Athanor.Potentials.Layered;

/// <summary>
/// The geometry of a run of edges: radial functions, spherical harmonics, what both become along a direction, and the gradient of an energy that is given by its derivatives by both. A lane is an edge; planes are
/// <see cref="Stride"/> apart, and filled up with edges beyond the cutoff.
/// </summary>
sealed unsafe class EdgeSheet<W, S> : IDisposable
    where W : struct, IWide<W, S>
    where S : unmanaged, IFloatingPointIeee754<S>
{
    readonly RadialBasis _basis;
    readonly Harmonics _harmonics;
    readonly S _size;
    readonly int _degree;
    readonly AlignedBuffer<S> _memory = new();
    readonly AlignedBuffer<S> _step, _back;
    S* _next;

    internal EdgeSheet(LayeredForm form)
    {
        (_basis, _degree) = (form.Basis, form.AngularDegree);
        _harmonics = new Harmonics(_degree);
        _size = S.CreateTruncating(1 / Math.Sqrt(form.Crowding));
        (_step, _back) = (Copied<S>.From([.. _harmonics.Step.Select(S.CreateTruncating)]), Copied<S>.From([.. _harmonics.Back.Select(S.CreateTruncating)]));
    }

    /// <summary>Edges, not counting those that fill up.</summary>
    internal int Count { get; private set; }

    internal int Stride { get; private set; }

    /// <summary>Y_lm, by l² + l + m.</summary>
    internal int Harmonics => (_degree + 1) * (_degree + 1);

    /// <summary>φ_b over the root of the crowding.</summary>
    internal S* Radial { get; private set; }

    /// <summary>dφ_b/dr.</summary>
    internal S* Slopes { get; private set; }

    internal S* RadialTangents { get; private set; }

    internal S* RadialBars { get; private set; }

    internal S* Angular { get; private set; }

    internal S* AngularTangents { get; private set; }

    internal S* AngularBars { get; private set; }

    /// <summary>∂E/∂r of each edge after <see cref="Pull"/>: three planes.</summary>
    internal S* Gradients { get; private set; }

    /// <summary>Direction of the edges for <see cref="Push"/>: three planes, Å.</summary>
    internal S* Directions { get; private set; }

    S* Units { get; set; }

    S* Inverse { get; set; }

    S* AngularGradients { get; set; }

    /// <summary>Takes edges and computes all functions of them.</summary>
    internal void Take(Vec3* vectors, int count)
    {
        Count = count;
        var lanes = LayeredForm.Lanes;
        Stride = (count + lanes - 1) / lanes * lanes;
        int functions = _basis.Count, angular = Harmonics;
        var planes = 3 + 1 + 1 + 3 + 3 + 4 * functions + 6 * angular + 4;
        _next = _memory.Require(planes * Stride + (_harmonics.Polynomials + _harmonics.Functions + 1) * Stride + lanes);
        Units = Planes(3);
        Gradients = Planes(3);
        Directions = Planes(3);
        var r = Planes(1);
        Inverse = Planes(1);
        Radial = Planes(functions);
        Slopes = Planes(functions);
        RadialTangents = Planes(functions);
        RadialBars = Planes(functions);
        Angular = Planes(angular);
        AngularTangents = Planes(angular);
        AngularBars = Planes(angular);
        AngularGradients = Planes(3 * angular);
        S* polynomials = Planes(_harmonics.Polynomials + 1), raw = Planes(_harmonics.Functions), powers = Planes(4);
        S* x = Units, y = x + Stride, z = y + Stride;
        var far = 2 * _basis.Cutoff;
        for (var e = 0; e < Stride; e++)
        {
            var v = e < count ? vectors[e] : new Vec3(far, 0, 0);
            (x[e], y[e], z[e], r[e]) = (S.CreateTruncating(v.X), S.CreateTruncating(v.Y), S.CreateTruncating(v.Z), S.CreateTruncating(v.LengthSquared));
        }
        AceRadialLaws<W, S>.Directions(Stride, x, y, z, r, Inverse);
        AceRadialLaws<W, S>.Basis(Stride, Stride, _basis, r, Radial, Slopes);
        for (var k = 0; k < functions * Stride; k++)
            (Radial[k], Slopes[k]) = (Radial[k] * _size, Slopes[k] * _size);
        HarmonicLaws<W, S>.Functions(Stride, Stride, _degree, _step.Pointer, _back.Pointer, x, y, z, polynomials, raw);
        Differentiate(x, y, z, polynomials, powers);
    }

    S* Planes(int count)
    {
        var start = _next;
        _next += count * Stride;
        return start;
    }

    void Differentiate(S* x, S* y, S* z, S* polynomials, S* powers)
    {
        new Span<S>(powers, Stride).Fill(S.One);
        new Span<S>(powers + Stride, 3 * Stride).Clear();
        var p = 0;
        for (var m = 0; m <= _degree; m++)
        {
            if (m > 0)
                EdgeLaws<W, S>.Raise(Stride, Stride, x, y, powers);
            for (var l = m; l <= _degree; l++, p++)
            {
                var factor = l == 0 ? 1 : Math.Sqrt(4 * Math.PI * _harmonics.Weights[_harmonics.Row(l, m)]);
                // Z_l,m+1 stands in the next run of polynomials, which begins with l = m + 1.
                var next = l > m ? polynomials + (p + _degree - m) * Stride : polynomials;
                for (var sign = 1; sign >= (m == 0 ? 1 : -1); sign -= 2)
                {
                    var lm = l * l + l + sign * m;
                    var g = AngularGradients + lm * Stride;
                    EdgeLaws<W, S>.Harmonic(Stride, m, factor, l > m ? _harmonics.Slope[p] : 0, x, y, z, Inverse, polynomials + p * Stride, next, powers, Stride, sign < 0, Angular + lm * Stride, g, g + Harmonics * Stride, g + 2 * Harmonics * Stride);
                }
            }
        }
    }

    /// <summary>Tangents of all functions along <see cref="Directions"/>.</summary>
    internal void Push()
    {
        S* vx = Directions, vy = vx + Stride, vz = vy + Stride;
        EdgeLaws<W, S>.AlongRadius(_basis.Count, Stride, Stride, Slopes, Units, Units + Stride, Units + 2 * Stride, vx, vy, vz, RadialTangents);
        EdgeLaws<W, S>.Along(Harmonics, Stride, Stride, Harmonics * Stride, AngularGradients, vx, vy, vz, AngularTangents);
    }

    internal void ClearBars()
    {
        new Span<S>(RadialBars, _basis.Count * Stride).Clear();
        new Span<S>(AngularBars, Harmonics * Stride).Clear();
    }

    /// <summary>Gradients from <see cref="RadialBars"/> and <see cref="AngularBars"/>.</summary>
    internal void Pull() => EdgeLaws<W, S>.Gradient(
        _basis.Count, Harmonics, Stride, Stride, Harmonics * Stride, RadialBars, Slopes, AngularBars, AngularGradients, Units, Units + Stride, Units + 2 * Stride, Gradients, Gradients + Stride, Gradients + 2 * Stride);

    /// <summary>Copies the gradients out.</summary>
    internal void CopyGradients(Vec3* into)
    {
        S* x = Gradients, y = x + Stride, z = y + Stride;
        for (var e = 0; e < Count; e++)
            into[e] = new Vec3(double.CreateTruncating(x[e]), double.CreateTruncating(y[e]), double.CreateTruncating(z[e]));
    }

    public void Dispose()
    {
        _memory.Dispose();
        _step.Dispose();
        _back.Dispose();
    }
}
