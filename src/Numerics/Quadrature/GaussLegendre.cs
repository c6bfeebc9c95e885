namespace Athanor.Numerics;

/// <summary>Gauss–Legendre quadrature: n points, exact for polynomials up to degree 2n − 1.</summary>
public static class GaussLegendre
{
    /// <summary>Points in ascending order and their weights on [<paramref name="from"/>, <paramref name="to"/>].</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one point.</exception>
    public static (double[] Points, double[] Weights) On(double from, double to, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var (points, weights) = (new double[count], new double[count]);
        var (middle, half) = (0.5 * (from + to), 0.5 * (to - from));
        for (var k = 0; k < count; k++)
        {
            // Tricomi's first guess; Newton then doubles its digits.
            var x = -Math.Cos(Math.PI * (k + 0.75) / (count + 0.5));
            var slope = 0.0;
            for (var n = 0; n < 100; n++)
            {
                (var value, slope) = Legendre(count, x);
                var step = value / slope;
                x -= step;
                if (Math.Abs(step) < 1e-15)
                    break;
            }
            (_, slope) = Legendre(count, x);
            (points[k], weights[k]) = (middle + half * x, half * 2 / ((1 - x * x) * slope * slope));
        }
        return (points, weights);
    }

    static (double Value, double Slope) Legendre(int n, double x)
    {
        double before = 1, now = x;
        for (var l = 1; l < n; l++)
            (before, now) = (now, ((2 * l + 1) * x * now - l * before) / (l + 1));
        return (now, n * (x * now - before) / (x * x - 1));
    }
}
