using System.Numerics;
using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Properties;

/// <summary>Modes at a list of wave vectors: eigenvalues of dynamical matrices, ascending, and where wanted eigenvectors and group velocities.</summary>
public sealed class PhononModes
{
    /// <summary>THz of a mode with a curvature of 1 eV/Å²/amu: ν = √λ / 2π.</summary>
    public static readonly double Terahertz = Math.Sqrt(Units.AccelerationPerForce) / (2 * Math.PI) * 1e3;

    readonly double[] _eigenvalues;
    readonly Complex[] _vectors;
    readonly Vec3[] _velocities;

    internal PhononModes(IReadOnlyList<Vec3> q, int branches, double[] eigenvalues, Complex[] vectors, Vec3[] velocities)
    {
        (Q, Branches) = (q, branches);
        (_eigenvalues, _vectors, _velocities) = (eigenvalues, vectors, velocities);
    }

    /// <summary>Wave vectors in reciprocal lattice vectors of the primitive cell (fractional).</summary>
    public IReadOnlyList<Vec3> Q { get; }

    /// <summary>3 × atoms of the primitive cell.</summary>
    public int Branches { get; }

    /// <summary>λ = ω², eV/Å²/amu; negative where the energy falls.</summary>
    public double Eigenvalue(int q, int branch) => _eigenvalues[q * Branches + branch];

    /// <summary>ν = ω/2π, THz; imaginary ones as negative numbers.</summary>
    public double Frequency(int q, int branch) => FrequencyOf(Eigenvalue(q, branch));

    /// <summary>All frequencies at a wave vector, THz, ascending.</summary>
    public double[] Frequencies(int q) => [.. Enumerable.Range(0, Branches).Select(m => Frequency(q, m))];

    public bool HasVectors => _vectors.Length > 0;

    public bool HasVelocities => _velocities.Length > 0;

    /// <summary>
    /// The eigenvector of a mode, norm one, component 3 a + α of atom a: atom a of the cell at L moves as e_a/√m_a · e^(2πi q·(L + τ_a)) — the phase holds the atom's own place τ_a as well.
    /// </summary>
    public ReadOnlySpan<Complex> Vector(int q, int branch) => _vectors.AsSpan((q * Branches + branch) * Branches, Branches);

    /// <summary>∂ω/∂q, Å/fs (1 Å/fs is 100 km/s), Cartesian, of the branch as it goes through the wave vector: of degenerate modes the eigenvalues of the derivative within them along a general direction. Zero where ω is.</summary>
    public Vec3 Velocity(int q, int branch) => _velocities[q * Branches + branch];

    public static double FrequencyOf(double eigenvalue) => Math.CopySign(Math.Sqrt(Math.Abs(eigenvalue)), eigenvalue) * Terahertz;
}
