using System.Numerics;
using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Properties;

/// <summary>v = ∂ω/∂q = ⟨e|∂D/∂q|e⟩ / 2ω (Hellmann and Feynman). Degenerate modes are first turned into those that the slope along a general direction does not mix.</summary>
static class GroupVelocities
{
    /// <summary>THz within which modes count as degenerate.</summary>
    const double Degenerate = 1e-4;

    /// <summary>THz below which a mode has no slope to speak of: acoustic ones at Γ, whose slopes depend on the direction (<see cref="AcousticSlopes"/>).</summary>
    const double Still = 1e-3;

    /// <summary>A direction in no symmetry plane of anything.</summary>
    static readonly Vec3 General = new Vec3(0.61, 0.37, 0.71) / new Vec3(0.61, 0.37, 0.71).Length;

    /// <param name="slopes">∂D/∂q_x, y, z, Cartesian, angular; eV/Å/amu.</param>
    /// <param name="vectors">By mode; degenerate ones are turned among themselves.</param>
    /// <param name="velocities">Out, Å/fs.</param>
    internal static void Find(HermitianBatch[] slopes, int matrix, ReadOnlySpan<double> eigenvalues, Span<Complex> vectors, Span<Vec3> velocities)
    {
        var n = eigenvalues.Length;
        for (int first = 0, end; first < n; first = end)
        {
            end = first + 1;
            while (end < n && PhononModes.FrequencyOf(eigenvalues[end]) - PhononModes.FrequencyOf(eigenvalues[end - 1]) < Degenerate)
                end++;
            if (end - first > 1)
                Turn(slopes, matrix, n, vectors[(first * n)..(end * n)], end - first);
            for (var m = first; m < end; m++)
            {
                var frequency = PhononModes.FrequencyOf(eigenvalues[m]);
                if (Math.Abs(frequency) < Still)
                {
                    velocities[m] = Vec3.Zero;
                    continue;
                }
                // ω = √(κ λ), so ∂ω/∂q = κ λ′ / 2ω; of an imaginary mode with the magnitude of ω.
                var omega = 2e-3 * Math.PI * Math.Abs(frequency);
                var e = vectors.Slice(m * n, n);
                var slope = new Vec3(Element(slopes[0], matrix, e, e).Real, Element(slopes[1], matrix, e, e).Real, Element(slopes[2], matrix, e, e).Real);
                velocities[m] = Units.AccelerationPerForce / (2 * omega) * slope;
            }
        }
    }

    static void Turn(HermitianBatch[] slopes, int matrix, int n, Span<Complex> vectors, int count)
    {
        var within = new HermitianBatch(count);
        within.Clear();
        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j < count; j++)
            {
                Complex sum = 0;
                for (var d = 0; d < 3; d++)
                    sum += General[d] * Element(slopes[d], matrix, vectors.Slice(i * n, n), vectors.Slice(j * n, n));
                var at = (i * count + j) * HermitianBatch.Count;
                (within.Real[at], within.Imaginary[at]) = (sum.Real, sum.Imaginary);
            }
        }
        within.MirrorUpper();
        within.Decompose(vectors: true);
        var (values, turn, turned) = (new double[count], new Complex[count * count], new Complex[count * n]);
        within.Read(0, values, turn);
        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j < count; j++)
            {
                for (var k = 0; k < n; k++)
                    turned[i * n + k] += turn[i * count + j] * vectors[j * n + k];
            }
        }
        turned.CopyTo(vectors);
    }

    /// <summary>⟨e|M|f⟩.</summary>
    internal static Complex Element(HermitianBatch batch, int matrix, ReadOnlySpan<Complex> e, ReadOnlySpan<Complex> f)
    {
        var n = e.Length;
        Complex sum = 0;
        for (var i = 0; i < n; i++)
        {
            Complex row = 0;
            for (var j = 0; j < n; j++)
            {
                var at = (i * n + j) * HermitianBatch.Count + matrix;
                row += new Complex(batch.Real[at], batch.Imaginary[at]) * f[j];
            }
            sum += Complex.Conjugate(e[i]) * row;
        }
        return sum;
    }
}
