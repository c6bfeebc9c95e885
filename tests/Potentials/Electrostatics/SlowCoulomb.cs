using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials.Tests.Electrostatics;

/// <summary>Coulomb sums as they stand in textbooks, loop by loop; K = 1 throughout.</summary>
static class SlowCoulomb
{
    /// <summary>erfc x for x ≥ 0, to about 1e-15: a series where it is short, a continued fraction (Lentz from behind) where it is not.</summary>
    internal static double Erfc(double x)
    {
        if (x < 2)
        {
            double sum = 0, term = x;
            for (var n = 0; Math.Abs(term) > 1e-18 * Math.Abs(sum) && n < 200; n++)
            {
                sum += term;
                term *= 2 * x * x / (2 * n + 3);
            }
            return 1 - 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
        }
        var f = x;
        for (var n = 200; n > 0; n--)
            f = x + 0.5 * n / f;
        return Math.Exp(-x * x) / (Math.Sqrt(Math.PI) * f);
    }

    /// <summary>½ Σ Q_i Q_j φ(r) over all pairs and images nearer than the cutoff.</summary>
    internal static double Pairs(Structure structure, double[] charges, double cutoff, Func<double, double> phi)
    {
        var energy = 0.0;
        var heights = structure.Cell?.Heights ?? new Vec3(1, 1, 1);
        int Images(int axis) => structure.Periodic[axis] ? (int)Math.Ceiling(cutoff / heights[axis]) + 1 : 0;
        var (na, nb, nc) = (Images(0), Images(1), Images(2));
        for (var a = -na; a <= na; a++)
        {
            for (var b = -nb; b <= nb; b++)
            {
                for (var c = -nc; c <= nc; c++)
                {
                    var shift = structure.Cell?.ToCartesian(new Vec3(a, b, c)) ?? Vec3.Zero;
                    for (var i = 0; i < structure.Count; i++)
                    {
                        for (var j = 0; j < structure.Count; j++)
                        {
                            var d = (structure.Positions[j] + shift - structure.Positions[i]).Length;
                            if (d < cutoff && (i != j || d > 1e-6))
                                energy += 0.5 * charges[i] * charges[j] * phi(d);
                        }
                    }
                }
            }
        }
        return energy;
    }

    /// <summary>(2π/V) Σ_k≠0 e^(−k²/4α²)/k² |S(k)|² over all wave vectors nearer than the cutoff.</summary>
    internal static double Waves(Structure structure, double[] charges, double alpha, double cutoff, double twoPi = 2 * Math.PI)
    {
        var cell = structure.Cell!;
        var reciprocal = twoPi * cell.Inverse.Transposed;
        int Largest(int axis) => (int)(cutoff * cell.Vectors.Row(axis).Length / twoPi) + 1;
        var energy = 0.0;
        for (var a = -Largest(0); a <= Largest(0); a++)
        {
            for (var b = -Largest(1); b <= Largest(1); b++)
            {
                for (var c = -Largest(2); c <= Largest(2); c++)
                {
                    var k = new Vec3(a, b, c) * reciprocal;
                    var squared = k.LengthSquared;
                    if (squared >= cutoff * cutoff || (a, b, c) == (0, 0, 0))
                        continue;
                    double re = 0, im = 0;
                    for (var j = 0; j < structure.Count; j++)
                    {
                        var phase = Vec3.Dot(k, structure.Positions[j]);
                        re += charges[j] * Math.Cos(phase);
                        im += charges[j] * Math.Sin(phase);
                    }
                    energy += twoPi / cell.Volume * Math.Exp(-squared / (4 * alpha * alpha)) / squared * (re * re + im * im);
                }
            }
        }
        return energy;
    }

    internal static double Self(double[] charges, double alpha) => -alpha / Math.Sqrt(Math.PI) * charges.Sum(q => q * q);
}
