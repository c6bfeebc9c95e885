using Athanor.Numerics;

namespace Athanor.Properties;

/// <summary>Symmetric tensors as six numbers, in the order xx, yy, zz, yz, xz, xy. Shear strains count twice (γ = 2ε), shear stresses once, so that energies come out right.</summary>
static class Voigt
{
    internal static readonly int[] Rows = [0, 1, 2, 1, 0, 0], Columns = [0, 1, 2, 2, 2, 1];

    internal static readonly string[] Names = ["xx", "yy", "zz", "yz", "xz", "xy"];

    /// <summary>The number of the pair (i, j).</summary>
    internal static int Index(int i, int j) => i == j ? i : 6 - i - j;

    /// <summary>The strain tensor of six numbers.</summary>
    internal static Mat3 Strain(ReadOnlySpan<double> e) => new(e[0], e[5] / 2, e[4] / 2, e[5] / 2, e[1], e[3] / 2, e[4] / 2, e[3] / 2, e[2]);

    /// <summary>Six numbers of a strain.</summary>
    internal static double[] OfStrain(Mat3 e) => [e.XX, e.YY, e.ZZ, e.YZ + e.ZY, e.XZ + e.ZX, e.XY + e.YX];

    /// <summary>The stress tensor of six numbers.</summary>
    internal static Mat3 Stress(ReadOnlySpan<double> s) => new(s[0], s[5], s[4], s[5], s[1], s[3], s[4], s[3], s[2]);

    /// <summary>Six numbers of a stress.</summary>
    internal static double[] OfStress(Mat3 s) => [s.XX, s.YY, s.ZZ, (s.YZ + s.ZY) / 2, (s.XZ + s.ZX) / 2, (s.XY + s.YX) / 2];

    /// <summary>M, 36 numbers row by row, of σ′ = R σ Rᵀ; a stiffness becomes M C Mᵀ (Bond, Proc. Phys. Soc. 55, 231 (1943)).</summary>
    internal static double[] Bond(Mat3 rotation)
    {
        var m = new double[36];
        var unit = new double[6];
        for (var j = 0; j < 6; j++)
        {
            unit[j] = 1;
            var turned = OfStress(rotation * Stress(unit) * rotation.Transposed);
            unit[j] = 0;
            for (var i = 0; i < 6; i++)
                m[6 * i + j] = turned[i];
        }
        return m;
    }

    /// <summary>M C Mᵀ.</summary>
    internal static double[] Turned(double[] c, double[] bond) => Product(Product(bond, c), Transposed(bond));

    internal static double[] Product(double[] a, double[] b)
    {
        var c = new double[36];
        for (var i = 0; i < 6; i++)
        {
            for (var j = 0; j < 6; j++)
            {
                for (var k = 0; k < 6; k++)
                    c[6 * i + j] += a[6 * i + k] * b[6 * k + j];
            }
        }
        return c;
    }

    static double[] Transposed(double[] a) => [.. Enumerable.Range(0, 36).Select(k => a[6 * (k % 6) + k / 6])];
}
