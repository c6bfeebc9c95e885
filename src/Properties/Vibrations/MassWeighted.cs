using Athanor.Atoms;
using MathNet.Numerics.LinearAlgebra;

namespace Athanor.Properties;

/// <summary>
/// Eigenvalues and eigenvectors of the mass-weighted Hessian M^(−1/2) H M^(−1/2) in the space that rigid motions leave. That space is spanned by Householder's reflections which
/// take the rigid motions to the first coordinates; nothing is shifted or guessed from small eigenvalues.
/// </summary>
sealed class MassWeighted
{
    readonly double[] _perRootMass;
    readonly List<(double[] V, double Beta)> _reflections = [];
    readonly int _size;

    MassWeighted(Structure structure)
    {
        _size = 3 * structure.Count;
        _perRootMass = [.. Enumerable.Range(0, _size).Select(k => 1 / Math.Sqrt(structure.MassOf(k / 3)))];
    }

    /// <summary>λ = ω², eV/Å²/amu, ascending; negative where the energy falls.</summary>
    internal double[] Eigenvalues { get; private set; } = [];

    /// <summary>Orthonormal, one to each eigenvalue, 3N mass-weighted components.</summary>
    internal double[][] Vectors { get; private set; } = [];

    /// <summary>Eigenvalues of the Hessian within the rigid motions: zero at a stationary point of an energy that does not notice them.</summary>
    internal double[] Rigid { get; private set; } = [];

    /// <param name="fixedAtoms">Atoms that stay. What their motion would be is taken out in place of rigid motions, which there are none of then.</param>
    internal static MassWeighted Of(Hessian hessian, Structure structure, IReadOnlyList<int>? fixedAtoms = null)
    {
        var result = new MassWeighted(structure);
        result.Solve(hessian, fixedAtoms is { Count: > 0 } ? RigidMotions.Of(structure, fixedAtoms) : RigidMotions.Of(structure));
        return result;
    }

    /// <summary>Cartesian displacements of mass-weighted ones: Å √amu to Å.</summary>
    internal double[] ToCartesian(double[] vector) => [.. vector.Select((x, k) => x * _perRootMass[k])];

    /// <summary>−|H|⁻¹ g in the space that rigid motions leave: Newton's step towards a minimum, downhill along directions in which the energy falls (Å).</summary>
    /// <param name="forces">3N, −g, eV/Å.</param>
    /// <param name="least">Curvatures below this (eV/Å²/amu) are taken for it, so that soft directions are not overdone.</param>
    internal double[] NewtonStep(ReadOnlySpan<double> forces, double least)
    {
        var step = new double[_size];
        for (var m = 0; m < Vectors.Length; m++)
        {
            double push = 0;
            for (var k = 0; k < _size; k++)
                push += Vectors[m][k] * forces[k] * _perRootMass[k];
            push /= Math.Max(least, Math.Abs(Eigenvalues[m]));
            for (var k = 0; k < _size; k++)
                step[k] += push * Vectors[m][k] * _perRootMass[k];
        }
        return step;
    }

    void Solve(Hessian hessian, double[][] rigid)
    {
        var n = _size;
        var h = new double[n * n];
        for (var a = 0; a < n; a++)
        {
            for (var b = 0; b < n; b++)
                h[a * n + b] = hessian[a, b] * _perRootMass[a] * _perRootMass[b];
        }
        Reflect(h, rigid);
        var skip = rigid.Length;
        Rigid = Diagonalize(h, 0, skip, out _);
        Eigenvalues = Diagonalize(h, skip, n - skip, out var vectors);
        Vectors = new double[n - skip][];
        for (var m = 0; m < Vectors.Length; m++)
        {
            var v = new double[n];
            for (var k = skip; k < n; k++)
                v[k] = vectors![k - skip, m];
            for (var r = _reflections.Count - 1; r >= 0; r--)
                Reflect(v, _reflections[r]);
            Vectors[m] = v;
        }
    }

    double[] Diagonalize(double[] h, int first, int count, out Matrix<double>? vectors)
    {
        vectors = null;
        if (count == 0)
            return [];
        var eigen = Matrix<double>.Build.Dense(count, count, (a, b) => h[(first + a) * _size + first + b]).Evd(Symmetricity.Symmetric);
        vectors = eigen.EigenVectors;
        return [.. eigen.EigenValues.Select(e => e.Real)];
    }

    /// <summary>Finds the reflections and applies them to both sides of h.</summary>
    void Reflect(double[] h, double[][] rigid)
    {
        var n = _size;
        var w = new double[n];
        for (var j = 0; j < rigid.Length; j++)
        {
            double[] v = [.. rigid[j]];
            foreach (var earlier in _reflections)
                Reflect(v, earlier);
            Array.Clear(v, 0, j);
            var length = Math.Sqrt(v.Sum(x => x * x));
            v[j] += v[j] < 0 ? -length : length;
            var reflection = (v, 2 / v.Sum(x => x * x));
            _reflections.Add(reflection);
            // (1 − β v vᵀ) h (1 − β v vᵀ) = h − v pᵀ − p vᵀ with p = β h v − ½ β² (vᵀ h v) v.
            double dot = 0;
            for (var a = 0; a < n; a++)
            {
                double sum = 0;
                for (var b = 0; b < n; b++)
                    sum += h[a * n + b] * v[b];
                w[a] = reflection.Item2 * sum;
                dot += v[a] * w[a];
            }
            for (var a = 0; a < n; a++)
                w[a] -= 0.5 * reflection.Item2 * dot * v[a];
            for (var a = 0; a < n; a++)
            {
                for (var b = 0; b < n; b++)
                    h[a * n + b] -= v[a] * w[b] + w[a] * v[b];
            }
        }
    }

    static void Reflect(double[] x, (double[] V, double Beta) reflection)
    {
        double dot = 0;
        for (var k = 0; k < x.Length; k++)
            dot += reflection.V[k] * x[k];
        dot *= reflection.Beta;
        for (var k = 0; k < x.Length; k++)
            x[k] -= dot * reflection.V[k];
    }
}
