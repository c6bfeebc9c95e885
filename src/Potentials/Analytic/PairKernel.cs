using System.Numerics;
using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Potentials;

/// <summary>
/// Energies, forces and virial of any pair law. A lane is a neighbour. From the full list every atom gets its whole force, F_i = Σ_j 2 g_ij with
/// g_ij = (dE/dr²) r_ij since a directed edge carries half the pair's energy; nothing is scattered.
/// </summary>
sealed unsafe class PairKernel<T, W, TLaw, TEnd> : BlockKernel<T>
    where T : unmanaged, IFloatingPointIeee754<T>
    where W : struct, IWide<W, T>
    where TLaw : struct, IPairLaw<TLaw>
    where TEnd : struct, IPairEnd
{
    const MethodImplOptions Loop = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    readonly int _species;
    readonly AlignedBuffer<T> _coefficients = new();

    internal PairKernel(double[] coefficients, int species)
    {
        _species = species;
        _coefficients.Require(coefficients.Length);
        for (var i = 0; i < coefficients.Length; i++)
            _coefficients.Pointer[i] = T.CreateChecked(coefficients[i]);
    }

    static int CoefficientCount
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TLaw.CoefficientCount + TEnd.CoefficientCount;
    }

    public override bool ScattersForces => false;

    public override void Evaluate(in AtomBlock<T> block)
    {
        if (_species == 1 || block.HasOneSpecies)
        {
            if (block.Virial is null)
                OneSpecies<No>(block);
            else
                OneSpecies<Yes>(block);
        }
        else
        {
            if (block.Virial is null)
                ManySpecies<No>(block);
            else
                ManySpecies<Yes>(block);
        }
    }

    /// <summary>Whether the virial is wanted, as a type: the loop without it has no trace of it.</summary>
    interface IWanted
    {
        static abstract bool Value { get; }
    }

    readonly struct Yes : IWanted
    {
        public static bool Value => true;
    }

    readonly struct No : IWanted
    {
        public static bool Value => false;
    }

    [InlineArray(12)]
    struct Coefficients
    {
        W _first;
    }

    struct Moments
    {
        internal W XX, XY, XZ, YY, YZ, ZZ;
    }

    [MethodImpl(Loop)]
    void OneSpecies<TVirial>(in AtomBlock<T> block)
        where TVirial : struct, IWanted
    {
        var buffer = default(Coefficients);
        ref var c = ref Unsafe.As<Coefficients, W>(ref buffer);
        var species = block.LocalCount > 0 ? block.Species[0] : 0;
        for (var k = 0; k < CoefficientCount; k++)
            Unsafe.Add(ref c, k) = W.Broadcast(_coefficients.Pointer[(species * CoefficientCount + k) * _species + species]);
        var positions = block.Positions;
        for (var i = 0; i < block.OwnCount; i++)
        {
            W x0 = W.Broadcast(positions[4 * i]), y0 = W.Broadcast(positions[4 * i + 1]), z0 = W.Broadcast(positions[4 * i + 2]);
            W fx = W.Zero, fy = W.Zero, fz = W.Zero, energies = W.Zero;
            var moments = default(Moments);
            var edges = block.Edges + block.EdgeStart[i];
            var count = block.EdgeCount[i];
            for (var k = 0; k < count; k += W.Lanes)
            {
                Points.Load<T, W>(positions, edges + k, out var dx, out var dy, out var dz);
                dx -= x0;
                dy -= y0;
                dz -= z0;
                var squared = W.Fma(dx, dx, W.Fma(dy, dy, dz * dz));
                if (TLaw.IsRare && W.Bits(W.Less(squared, Unsafe.Add(ref c, TLaw.CoefficientCount))) == 0)
                    continue;
                TLaw.Evaluate(ref c, squared, out var energy, out var slope);
                TEnd.Apply(ref Unsafe.Add(ref c, TLaw.CoefficientCount), squared, ref energy, ref slope);
                energies += energy;
                fx = W.Fma(slope, dx, fx);
                fy = W.Fma(slope, dy, fy);
                fz = W.Fma(slope, dz, fz);
                if (TVirial.Value)
                    Add(ref moments, slope, dx, dy, dz);
            }
            Points.AddSums(block.Forces + 4 * i, fx + fx, fy + fy, fz + fz, energies * 0.5);
            if (TVirial.Value)
                Finish(block.Virial, ref moments);
        }
    }

    [MethodImpl(Loop)]
    void ManySpecies<TVirial>(in AtomBlock<T> block)
        where TVirial : struct, IWanted
    {
        var buffer = default(Coefficients);
        ref var c = ref Unsafe.As<Coefficients, W>(ref buffer);
        var positions = block.Positions;
        var index = stackalloc int[W.Lanes];
        for (var i = 0; i < block.OwnCount; i++)
        {
            W x0 = W.Broadcast(positions[4 * i]), y0 = W.Broadcast(positions[4 * i + 1]), z0 = W.Broadcast(positions[4 * i + 2]);
            W fx = W.Zero, fy = W.Zero, fz = W.Zero, energies = W.Zero;
            var moments = default(Moments);
            var edges = block.Edges + block.EdgeStart[i];
            var count = block.EdgeCount[i];
            var row = _coefficients.Pointer + (nint)block.Species[i] * CoefficientCount * _species;
            for (var k = 0; k < count; k += W.Lanes)
            {
                Points.Load<T, W>(positions, edges + k, out var dx, out var dy, out var dz);
                for (var lane = 0; lane < W.Lanes; lane++)
                    index[lane] = block.Species[edges[k + lane]];
                for (var n = 0; n < CoefficientCount; n++)
                    Unsafe.Add(ref c, n) = W.Gather(ref row[n * _species], ref index[0]);
                dx -= x0;
                dy -= y0;
                dz -= z0;
                var squared = W.Fma(dx, dx, W.Fma(dy, dy, dz * dz));
                if (TLaw.IsRare && W.Bits(W.Less(squared, Unsafe.Add(ref c, TLaw.CoefficientCount))) == 0)
                    continue;
                TLaw.Evaluate(ref c, squared, out var energy, out var slope);
                TEnd.Apply(ref Unsafe.Add(ref c, TLaw.CoefficientCount), squared, ref energy, ref slope);
                energies += energy;
                fx = W.Fma(slope, dx, fx);
                fy = W.Fma(slope, dy, fy);
                fz = W.Fma(slope, dz, fz);
                if (TVirial.Value)
                    Add(ref moments, slope, dx, dy, dz);
            }
            Points.AddSums(block.Forces + 4 * i, fx + fx, fy + fy, fz + fz, energies * 0.5);
            if (TVirial.Value)
                Finish(block.Virial, ref moments);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Add(ref Moments moments, W slope, W dx, W dy, W dz)
    {
        W gx = slope * dx, gy = slope * dy;
        moments.XX = W.Fma(gx, dx, moments.XX);
        moments.XY = W.Fma(gx, dy, moments.XY);
        moments.XZ = W.Fma(gx, dz, moments.XZ);
        moments.YY = W.Fma(gy, dy, moments.YY);
        moments.YZ = W.Fma(gy, dz, moments.YZ);
        moments.ZZ = W.Fma(slope * dz, dz, moments.ZZ);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Finish(double* virial, ref Moments moments)
    {
        double xy = W.SumInDouble(moments.XY), xz = W.SumInDouble(moments.XZ), yz = W.SumInDouble(moments.YZ);
        virial[0] -= W.SumInDouble(moments.XX);
        virial[1] -= xy;
        virial[2] -= xz;
        virial[3] -= xy;
        virial[4] -= W.SumInDouble(moments.YY);
        virial[5] -= yz;
        virial[6] -= xz;
        virial[7] -= yz;
        virial[8] -= W.SumInDouble(moments.ZZ);
    }

    public override void Dispose()
    {
        _coefficients.Dispose();
        base.Dispose();
    }
}
