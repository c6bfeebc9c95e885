using System.Numerics;
using System.Runtime.CompilerServices;
using Athanor.Numerics;
using static Athanor.Potentials.EmbeddedPlanes;

namespace Athanor.Potentials;

/// <summary>Parameters of <see cref="EffectiveMedium"/> in the combinations that its laws use.</summary>
/// <param name="Middle">Where θ is a half, Å.</param>
/// <param name="Sharpness">1/Å.</param>
/// <param name="Edges">Entry [(i · <see cref="EdgeNumbers"/> + c) · species + j] for a centre i and a neighbour j.</param>
/// <param name="Atoms">Entry [c · species + i].</param>
sealed record EmtNumbers(int Species, double Middle, double Sharpness, double[] Edges, double[] Atoms)
{
    internal const int EdgeNumbers = 5, AtomNumbers = 5;
}

/// <summary>Effective-medium theory's functions of an edge and of a density, written once; second derivatives are those of (value, tangent) numbers.</summary>
sealed unsafe class EmtTerms<T, W> : IEmbeddedTerms<T, W>
    where T : unmanaged, IFloatingPointIeee754<T>
    where W : struct, IWide<W, T>
{
    const MethodImplOptions Loop = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    readonly EmtNumbers _numbers;
    readonly AlignedBuffer<T> _edges = new(), _atoms = new();
    readonly AlignedBuffer<int> _same = new();

    internal EmtTerms(EmtNumbers numbers)
    {
        _numbers = numbers;
        Copy(numbers.Edges, _edges);
        Copy(numbers.Atoms, _atoms);
        _same.Require(W.Lanes);
    }

    static void Copy(double[] from, AlignedBuffer<T> to)
    {
        to.Require(from.Length);
        for (var k = 0; k < from.Length; k++)
            to.Pointer[k] = T.CreateChecked(from[k]);
    }

    [InlineArray(EmtNumbers.AtomNumbers)]
    struct Numbers
    {
        W _first;
    }

    [InlineArray(EmtNumbers.AtomNumbers)]
    struct DualNumbers
    {
        Dual<W> _first;
    }

    int* Same(int centre)
    {
        new Span<int>(_same.Pointer, W.Lanes).Fill(centre);
        return _same.Pointer;
    }

    [MethodImpl(Loop)]
    public void Slopes(int centre, int* species, int registers, T* planes, int stride)
    {
        var buffer = default(Numbers);
        ref var c = ref Unsafe.As<Numbers, W>(ref buffer);
        ref var row = ref Unsafe.AsRef<T>(_edges.Pointer + centre * EmtNumbers.EdgeNumbers * _numbers.Species);
        var same = species is null;
        if (same)
            species = Same(centre);
        ref var from = ref Unsafe.AsRef<T>(planes);
        for (var k = 0; k < registers; k++)
        {
            if (!same || k == 0)
            {
                for (var n = 0; n < EmtNumbers.EdgeNumbers; n++)
                    Unsafe.Add(ref c, n) = W.Gather(ref Unsafe.Add(ref row, n * _numbers.Species), ref species[same ? 0 : k * W.Lanes]);
            }
            var e = k * W.Lanes;
            var r = W.Sqrt(W.Load(ref from, Squared * stride + e));
            W.Store(W.Inverse(r), ref from, Inverse * stride + e);
            EmtLaws.Edge(ref c, r, W.Const(_numbers.Middle), W.Const(_numbers.Sharpness), out var f, out var df, out var p, out var dp);
            W.Store(f, ref from, Density * stride + e);
            W.Store(df, ref from, DensitySlope * stride + e);
            W.Store(p, ref from, Pair * stride + e);
            W.Store(dp, ref from, PairSlope * stride + e);
        }
    }

    [MethodImpl(Loop)]
    public void Curvatures(int centre, int* species, int registers, T* planes, int stride)
    {
        var buffer = default(DualNumbers);
        ref var c = ref Unsafe.As<DualNumbers, Dual<W>>(ref buffer);
        ref var row = ref Unsafe.AsRef<T>(_edges.Pointer + centre * EmtNumbers.EdgeNumbers * _numbers.Species);
        var same = species is null;
        if (same)
            species = Same(centre);
        ref var from = ref Unsafe.AsRef<T>(planes);
        for (var k = 0; k < registers; k++)
        {
            for (var n = 0; n < EmtNumbers.EdgeNumbers; n++)
                Unsafe.Add(ref c, n) = new(W.Gather(ref Unsafe.Add(ref row, n * _numbers.Species), ref species[same ? 0 : k * W.Lanes]), W.Zero);
            var e = k * W.Lanes;
            var r = W.Sqrt(W.Load(ref from, Squared * stride + e));
            W.Store(W.Inverse(r), ref from, Inverse * stride + e);
            EmtLaws.Edge(ref c, new Dual<W>(r, W.One), Dual<W>.Const(_numbers.Middle), Dual<W>.Const(_numbers.Sharpness), out var f, out var df, out var p, out var dp);
            W.Store(f.Value, ref from, Density * stride + e);
            W.Store(df.Value, ref from, DensitySlope * stride + e);
            W.Store(df.Tangent, ref from, DensityCurvature * stride + e);
            W.Store(p.Value, ref from, Pair * stride + e);
            W.Store(dp.Value, ref from, PairSlope * stride + e);
            W.Store(dp.Tangent, ref from, PairCurvature * stride + e);
        }
    }

    [MethodImpl(Loop)]
    public void Embed(int* species, ref W density, ref W energy, ref W slope, ref W curvature)
    {
        var buffer = default(DualNumbers);
        ref var c = ref Unsafe.As<DualNumbers, Dual<W>>(ref buffer);
        for (var n = 0; n < EmtNumbers.AtomNumbers; n++)
            Unsafe.Add(ref c, n) = new(W.Gather(ref Unsafe.AsRef<T>(_atoms.Pointer + n * _numbers.Species), ref *species), W.Zero);
        EmtLaws.Embedding(ref c, new Dual<W>(density, W.One), out var e, out var s);
        (energy, slope, curvature) = (e.Value, s.Value, s.Tangent);
    }

    public void Dispose()
    {
        _edges.Dispose();
        _atoms.Dispose();
        _same.Dispose();
    }
}

/// <summary>The formulas.</summary>
static class EmtLaws
{
    /// <summary>Below it an atom counts as alone. Any neighbour within reach brings more.</summary>
    const double Nothing = 1e-30;

    /// <summary>Density and energy of an edge and their derivatives by r.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Edge<R>(ref R c, R r, R middle, R sharpness, out R f, out R df, out R p, out R dp)
        where R : struct, IReal<R>
    {
        var x = R.Exp(sharpness * (r - middle));
        var theta = R.Inverse(x + 1);
        var fall = sharpness * x * theta;
        // From the neighbour's radius, where exponents are small: from zero on, floats would lose a digit.
        r -= Unsafe.Add(ref c, 4);
        f = R.Exp(R.Fnma(Unsafe.Add(ref c, 1), r, c)) * theta;
        df = -(f * (Unsafe.Add(ref c, 1) + fall));
        p = -(R.Exp(R.Fnma(Unsafe.Add(ref c, 3), r, Unsafe.Add(ref c, 2))) * theta);
        dp = -(p * (Unsafe.Add(ref c, 3) + fall));
    }

    /// <summary>E0 (1 + λs) e^(−λs) + 6 V0 e^(−κs) of a density and its derivative; both zero without a neighbour.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Embedding<R>(ref R c, R density, out R energy, out R slope)
        where R : struct, IReal<R>
    {
        var alone = R.Less(density, R.Const(Nothing));
        var sigma = R.Select(alone, R.One, density);
        R lambda = Unsafe.Add(ref c, 1), kappa = Unsafe.Add(ref c, 2);
        var s = -(R.Log(sigma * (1.0 / 12)) * c);
        var x = lambda * s;
        var y = Unsafe.Add(ref c, 3) * R.Exp(-x);
        var z = Unsafe.Add(ref c, 4) * R.Exp(-(kappa * s));
        energy = R.Select(alone, R.Zero, R.Fma(x, y, y) + z);
        slope = R.Select(alone, R.Zero, R.Fma(lambda * x, y, kappa * z) * c / sigma);
    }
}
