using System.Numerics;
using System.Runtime.CompilerServices;
using Athanor.Numerics;
using Athanor.Potentials.Angular;

namespace Athanor.Potentials.Nep;

/// <summary>
/// Invariants of an atom's accumulators with their first derivatives and, contracted with cotangents, their second. A lane is an angular channel, of whose accumulators alone its invariants know. Holds scratch memory; serves one thread.
/// </summary>
sealed unsafe class NepInvariantTangents<W, S> : IDisposable
    where W : struct, IWide<W, S>
    where S : unmanaged, IFloatingPointIeee754<S>
{
    const MethodImplOptions Law = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    readonly (int Invariant, int Row, double Weight)[] _squares;
    readonly (int Invariant, CubicTerm Term)[] _cubes;
    readonly AlignedBuffer<S> _values = new(), _slopes = new(), _curvature = new();

    internal NepInvariantTangents(NepForm form)
    {
        var harmonics = new Harmonics(form.LMax);
        (Invariants, Functions) = (form.InvariantCount, harmonics.Functions);
        Row = NepRowSizes.Padded(form.AngularChannels, Math.Max(4, W.Lanes));
        var squares = new List<(int, int, double)>();
        for (var l = 1; l <= form.LMax; l++)
        {
            squares.Add((l - 1, harmonics.Row(l, 0), harmonics.Weights[harmonics.Row(l, 0)]));
            for (var m = 1; m <= l; m++)
            {
                squares.Add((l - 1, harmonics.Row(l, m), harmonics.Weights[harmonics.Row(l, m)]));
                squares.Add((l - 1, harmonics.Row(l, m) + 1, harmonics.Weights[harmonics.Row(l, m) + 1]));
            }
        }
        _squares = [.. squares];
        var invariant = form.LMax;
        var cubes = new List<(int, CubicTerm)>();
        foreach (var flag in Enum.GetValues<NepInvariants>().Where(f => f != NepInvariants.None && (form.Invariants & f) != 0))
        {
            foreach (var term in Couplings.Terms(flag, harmonics))
                cubes.Add((invariant, term));
            invariant++;
        }
        _cubes = [.. cubes];
        _values.Require(Math.Max(1, Invariants * Row));
        _slopes.Require(Math.Max(1, Invariants * Functions * Row));
        _curvature.Require(Math.Max(1, Functions * Functions * Row));
    }

    internal int Invariants { get; }

    internal int Functions { get; }

    /// <summary>Channels, filled up to whole vectors.</summary>
    internal int Row { get; }

    /// <summary>q: [invariant, channel].</summary>
    internal S* Values => _values.Pointer;

    /// <summary>∂q/∂A, scaled: [invariant, lm, channel].</summary>
    internal S* Slopes => _slopes.Pointer;

    /// <summary>Σ over invariants of cotangent · ∂²q/∂A∂A: [lm, lm, channel].</summary>
    internal S* Curvature => _curvature.Pointer;

    /// <summary>Invariants and derivatives at these accumulators, [lm, channel].</summary>
    internal void Fill(S* a)
    {
        new Span<S>(Values, Invariants * Row).Clear();
        new Span<S>(Slopes, Invariants * Functions * Row).Clear();
        foreach (var (i, r, weight) in _squares)
            Square(Row, weight, a + r * Row, Values + i * Row, Slopes + (i * Functions + r) * Row);
        foreach (var (i, t) in _cubes)
        {
            S* slopes = Slopes + i * Functions * Row, x = a + t.First * Row, y = a + t.Second * Row, z = a + t.Third * Row;
            Cube(Row, t.Coefficient, x, y, z, Values + i * Row, slopes + t.First * Row, slopes + t.Second * Row, slopes + t.Third * Row);
        }
    }

    /// <summary>Second derivatives contracted with cotangents, [invariant, channel].</summary>
    internal void Bend(S* a, S* cotangents)
    {
        new Span<S>(Curvature, Functions * Functions * Row).Clear();
        foreach (var (i, r, weight) in _squares)
            NepProductLaws<W, S>.AddScaled(Row, S.CreateTruncating(2 * weight), cotangents + i * Row, Curvature + (r * Functions + r) * Row);
        foreach (var (i, t) in _cubes)
        {
            var c = cotangents + i * Row;
            Pair(t.Coefficient, c, a, t.First, t.Second, t.Third);
            Pair(t.Coefficient, c, a, t.Second, t.Third, t.First);
            Pair(t.Coefficient, c, a, t.Third, t.First, t.Second);
        }
    }

    void Pair(double coefficient, S* cotangent, S* a, int one, int other, int third) =>
        AddBoth(Row, coefficient, cotangent, a + third * Row, Curvature + (one * Functions + other) * Row, Curvature + (other * Functions + one) * Row);

    [MethodImpl(Law)]
    static void Square(int row, double weight, S* a, S* value, S* slope)
    {
        for (var n = 0; n < row; n += W.Lanes)
        {
            W x = W.Load(ref a[n], 0), w = x * weight;
            W.Store(W.Fma(w, x, W.Load(ref value[n], 0)), ref value[n], 0);
            W.Store(w + w, ref slope[n], 0);
        }
    }

    [MethodImpl(Law)]
    static void Cube(int row, double coefficient, S* a, S* b, S* c, S* value, S* aSlope, S* bSlope, S* cSlope)
    {
        for (var n = 0; n < row; n += W.Lanes)
        {
            W x = W.Load(ref a[n], 0), y = W.Load(ref b[n], 0), z = W.Load(ref c[n], 0), w = W.Const(coefficient);
            W.Store(W.Fma(w * x, y * z, W.Load(ref value[n], 0)), ref value[n], 0);
            // One after another: a row may stand twice or three times in a term.
            W.Store(W.Fma(w, y * z, W.Load(ref aSlope[n], 0)), ref aSlope[n], 0);
            W.Store(W.Fma(w, x * z, W.Load(ref bSlope[n], 0)), ref bSlope[n], 0);
            W.Store(W.Fma(w, x * y, W.Load(ref cSlope[n], 0)), ref cSlope[n], 0);
        }
    }

    [MethodImpl(Law)]
    static void AddBoth(int row, double coefficient, S* cotangent, S* a, S* one, S* other)
    {
        for (var n = 0; n < row; n += W.Lanes)
        {
            var add = W.Load(ref cotangent[n], 0) * coefficient * W.Load(ref a[n], 0);
            W.Store(W.Load(ref one[n], 0) + add, ref one[n], 0);
            W.Store(W.Load(ref other[n], 0) + add, ref other[n], 0);
        }
    }

    public void Dispose()
    {
        _values.Dispose();
        _slopes.Dispose();
        _curvature.Dispose();
    }
}
