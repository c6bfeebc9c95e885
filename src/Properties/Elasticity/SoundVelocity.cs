using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Properties;

/// <summary>Sound waves of long wavelength in a crystal of a given stiffness.</summary>
public static class SoundVelocity
{
    /// <summary>The three waves in a direction, slowest first: eigenvectors of Christoffel's matrix Γ_ik = Σ C_ijkl n_j n_l, eigenvalues ρ v².</summary>
    /// <param name="stiffness">Under pressure the stress–strain coefficients.</param>
    /// <param name="density">amu/Å³.</param>
    /// <param name="direction">Cartesian, any length but zero.</param>
    public static SoundWave[] Along(ElasticTensor stiffness, double density, Vec3 direction)
    {
        var n = direction / direction.Length;
        Span<double> gamma = stackalloc double[9];
        for (var i = 0; i < 3; i++)
        {
            for (var k = 0; k < 3; k++)
            {
                for (var j = 0; j < 3; j++)
                {
                    for (var l = 0; l < 3; l++)
                        gamma[3 * i + k] += stiffness.Component(i, j, k, l) * n[j] * n[l];
                }
            }
        }
        var (values, vectors) = SymmetricEigen.Decompose(Mat3.FromSpan(gamma));
        return [.. Enumerable.Range(0, 3).Select(k => new SoundWave(Math.CopySign(OfModulus(Math.Abs(values[k]), density), values[k]), vectors.Row(k)))];
    }

    /// <summary>√(M/ρ), m/s, of a modulus in eV/Å³ and a density in amu/Å³.</summary>
    internal static double OfModulus(double modulus, double density) => 1e5 * Math.Sqrt(modulus * Units.AccelerationPerForce / density);

    /// <summary>amu/Å³.</summary>
    public static double Density(Structure crystal) => Enumerable.Range(0, crystal.Count).Sum(crystal.MassOf) / crystal.Cell!.Volume;
}
