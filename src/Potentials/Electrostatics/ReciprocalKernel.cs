using System.Runtime.CompilerServices;
using Athanor.Numerics;

namespace Athanor.Potentials.Electrostatics;

/// <summary>
/// The two sums over atoms and wave vectors. A lane is an atom. Phase factors of a chunk of atoms lie in planes of <see cref="Chunk"/> numbers, a real and an imaginary
/// one in turns: e^(i n b·r) for n = 0, 1, 2 … of b₁, then b₂, then b₃.
/// </summary>
/// <remarks>
/// Along a row of wave vectors +n₃ and −n₃ share all products: with x = Q e^(i(n₁b₁+n₂b₂)·r) and c = e^(i n₃b₃·r), both x·c and x·c̄ are made of the four sums
/// Σ xʳcʳ, Σ xⁱcⁱ, Σ xʳcⁱ, Σ xⁱcʳ, so that a wave vector costs an atom two multiplications there and four on the way back.
/// </remarks>
abstract unsafe class ReciprocalKernel
{
    /// <summary>Atoms whose phase factors along one direction fit the nearest cache.</summary>
    internal const int Chunk = 64;

    internal abstract int Lanes { get; }

    /// <summary>The kernels of this machine's width.</summary>
    internal static ReciprocalKernel Open() => Widths.Double<Opener, ReciprocalKernel>(default);

    /// <summary>Powers of a phase factor: planes 0 … 2·last + 1 from the phases (radians) of a chunk.</summary>
    internal abstract void Powers(double* phases, int last, double* planes);

    /// <summary>x = Q e^(i(n₁b₁+n₂b₂)·r) of a chunk, or without Q: two planes. For negative n₂ <paramref name="sign"/> is −1 and <paramref name="b"/> of −n₂.</summary>
    internal abstract void Multiply(double* charges, double* a, double* b, double sign, double* x);

    /// <summary>
    /// Adds a chunk's Σ xʳcʳ, Σ xⁱcⁱ, Σ xʳcⁱ, Σ xⁱcʳ for n₃ = 0 … last to <paramref name="sums"/>, four whole vectors each; takes two n₃ at a time, so that the plane and the vectors
    /// after the last must be there.
    /// </summary>
    internal abstract void AddSums(double* x, double* c, int last, double* sums);

    /// <summary>
    /// One row's part of the potential and of its derivatives by the three phases, for a chunk: four planes to be added to. With u = e^(i(n₁b₁+n₂b₂)·r) these are the real part of u·T,
    /// n₁ and n₂ times its imaginary part, and the imaginary part of u·T′, where T and T′ are sums over n₃ of c with <paramref name="coefficients"/>, eight for each n₃.
    /// </summary>
    internal abstract void AddField(double* u, double* c, int last, double* coefficients, double n1, double n2, double* field);

    /// <summary>Of the lanes of one vector.</summary>
    internal abstract double Sum(double* vector);

    readonly struct Opener : IDoubleUser<ReciprocalKernel>
    {
        public ReciprocalKernel Use<W>()
            where W : struct, IWide<W, double> => new ReciprocalKernel<W>();
    }
}

/// <inheritdoc/>
sealed unsafe class ReciprocalKernel<W> : ReciprocalKernel
    where W : struct, IWide<W, double>
{
    const MethodImplOptions Loop = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    internal override int Lanes => W.Lanes;

    internal override double Sum(double* vector) => W.SumInDouble(W.Load(ref *vector, 0));

    [MethodImpl(Loop)]
    internal override void Powers(double* phases, int last, double* planes)
    {
        for (var a = 0; a < Chunk; a += W.Lanes)
        {
            var phase = W.Load(ref *phases, a);
            W cos = W.Cos(phase), sin = W.Sin(phase), re = W.One, im = W.Zero;
            for (var n = 0; n <= last; n++)
            {
                var plane = planes + 2 * n * Chunk;
                W.Store(re, ref *plane, a);
                W.Store(im, ref *plane, a + Chunk);
                var next = W.Fnma(im, sin, re * cos);
                im = W.Fma(re, sin, im * cos);
                re = next;
            }
        }
    }

    [MethodImpl(Loop)]
    internal override void Multiply(double* charges, double* a, double* b, double sign, double* x)
    {
        for (var k = 0; k < Chunk; k += W.Lanes)
        {
            W ar = W.Load(ref *a, k), ai = W.Load(ref *a, k + Chunk), br = W.Load(ref *b, k), bi = W.Load(ref *b, k + Chunk) * sign;
            if (charges is not null)
            {
                var q = W.Load(ref *charges, k);
                ar *= q;
                ai *= q;
            }
            W.Store(W.Fnma(ai, bi, ar * br), ref *x, k);
            W.Store(W.Fma(ar, bi, ai * br), ref *x, k + Chunk);
        }
    }

    [MethodImpl(Loop)]
    internal override void AddSums(double* x, double* c, int last, double* sums)
    {
        for (var n = 0; n <= last; n += 2)
        {
            double* first = c + 2 * n * Chunk, second = first + 2 * Chunk;
            W p0 = W.Zero, q0 = W.Zero, r0 = W.Zero, t0 = W.Zero, p1 = W.Zero, q1 = W.Zero, r1 = W.Zero, t1 = W.Zero;
            for (var a = 0; a < Chunk; a += W.Lanes)
            {
                W xr = W.Load(ref *x, a), xi = W.Load(ref *x, a + Chunk);
                W cr = W.Load(ref *first, a), ci = W.Load(ref *first, a + Chunk);
                p0 = W.Fma(xr, cr, p0);
                q0 = W.Fma(xi, ci, q0);
                r0 = W.Fma(xr, ci, r0);
                t0 = W.Fma(xi, cr, t0);
                cr = W.Load(ref *second, a);
                ci = W.Load(ref *second, a + Chunk);
                p1 = W.Fma(xr, cr, p1);
                q1 = W.Fma(xi, ci, q1);
                r1 = W.Fma(xr, ci, r1);
                t1 = W.Fma(xi, cr, t1);
            }
            Add(sums, 0, p0);
            Add(sums, 1, q0);
            Add(sums, 2, r0);
            Add(sums, 3, t0);
            Add(sums, 4, p1);
            Add(sums, 5, q1);
            Add(sums, 6, r1);
            Add(sums, 7, t1);
            sums += 8 * W.Lanes;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Add(double* to, int index, W value) => W.Store(W.Load(ref *to, index * W.Lanes) + value, ref *to, index * W.Lanes);

    [MethodImpl(Loop)]
    internal override void AddField(double* u, double* c, int last, double* coefficients, double n1, double n2, double* field)
    {
        for (var a = 0; a < Chunk; a += W.Lanes)
        {
            W re = W.Zero, im = W.Zero, slopeRe = W.Zero, slopeIm = W.Zero, re2 = W.Zero, im2 = W.Zero, slopeRe2 = W.Zero, slopeIm2 = W.Zero;
            var plane = c + a;
            var h = coefficients;
            for (var n = 0; n <= last; n++, plane += 2 * Chunk, h += 8)
            {
                W cr = W.Load(ref *plane, 0), ci = W.Load(ref *plane, Chunk);
                re = W.Fma(W.Broadcast(h[0]), cr, re);
                re2 = W.Fma(W.Broadcast(h[1]), ci, re2);
                im = W.Fma(W.Broadcast(h[2]), cr, im);
                im2 = W.Fma(W.Broadcast(h[3]), ci, im2);
                slopeRe = W.Fma(W.Broadcast(h[4]), cr, slopeRe);
                slopeRe2 = W.Fma(W.Broadcast(h[5]), ci, slopeRe2);
                slopeIm = W.Fma(W.Broadcast(h[6]), cr, slopeIm);
                slopeIm2 = W.Fma(W.Broadcast(h[7]), ci, slopeIm2);
            }
            W ur = W.Load(ref *u, a), ui = W.Load(ref *u, a + Chunk);
            re += re2;
            im += im2;
            var turned = W.Fma(ur, im, ui * re);
            var to = field + a;
            W.Store(W.Load(ref *to, 0) + W.Fnma(ui, im, ur * re), ref *to, 0);
            W.Store(W.FmaS(turned, n1, W.Load(ref *to, Chunk)), ref *to, Chunk);
            W.Store(W.FmaS(turned, n2, W.Load(ref *to, 2 * Chunk)), ref *to, 2 * Chunk);
            W.Store(W.Load(ref *to, 3 * Chunk) + W.Fma(ur, slopeIm + slopeIm2, ui * (slopeRe + slopeRe2)), ref *to, 3 * Chunk);
        }
    }
}
