using System.Numerics;
using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Potentials;

/// <summary>
/// Derivatives of a pair law's forces along a displacement of the atoms. A lane is a neighbour. With s(r²) = dE/dr², w = v_j − v_i the motion of an edge and ṡ from the law
/// over (value, tangent) numbers: dF_i = Σ_j 2 (ṡ r_ij + s w). In several loops over an atom's edges, because one would be too large for the JIT.
/// </summary>
sealed unsafe class PairTangent<T, W, TLaw, TEnd>(T* coefficients, int species) : IDisposable
    where T : unmanaged, IFloatingPointIeee754<T>
    where W : struct, IWide<W, T>
    where TLaw : struct, IPairLaw<TLaw>
    where TEnd : struct, IPairEnd
{
    const MethodImplOptions Loop = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    // What is kept of the edges of a register: r_ij and w; r², energy and slope, each with its tangent behind it.
    const int X = 0, Y = 1, Z = 2, WX = 3, WY = 4, WZ = 5, Squared = 6, Slope = 10, Planes = 12;

    readonly AlignedBuffer<T> _edges = new();

    [InlineArray(8)]
    struct Coefficients
    {
        Dual<W> _first;
    }

    internal void Sum(in AtomBlock<T> block)
    {
        for (var i = 0; i < block.OwnCount; i++)
        {
            var registers = (block.EdgeCount[i] + W.Lanes - 1) / W.Lanes;
            ref var edge = ref Unsafe.AsRef<W>(_edges.Require(Math.Max(1, registers) * Planes * W.Lanes));
            Move(block, i, registers, ref edge);
            Slopes(block, i, registers, ref edge);
            End(block, i, registers, ref edge);
            Add(block, i, registers, ref edge);
        }
    }

    [MethodImpl(Loop)]
    static void Move(in AtomBlock<T> block, int i, int registers, ref W edge)
    {
        T* own = block.Positions + 4 * i, motion = block.Directions + 4 * i;
        var edges = block.Edges + block.EdgeStart[i];
        for (var k = 0; k < registers; k++)
        {
            ref var e = ref Unsafe.Add(ref edge, k * Planes);
            Points.Load<T, W>(block.Positions, edges + k * W.Lanes, out var dx, out var dy, out var dz);
            dx -= W.Broadcast(own[0]);
            dy -= W.Broadcast(own[1]);
            dz -= W.Broadcast(own[2]);
            Points.Load<T, W>(block.Directions, edges + k * W.Lanes, out var wx, out var wy, out var wz);
            wx -= W.Broadcast(motion[0]);
            wy -= W.Broadcast(motion[1]);
            wz -= W.Broadcast(motion[2]);
            Unsafe.Add(ref e, X) = dx;
            Unsafe.Add(ref e, Y) = dy;
            Unsafe.Add(ref e, Z) = dz;
            Unsafe.Add(ref e, WX) = wx;
            Unsafe.Add(ref e, WY) = wy;
            Unsafe.Add(ref e, WZ) = wz;
            Unsafe.Add(ref e, Squared) = W.Fma(dx, dx, W.Fma(dy, dy, dz * dz));
            Unsafe.Add(ref e, Squared + 1) = W.Fma(dx, wx, W.Fma(dy, wy, dz * wz)) * 2;
        }
    }

    [MethodImpl(Loop)]
    void Slopes(in AtomBlock<T> block, int i, int registers, ref W edge)
    {
        var buffer = default(Coefficients);
        ref var c = ref Unsafe.As<Coefficients, Dual<W>>(ref buffer);
        for (var k = 0; k < registers; k++)
        {
            Find(block, i, k, 0, TLaw.CoefficientCount, ref c);
            ref var squared = ref Unsafe.As<W, Dual<W>>(ref Unsafe.Add(ref edge, k * Planes + Squared));
            TLaw.Evaluate(ref c, squared, out var energy, out var slope);
            Unsafe.Add(ref squared, 1) = energy;
            Unsafe.Add(ref squared, 2) = slope;
        }
    }

    [MethodImpl(Loop)]
    void End(in AtomBlock<T> block, int i, int registers, ref W edge)
    {
        var buffer = default(Coefficients);
        ref var c = ref Unsafe.As<Coefficients, Dual<W>>(ref buffer);
        for (var k = 0; k < registers; k++)
        {
            Find(block, i, k, TLaw.CoefficientCount, TEnd.CoefficientCount, ref c);
            ref var squared = ref Unsafe.As<W, Dual<W>>(ref Unsafe.Add(ref edge, k * Planes + Squared));
            TEnd.Apply(ref c, squared, ref Unsafe.Add(ref squared, 1), ref Unsafe.Add(ref squared, 2));
        }
    }

    /// <summary>Coefficients of the pairs in a register, from one of them on.</summary>
    [MethodImpl(Loop)]
    void Find(in AtomBlock<T> block, int i, int register, int first, int count, ref Dual<W> c)
    {
        var index = stackalloc int[W.Lanes];
        var edges = block.Edges + block.EdgeStart[i] + register * W.Lanes;
        for (var lane = 0; lane < W.Lanes; lane++)
            index[lane] = block.Species[edges[lane]];
        var row = coefficients + ((nint)block.Species[i] * (TLaw.CoefficientCount + TEnd.CoefficientCount) + first) * species;
        for (var n = 0; n < count; n++)
            Unsafe.Add(ref c, n) = new(W.Gather(ref row[n * species], ref *index), W.Zero);
    }

    [MethodImpl(Loop)]
    static void Add(in AtomBlock<T> block, int i, int registers, ref W edge)
    {
        W fx = W.Zero, fy = W.Zero, fz = W.Zero;
        for (var k = 0; k < registers; k++)
        {
            ref var e = ref Unsafe.Add(ref edge, k * Planes);
            W slope = Unsafe.Add(ref e, Slope), tangent = Unsafe.Add(ref e, Slope + 1);
            fx = W.Fma(slope, Unsafe.Add(ref e, WX), W.Fma(tangent, Unsafe.Add(ref e, X), fx));
            fy = W.Fma(slope, Unsafe.Add(ref e, WY), W.Fma(tangent, Unsafe.Add(ref e, Y), fy));
            fz = W.Fma(slope, Unsafe.Add(ref e, WZ), W.Fma(tangent, Unsafe.Add(ref e, Z), fz));
        }
        Points.AddSums(block.Forces + 4 * i, fx + fx, fy + fy, fz + fz, W.Zero);
    }

    public void Dispose() => _edges.Dispose();
}
