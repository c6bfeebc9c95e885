using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Properties;

/// <summary>
/// γ = −∂ ln ω / ∂ ln V of each mode, −V/2λ ⟨e|∂D/∂V|e⟩ (Hellmann and Feynman), the derivative of the dynamical matrix being a central difference of two volumes with the atoms at rest at each, all axes scaled alike.
/// </summary>
/// <param name="QPoints">By wave vector of <see cref="Phonons.QPoints"/> and branch; not a number where the mode does not vibrate.</param>
/// <param name="MeshValues">By point of the mesh and branch, likewise.</param>
public sealed record GrueneisenParameters(IReadOnlyList<double[]> QPoints, IReadOnlyList<double[]> MeshValues)
{
    /// <summary>Of lengths, to both sides.</summary>
    const double Strain = 1e-3;

    internal static GrueneisenParameters Compute(Phonons phonons, IPotential potential, PhononSettings settings, Team team, CancellationToken cancellation)
    {
        BlochSum Sum(double scale) => new(phonons.Crystal.Structure.Count, ForceConstants.Of(QuasiHarmonic.Scaled(scale, phonons, potential, settings, team, cancellation).Lattice, potential, settings.ForceConstants, team, null, cancellation).Terms);
        var (larger, smaller) = (Sum(1 + Strain), Sum(1 - Strain));
        // (1 ± s)³ to the derivative by ln V.
        var logarithms = 3 * (Math.Log(1 + Strain) - Math.Log(1 - Strain));
        var matrices = new DynamicalMatrices(phonons.ForceConstants);
        double[][] Of(IReadOnlyList<Vec3> q) => Evaluate(matrices.At(q, ModeRequest.Vectors, team), larger, smaller, logarithms);
        return new GrueneisenParameters(Of(phonons.QPoints.Q), Of(phonons.Mesh.Points));
    }

    /// <summary>Σ γ c / Σ c over the mesh, c being the heat capacity of each mode.</summary>
    /// <param name="temperature">K, above 0; infinite for the mean of all modes.</param>
    public double Mean(Phonons phonons, double temperature)
    {
        var (sum, weight) = (0.0, 0.0);
        for (var q = 0; q < MeshValues.Count; q++)
        {
            for (var m = 0; m < MeshValues[q].Length; m++)
            {
                var frequency = phonons.MeshModes.Frequency(q, m);
                if (!(frequency > CrystalThermodynamics.Softest))
                    continue;
                var c = phonons.Mesh.Weights[q] * (double.IsInfinity(temperature) ? Units.Boltzmann : Contribution.Oscillator(frequency / (1e3 * Units.SpeedOfLight), temperature).HeatCapacity);
                sum += c * MeshValues[q][m];
                weight += c;
            }
        }
        return sum / weight;
    }

    static double[][] Evaluate(PhononModes modes, BlochSum larger, BlochSum smaller, double logarithms)
    {
        var n = modes.Branches;
        HermitianBatch up = new(n), down = new(n);
        var (q, high, low) = (new double[3 * HermitianBatch.Count], new double[larger.PhaseCount], new double[smaller.PhaseCount]);
        var values = new double[modes.Q.Count][];
        for (var first = 0; first < values.Length; first += HermitianBatch.Count)
        {
            for (var k = 0; k < HermitianBatch.Count; k++)
            {
                var at = modes.Q[Math.Min(first + k, values.Length - 1)];
                (q[k], q[HermitianBatch.Count + k], q[2 * HermitianBatch.Count + k]) = (at.X, at.Y, at.Z);
            }
            larger.SetPhases(q, high);
            larger.Evaluate(high, up);
            smaller.SetPhases(q, low);
            smaller.Evaluate(low, down);
            for (var k = 0; k < HermitianBatch.Count && first + k < values.Length; k++)
            {
                values[first + k] = new double[n];
                for (var m = 0; m < n; m++)
                {
                    var e = modes.Vector(first + k, m);
                    var change = GroupVelocities.Element(up, k, e, e).Real - GroupVelocities.Element(down, k, e, e).Real;
                    values[first + k][m] = Math.Abs(modes.Frequency(first + k, m)) < CrystalThermodynamics.Softest ? double.NaN : -change / (2 * logarithms * modes.Eigenvalue(first + k, m));
                }
            }
        }
        return values;
    }
}
