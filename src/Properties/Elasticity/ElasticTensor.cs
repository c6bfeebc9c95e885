using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Properties;

/// <summary>
/// The stiffness of a crystal as a symmetric 6 × 6 matrix, σ_I = Σ_J C_IJ e_J, in the order xx, yy, zz, yz, xz, xy with shear strains e = 2ε; eV/Å³ (times <see cref="Units.GigaPascal"/>: GPa). Under pressure these are the
/// coefficients of stress against strain (B of Wallace, "Thermodynamics of Crystals", 1972), which decide stability and the speed of sound.
/// </summary>
public sealed class ElasticTensor
{
    readonly double[] _c;

    /// <param name="values">36 numbers row by row, eV/Å³; what is not symmetric is averaged.</param>
    public ElasticTensor(ReadOnlySpan<double> values)
    {
        if (values.Length != 36)
            throw new ArgumentException($"A stiffness has 36 numbers, not {values.Length}.", nameof(values));
        _c = new double[36];
        for (var k = 0; k < 36; k++)
            _c[k] = 0.5 * (values[k] + values[6 * (k % 6) + k / 6]);
        (Eigenvalues, Compliance) = Invert();
        Averages = PolycrystalModuli.Of(this);
    }

    /// <summary>C_IJ, indices from 0, eV/Å³.</summary>
    public double this[int row, int column] => _c[6 * row + column];

    /// <summary>36 numbers row by row, eV/Å³.</summary>
    public ReadOnlySpan<double> Values => _c;

    /// <summary>S = C⁻¹, Å³/eV, row by row; infinite where the crystal resists a strain with nothing.</summary>
    public IReadOnlyList<double> Compliance { get; }

    /// <summary>Of C, ascending, eV/Å³.</summary>
    public IReadOnlyList<double> Eigenvalues { get; }

    /// <summary>Born's condition: every strain costs energy, so all eigenvalues are positive (Mouhat and Coudert, Phys. Rev. B 90, 224104 (2014)); with the stress–strain coefficients also under pressure.</summary>
    public bool IsStable => Eigenvalues[0] > 0;

    /// <summary>Of a solid of many grains.</summary>
    public PolycrystalModuli Averages { get; }

    /// <summary>C_ijkl, eV/Å³.</summary>
    public double Component(int i, int j, int k, int l) => _c[6 * Voigt.Index(i, j) + Voigt.Index(k, l)];

    /// <summary>In axes turned so that a vector v becomes R v.</summary>
    public ElasticTensor Rotated(Mat3 rotation) => new(Voigt.Turned(_c, Voigt.Bond(rotation)));

    /// <summary>Young's modulus along a direction, eV/Å³: stress over strain along it when nothing else is pulled.</summary>
    public double YoungAlong(Vec3 direction)
    {
        var n = direction / direction.Length;
        double[] p = [n.X * n.X, n.Y * n.Y, n.Z * n.Z, n.Y * n.Z, n.X * n.Z, n.X * n.Y];
        double sum = 0;
        for (var i = 0; i < 6; i++)
        {
            for (var j = 0; j < 6; j++)
                sum += p[i] * Compliance[6 * i + j] * p[j];
        }
        return 1 / sum;
    }

    /// <summary>−(1/L) dL/dP along a direction under hydrostatic pressure, Å³/eV.</summary>
    public double LinearCompressibility(Vec3 direction)
    {
        var n = direction / direction.Length;
        double[] p = [n.X * n.X, n.Y * n.Y, n.Z * n.Z, n.Y * n.Z, n.X * n.Z, n.X * n.Y];
        double sum = 0;
        for (var i = 0; i < 6; i++)
            sum += p[i] * (Compliance[6 * i] + Compliance[6 * i + 1] + Compliance[6 * i + 2]);
        return sum;
    }

    /// <summary>
    /// Second derivatives of the energy by Lagrangian strain over the volume, where these are the stress–strain coefficients at a hydrostatic pressure (eV/Å³): C₁₁ = B₁₁ + P, C₁₂ = B₁₂ − P, C₄₄ = B₄₄ + P, in any axes.
    /// </summary>
    public ElasticTensor EnergyDerivatives(double pressure) => new([.. _c.Select((c, k) => c + pressure * HydrostaticPart(k / 6, k % 6))]);

    /// <summary>δ_ik δ_jl + δ_il δ_jk − δ_ij δ_kl as a 6 × 6 matrix.</summary>
    internal static double HydrostaticPart(int row, int column) => row == column ? 1 : row < 3 && column < 3 ? -1 : 0;

    (double[] Eigenvalues, double[] Compliance) Invert()
    {
        var (values, vectors) = (new double[6], new double[36]);
        SymmetricEigen.Decompose(new ReadOnlyMatrixSpan<double>(_c, 6, 6), values, new MatrixSpan<double>(vectors, 6, 6));
        var inverse = new double[36];
        for (var i = 0; i < 6; i++)
        {
            for (var j = 0; j < 6; j++)
            {
                for (var k = 0; k < 6; k++)
                    inverse[6 * i + j] += vectors[6 * i + k] * vectors[6 * j + k] / values[k];
            }
        }
        return (values, inverse);
    }
}
