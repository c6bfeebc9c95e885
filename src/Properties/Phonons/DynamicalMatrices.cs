using System.Numerics;
using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Properties;

/// <summary>What to find at each wave vector beside the eigenvalues.</summary>
[Flags]
public enum ModeRequest
{
    Frequencies = 0,
    Vectors = 1,
    Velocities = 2,
}

/// <summary>
/// The dynamical matrix of a crystal at any wave vector, D_{aα,bβ}(q) = Σ_L Φ_{aα,bLβ}/√(m_a m_b) e^(2πi q·(L + τ_b − τ_a)), and its modes; eight wave vectors at a time, groups of them over a team.
/// </summary>
/// <remarks>Of images that are equally near each has its share, so that matrices have the crystal's symmetry, and are exact at the wave vectors that fit the supercell.</remarks>
public sealed class DynamicalMatrices
{
    readonly BlochSum _sum;
    readonly double[][] _slopes;

    public DynamicalMatrices(ForceConstants constants)
        : this(constants.Primitive, constants.Terms)
    {
    }

    internal DynamicalMatrices(Structure primitive, IReadOnlyList<BlochTerm> terms)
    {
        (Primitive, Branches) = (primitive, 3 * primitive.Count);
        _sum = new BlochSum(primitive.Count, terms);
        var vectors = primitive.Cell!.Vectors;
        _slopes = [.. Enumerable.Range(0, 3).Select(d => _sum.Weighted(s => (s * vectors)[d]))];
    }

    public Structure Primitive { get; }

    /// <summary>3 × atoms of the primitive cell.</summary>
    public int Branches { get; }

    /// <param name="q">In reciprocal lattice vectors of the primitive cell.</param>
    public PhononModes At(IReadOnlyList<Vec3> q, ModeRequest request = ModeRequest.Frequencies, Team? team = null)
    {
        var velocities = request.HasFlag(ModeRequest.Velocities);
        var job = new Job(this, q, velocities || request.HasFlag(ModeRequest.Vectors), velocities, team ??= Team.Single);
        team.Run(job, (q.Count + Job.Chunk - 1) / Job.Chunk);
        return new PhononModes(q, Branches, job.Eigenvalues, job.Vectors, job.Velocities);
    }

    sealed class Job : IJob
    {
        /// <summary>Wave vectors in a piece.</summary>
        internal const int Chunk = 8 * HermitianBatch.Count;

        readonly DynamicalMatrices _owner;
        readonly IReadOnlyList<Vec3> _q;
        readonly Scratch?[] _scratch;

        internal Job(DynamicalMatrices owner, IReadOnlyList<Vec3> q, bool vectors, bool velocities, Team team)
        {
            (_owner, _q) = (owner, q);
            var n = owner.Branches;
            Eigenvalues = new double[q.Count * n];
            Vectors = vectors ? new Complex[q.Count * n * n] : [];
            Velocities = velocities ? new Vec3[q.Count * n] : [];
            _scratch = new Scratch[team.Threads];
        }

        internal double[] Eigenvalues { get; }

        internal Complex[] Vectors { get; }

        internal Vec3[] Velocities { get; }

        public void Run(int index, int worker)
        {
            var scratch = _scratch[worker] ??= new Scratch(_owner, Velocities.Length > 0);
            var end = Math.Min((index + 1) * Chunk, _q.Count);
            for (var first = index * Chunk; first < end; first += HermitianBatch.Count)
                Eight(scratch, first, Math.Min(HermitianBatch.Count, end - first));
        }

        void Eight(Scratch scratch, int first, int count)
        {
            var n = _owner.Branches;
            for (var k = 0; k < HermitianBatch.Count; k++)
            {
                // The last ones again where there are fewer than eight.
                var q = _q[first + Math.Min(k, count - 1)];
                (scratch.Q[k], scratch.Q[HermitianBatch.Count + k], scratch.Q[2 * HermitianBatch.Count + k]) = (q.X, q.Y, q.Z);
            }
            _owner._sum.SetPhases(scratch.Q, scratch.Phases);
            _owner._sum.Evaluate(scratch.Phases, scratch.Matrices);
            scratch.Matrices.Decompose(Vectors.Length > 0);
            for (var k = 0; k < count; k++)
                scratch.Matrices.Read(k, Eigenvalues.AsSpan((first + k) * n, n), Vectors.Length > 0 ? Vectors.AsSpan((first + k) * n * n, n * n) : default);
            if (Velocities.Length == 0)
                return;
            for (var d = 0; d < 3; d++)
                _owner._sum.Derivative(scratch.Phases, _owner._slopes[d], scratch.Slopes[d]);
            for (var k = 0; k < count; k++)
            {
                GroupVelocities.Find(scratch.Slopes, k, Eigenvalues.AsSpan((first + k) * n, n), Vectors.AsSpan((first + k) * n * n, n * n), Velocities.AsSpan((first + k) * n, n));
            }
        }
    }

    sealed class Scratch(DynamicalMatrices owner, bool velocities)
    {
        internal readonly double[] Q = new double[3 * HermitianBatch.Count];
        internal readonly double[] Phases = new double[owner._sum.PhaseCount];
        internal readonly HermitianBatch Matrices = new(owner.Branches);
        internal readonly HermitianBatch[] Slopes = velocities ? [new(owner.Branches), new(owner.Branches), new(owner.Branches)] : [];
    }
}
