namespace Athanor.Numerics;

/// <summary>One term of a <see cref="BlochSum"/>: a 3 × 3 block that couples site <paramref name="A"/> to site <paramref name="B"/> at a distance.</summary>
/// <param name="Separation">What the wave vector is multiplied with; fractional where that is, in turns.</param>
/// <param name="Block">Real.</param>
public readonly record struct BlochTerm(int A, int B, Vec3 Separation, Mat3 Block);

/// <summary>
/// Hermitian matrices D(q) = Σ_t B_t e^(2πi q·s_t) for eight q at a time, and their derivatives with respect to q: Fourier sums over blocks of 3 × 3 as lattice dynamics has them. A lane is a wave vector.
/// </summary>
/// <remarks>Only terms with A ≤ B are read: the others are their conjugates. Immutable; workspaces hold what changes.</remarks>
public sealed class BlochSum
{
    const int Count = HermitianBatch.Count;

    readonly double[] _separations;
    readonly double[] _blocks;
    readonly int[] _offsets;

    /// <param name="sites">Sites; matrices have three rows a site.</param>
    public BlochSum(int sites, IEnumerable<BlochTerm> terms)
    {
        Size = 3 * sites;
        BlochTerm[] upper = [.. terms.Where(t => t.A <= t.B)];
        _separations = [.. upper.SelectMany(t => new[] { t.Separation.X, t.Separation.Y, t.Separation.Z })];
        _blocks = [.. upper.SelectMany(t => Enumerable.Range(0, 9).Select(k => t.Block[k / 3, k % 3]))];
        _offsets = [.. upper.Select(t => (3 * t.A * Size + 3 * t.B) * Count)];
    }

    /// <summary>Rows of the matrices.</summary>
    public int Size { get; }

    /// <summary>Doubles of scratch memory that <see cref="SetPhases"/> wants.</summary>
    public int PhaseCount => 2 * Count * _offsets.Length;

    /// <summary>Cosines and sines of 2π q·s of every term.</summary>
    /// <param name="q">Three rows of eight: x, y, z of eight wave vectors.</param>
    /// <param name="phases">At least <see cref="PhaseCount"/>.</param>
    /// <exception cref="ArgumentException">Too short.</exception>
    public void SetPhases(double[] q, double[] phases)
    {
        if (q.Length < 3 * Count || phases.Length < PhaseCount)
            throw new ArgumentException("Too short for eight wave vectors.");
        if (_offsets.Length > 0)
            Widths.Double<PhaseWork, bool>(new PhaseWork(this, q, phases));
    }

    /// <summary>D(q), both triangles.</summary>
    public void Evaluate(double[] phases, HermitianBatch into) => Add(phases, _blocks, into, derivative: false);

    /// <summary>Σ_t w_t B_t i e^(2πi q·s_t), both triangles: with w_t = r_t, a Cartesian component of the separation, the derivative of D by that component of the angular wave vector.</summary>
    /// <param name="weighted">w_t B_t, from <see cref="Weighted"/>.</param>
    public void Derivative(double[] phases, double[] weighted, HermitianBatch into) => Add(phases, weighted, into, derivative: true);

    /// <summary>Blocks times a number that follows from their separation, for <see cref="Derivative"/>.</summary>
    public double[] Weighted(Func<Vec3, double> weight) =>
        [.. _blocks.Select((b, k) => b * weight(new Vec3(_separations[k / 9 * 3], _separations[k / 9 * 3 + 1], _separations[k / 9 * 3 + 2])))];

    void Add(double[] phases, double[] blocks, HermitianBatch into, bool derivative)
    {
        into.Clear();
        if (_offsets.Length > 0)
            Widths.Double<SumWork, bool>(new SumWork(this, phases, blocks, into, derivative));
        into.MirrorUpper();
    }

    readonly struct PhaseWork(BlochSum sum, double[] q, double[] phases) : IDoubleUser<bool>
    {
        public bool Use<T>()
            where T : struct, IWide<T, double>
        {
            var half = sum._offsets.Length * Count;
            BlochKernels.Phases<T>(ref sum._separations[0], sum._offsets.Length, ref q[0], ref phases[0], ref phases[half]);
            return true;
        }
    }

    readonly struct SumWork(BlochSum sum, double[] phases, double[] blocks, HermitianBatch into, bool derivative) : IDoubleUser<bool>
    {
        public bool Use<T>()
            where T : struct, IWide<T, double>
        {
            ref double cosines = ref phases[0], sines = ref phases[sum._offsets.Length * Count];
            ref double re = ref into.Real[0], im = ref into.Imaginary[0];
            // i e^(iφ) = −sin φ + i cos φ.
            BlochKernels.Sum<T>(ref blocks[0], ref sum._offsets[0], sum._offsets.Length, derivative ? -1 : 1, ref derivative ? ref sines : ref cosines, ref re, sum.Size);
            BlochKernels.Sum<T>(ref blocks[0], ref sum._offsets[0], sum._offsets.Length, 1, ref derivative ? ref cosines : ref sines, ref im, sum.Size);
            return true;
        }
    }
}
