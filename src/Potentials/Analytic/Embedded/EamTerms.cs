using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Athanor.Numerics;
using static Athanor.Potentials.EmbeddedPlanes;

namespace Athanor.Potentials;

/// <summary>The functions of <see cref="EmbeddedAtom"/>: which interval each lane is in, then its cubics and their derivatives.</summary>
sealed unsafe class EamTerms<T, W> : IEmbeddedTerms<T, W>
    where T : unmanaged, IFloatingPointIeee754<T>
    where W : struct, IWide<W, T>
{
    const MethodImplOptions Loop = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    readonly T[] _edges, _atoms;
    readonly int _species, _radii, _densities;
    readonly double _perRadius, _perDensity, _lastDensity;
    readonly AlignedBuffer<T> _places = new();
    readonly AlignedBuffer<int> _index = new();

    internal EamTerms(EamTables tables, T[] edges, T[] atoms)
    {
        (_edges, _atoms) = (edges, atoms);
        (_species, _radii, _densities) = (tables.Elements.Count, tables.RadiusCount - 1, tables.DensityCount - 1);
        (_perRadius, _perDensity, _lastDensity) = (1 / tables.RadiusStep, 1 / tables.DensityStep, _densities * tables.DensityStep);
        _places.Require(W.Lanes);
        _index.Require(W.Lanes);
    }

    public void Slopes(int centre, int* species, int registers, T* planes, int stride) => Splines(centre, species, registers, planes, stride, curvature: false);

    public void Curvatures(int centre, int* species, int registers, T* planes, int stride) => Splines(centre, species, registers, planes, stride, curvature: true);

    [MethodImpl(Loop)]
    void Splines(int centre, int* species, int registers, T* planes, int stride, bool curvature)
    {
        ref var from = ref Unsafe.AsRef<T>(planes);
        ref var table = ref _edges[0];
        ref var index = ref *_index.Pointer;
        W per = W.Const(_perRadius), whole = W.Const(_radii - 1);
        for (var k = 0; k < registers; k++)
        {
            var e = k * W.Lanes;
            var r = W.Sqrt(W.Load(ref from, Squared * stride + e));
            var inverse = W.Inverse(r);
            W.Store(inverse, ref from, Inverse * stride + e);
            var place = W.Fma(r, per, W.Zero);
            var interval = W.Min(W.Floor(place), whole);
            Find(interval, centre, species is null ? null : species + e);
            var p = W.Min(place - interval, W.One);
            W a = W.Gather(ref table, ref index), b = W.Gather(ref Unsafe.Add(ref table, 1), ref index), c = W.Gather(ref Unsafe.Add(ref table, 2), ref index);
            W.Store(W.Fma(W.Fma(W.Fma(a, p, b), p, c), p, W.Gather(ref Unsafe.Add(ref table, 3), ref index)), ref from, Density * stride + e);
            W.Store(W.Fma(W.FmaS(a * p, 3, b + b), p, c) * per, ref from, DensitySlope * stride + e);
            if (curvature)
                W.Store(W.FmaS(a * p, 6, b + b) * per * per, ref from, DensityCurvature * stride + e);
            a = W.Gather(ref Unsafe.Add(ref table, 4), ref index);
            b = W.Gather(ref Unsafe.Add(ref table, 5), ref index);
            c = W.Gather(ref Unsafe.Add(ref table, 6), ref index);
            // φ = z/r, φ' = (z' − φ)/r, φ'' = (z'' − 2 φ')/r.
            var phi = W.Fma(W.Fma(W.Fma(a, p, b), p, c), p, W.Gather(ref Unsafe.Add(ref table, 7), ref index)) * inverse;
            var slope = (W.Fma(W.FmaS(a * p, 3, b + b), p, c) * per - phi) * inverse;
            W.Store(phi, ref from, Pair * stride + e);
            W.Store(slope, ref from, PairSlope * stride + e);
            if (curvature)
                W.Store((W.FmaS(a * p, 6, b + b) * per * per - (slope + slope)) * inverse, ref from, PairCurvature * stride + e);
        }
    }

    /// <summary>Where in the table each lane's interval begins.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void Find(W interval, int centre, int* species)
    {
        if (species is null && Stored(interval, (centre * _species + centre) * _radii))
            return;
        W.Store(interval, ref *_places.Pointer, 0);
        for (var lane = 0; lane < W.Lanes; lane++)
            _index.Pointer[lane] = ((centre * _species + (species is null ? centre : species[lane])) * _radii + Whole(_places.Pointer[lane])) * EmbeddedAtom.EdgeNumbers;
    }

    /// <summary>The same for lanes of one pair of species, within a register where the machine can; false where it cannot.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    bool Stored(W interval, int first)
    {
        if (typeof(W) == typeof(F32x16) && Avx512F.IsSupported)
            ((Avx512F.ConvertToVector512Int32(Unsafe.BitCast<W, Vector512<float>>(interval)) + Vector512.Create(first)) * EmbeddedAtom.EdgeNumbers).Store(_index.Pointer);
        else if (typeof(W) == typeof(F64x8) && Avx512F.IsSupported)
            ((Avx512F.ConvertToVector256Int32(Unsafe.BitCast<W, Vector512<double>>(interval)) + Vector256.Create(first)) * EmbeddedAtom.EdgeNumbers).Store(_index.Pointer);
        else if (typeof(W) == typeof(F32x8) && Avx.IsSupported)
            ((Avx.ConvertToVector256Int32(Unsafe.BitCast<W, Vector256<float>>(interval)) + Vector256.Create(first)) * EmbeddedAtom.EdgeNumbers).Store(_index.Pointer);
        else if (typeof(W) == typeof(F64x4) && Avx.IsSupported)
            ((Avx.ConvertToVector128Int32(Unsafe.BitCast<W, Vector256<double>>(interval)) + Vector128.Create(first)) * EmbeddedAtom.EdgeNumbers).Store(_index.Pointer);
        else
            return false;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static int Whole(T place) => typeof(T) == typeof(float) ? (int)Unsafe.BitCast<T, float>(place) : (int)Unsafe.BitCast<T, double>(place);

    [MethodImpl(Loop)]
    public void Embed(int* species, ref W density, ref W energy, ref W slope, ref W curvature)
    {
        ref var table = ref _atoms[0];
        ref var index = ref *_index.Pointer;
        var per = W.Const(_perDensity);
        var place = density * per;
        var interval = W.Max(W.Zero, W.Min(W.Floor(place), W.Const(_densities - 1)));
        W.Store(interval, ref *_places.Pointer, 0);
        for (var lane = 0; lane < W.Lanes; lane++)
            _index.Pointer[lane] = (species[lane] * _densities + Whole(_places.Pointer[lane])) * EmbeddedAtom.AtomNumbers;
        var beyond = W.Less(W.One, place - interval);
        var p = W.Min(place - interval, W.One);
        W a = W.Gather(ref table, ref index), b = W.Gather(ref Unsafe.Add(ref table, 1), ref index), c = W.Gather(ref Unsafe.Add(ref table, 2), ref index);
        slope = W.Fma(W.FmaS(a * p, 3, b + b), p, c) * per;
        var rest = W.Select(beyond, slope * (density - W.Const(_lastDensity)), W.Zero);
        energy = W.Fma(W.Fma(W.Fma(a, p, b), p, c), p, W.Gather(ref Unsafe.Add(ref table, 3), ref index)) + rest;
        curvature = W.Select(beyond, W.Zero, W.FmaS(a * p, 6, b + b) * per * per);
    }

    public void Dispose()
    {
        _places.Dispose();
        _index.Dispose();
    }
}
