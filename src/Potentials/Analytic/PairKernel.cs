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

    // By species: the square of its longest cutoff.
    readonly AlignedBuffer<T> _reach = new();

    PairTangent<T, W, TLaw, TEnd>? _tangent;

    internal PairKernel(PairTable<TLaw> table)
    {
        _species = table.SpeciesCount;
        var coefficients = table.Coefficients(out _);
        // A look-up reads as many entries as there are lanes.
        _coefficients.Require(coefficients.Length + W.Lanes);
        for (var k = 0; k < coefficients.Length; k++)
            _coefficients.Pointer[k] = T.CreateChecked(coefficients[k]);
        _reach.Require(_species);
        for (var s = 0; s < _species; s++)
            _reach.Pointer[s] = T.CreateChecked(Enumerable.Range(0, _species).Max(other => Math.Pow(table[s, other]?.Cutoff ?? 0, 2)));
    }

    static int CoefficientCount
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TLaw.CoefficientCount + TEnd.CoefficientCount;
    }

    public override bool ScattersForces => false;

    public override bool HasAtomVirials => true;

    public override void Evaluate(in AtomBlock<T> block)
    {
        if (_species == 1 || block.HasOneSpecies)
            Sum<One>(block);
        else if (_species <= Points.LongestRow<W>())
            Sum<Few>(block);
        else
            Sum<Many>(block);
    }

    public override bool HasTangent => true;

    public override void Tangent(in AtomBlock<T> block) => (_tangent ??= new(_coefficients.Pointer, _species)).Sum(block);

    void Sum<TSpecies>(in AtomBlock<T> block)
        where TSpecies : struct, ISpecies
    {
        if (block.Virial is null)
            Sum<TSpecies, No>(block, 0, block.OwnCount);
        else if (block.AtomVirials is null)
            Sum<TSpecies, Yes>(block, 0, block.OwnCount);
        else
            SumEach<TSpecies>(block);
    }

    /// <summary>The same atom by atom: what an atom adds to the virial is its own, for its neighbours see it as it sees them.</summary>
    void SumEach<TSpecies>(in AtomBlock<T> block)
        where TSpecies : struct, ISpecies
    {
        var own = stackalloc double[9];
        for (var i = 0; i < block.OwnCount; i++)
        {
            new Span<double>(own, 9).Clear();
            Sum<TSpecies, Yes>(block with { Virial = own }, i, i + 1);
            for (var c = 0; c < 9; c++)
            {
                block.Virial[c] += own[c];
                block.AtomVirials[9 * i + c] += own[c];
            }
        }
    }

    /// <summary>How coefficients follow from species. As a type, like all that the loop should not ask again and again.</summary>
    interface ISpecies
    {
        static abstract bool Differ { get; }

        /// <summary>Entries of a row by the neighbours' species.</summary>
        static abstract W LookUp(T* row, W species, int* index);
    }

    /// <summary>All coefficients are the same.</summary>
    readonly struct One : ISpecies
    {
        public static bool Differ => false;

        public static W LookUp(T* row, W species, int* index) => throw new NotSupportedException();
    }

    /// <summary>A row of coefficients fits a register.</summary>
    readonly struct Few : ISpecies
    {
        public static bool Differ => true;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static W LookUp(T* row, W species, int* index) => Points.LookUp(row, species);
    }

    /// <summary>Rows of any length.</summary>
    readonly struct Many : ISpecies
    {
        public static bool Differ => true;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static W LookUp(T* row, W species, int* index) => W.Gather(ref *row, ref *index);
    }

    interface IAnswer
    {
        static abstract bool IsYes { get; }
    }

    readonly struct Yes : IAnswer
    {
        public static bool IsYes => true;
    }

    readonly struct No : IAnswer
    {
        public static bool IsYes => false;
    }

    [InlineArray(12)]
    struct Coefficients
    {
        W _first;
    }

    /// <summary>Atoms whose moments are summed in lanes before they are added up in double.</summary>
    const int Flush = 8;

    /// <typeparam name="TSpecies">How coefficients follow from species.</typeparam>
    /// <typeparam name="TVirial">Whether the virial is wanted.</typeparam>
    [MethodImpl(Loop)]
    void Sum<TSpecies, TVirial>(in AtomBlock<T> block, int first, int end)
        where TSpecies : struct, ISpecies
        where TVirial : struct, IAnswer
    {
        var buffer = default(Coefficients);
        ref var c = ref Unsafe.As<Coefficients, W>(ref buffer);
        if (!TSpecies.Differ)
        {
            var only = block.Species[0] * (CoefficientCount * _species + 1);
            for (var n = 0; n < CoefficientCount; n++)
                Unsafe.Add(ref c, n) = W.Broadcast(_coefficients.Pointer[only + n * _species]);
        }
        // Six locals, not a struct: of so many fields the JIT would keep it in memory.
        W xx = W.Zero, xy = W.Zero, xz = W.Zero, yy = W.Zero, yz = W.Zero, zz = W.Zero;
        var positions = block.Positions;
        var index = stackalloc int[W.Lanes];
        for (var i = first; i < end; i++)
        {
            W x0 = W.Broadcast(positions[4 * i]), y0 = W.Broadcast(positions[4 * i + 1]), z0 = W.Broadcast(positions[4 * i + 2]);
            W fx = W.Zero, fy = W.Zero, fz = W.Zero, energies = W.Zero;
            var edges = block.Edges + block.EdgeStart[i];
            var count = block.EdgeCount[i];
            var species = block.Species[i];
            var row = _coefficients.Pointer + (nint)species * CoefficientCount * _species;
            var reach = TSpecies.Differ ? W.Broadcast(_reach.Pointer[species]) : Unsafe.Add(ref c, TLaw.CoefficientCount);
            for (var k = 0; k < count; k += W.Lanes)
            {
                Points.Load<T, W>(positions, edges + k, out var dx, out var dy, out var dz, out var neighbour);
                dx -= x0;
                dy -= y0;
                dz -= z0;
                var squared = W.Fma(dx, dx, W.Fma(dy, dy, dz * dz));
                if (TLaw.IsRare && W.Bits(W.Less(squared, reach)) == 0)
                    continue;
                if (TSpecies.Differ)
                {
                    if (typeof(TSpecies) == typeof(Many))
                    {
                        for (var lane = 0; lane < W.Lanes; lane++)
                            index[lane] = block.Species[edges[k + lane]];
                    }
                    for (var n = 0; n < CoefficientCount; n++)
                        Unsafe.Add(ref c, n) = TSpecies.LookUp(row + n * _species, neighbour, index);
                }
                TLaw.Evaluate(ref c, squared, out var energy, out var slope);
                TEnd.Apply(ref Unsafe.Add(ref c, TLaw.CoefficientCount), squared, ref energy, ref slope);
                energies += energy;
                fx = W.Fma(slope, dx, fx);
                fy = W.Fma(slope, dy, fy);
                fz = W.Fma(slope, dz, fz);
                if (TVirial.IsYes)
                {
                    W gx = slope * dx, gy = slope * dy;
                    xx = W.Fma(gx, dx, xx);
                    xy = W.Fma(gx, dy, xy);
                    xz = W.Fma(gx, dz, xz);
                    yy = W.Fma(gy, dy, yy);
                    yz = W.Fma(gy, dz, yz);
                    zz = W.Fma(slope * dz, dz, zz);
                }
            }
            Points.AddSums(block.Forces + 4 * i, fx + fx, fy + fy, fz + fz, energies * 0.5);
            if (TVirial.IsYes && (i % Flush == Flush - 1 || i == end - 1))
            {
                SubtractFrom(block.Virial, xx, xy, xz, yy, yz, zz);
                xx = xy = xz = yy = yz = zz = W.Zero;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void SubtractFrom(double* virial, W xx, W xy, W xz, W yy, W yz, W zz)
    {
        double sxy = W.SumInDouble(xy), sxz = W.SumInDouble(xz), syz = W.SumInDouble(yz);
        virial[0] -= W.SumInDouble(xx);
        virial[1] -= sxy;
        virial[2] -= sxz;
        virial[3] -= sxy;
        virial[4] -= W.SumInDouble(yy);
        virial[5] -= syz;
        virial[6] -= sxz;
        virial[7] -= syz;
        virial[8] -= W.SumInDouble(zz);
    }

    public override void Dispose()
    {
        _coefficients.Dispose();
        _reach.Dispose();
        _tangent?.Dispose();
        base.Dispose();
    }
}
