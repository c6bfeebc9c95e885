using System.Numerics;

namespace Athanor.Potentials.Ace;

/// <summary>
/// Coupling coefficients of real spherical harmonics: Σ_{ma,mb} C^{LM}_{a ma, b mb} x_{a ma} y_{b mb} turns as a tensor of degree L where x and y do as tensors of degrees a and b.
/// </summary>
/// <remarks>
/// Clebsch–Gordan coefficients (Racah's formula: Varshalovich, Moskalev, Khersonskii, "Quantum Theory of Angular Momentum", §8.2.1) carried over to real harmonics, which are
/// √2 Re Y_lm, Y_l0, √2 Im Y_l|m| with the phase (−1)^m; m runs from −l to l. Where a + b + L is odd the result is imaginary and is divided by i: what it couples is then a pseudotensor.
/// </remarks>
static class RealCoupling
{
    /// <summary>[a ma, b mb, L M] of one triple of degrees, row-major; zero where the triangle does not close.</summary>
    internal static double[,,] Of(int a, int b, int degree)
    {
        var table = new double[2 * a + 1, 2 * b + 1, 2 * degree + 1];
        if (degree < Math.Abs(a - b) || degree > a + b)
            return table;
        Complex[,] ua = ToComplex(a), ub = ToComplex(b), u = ToComplex(degree);
        var odd = (a + b + degree) % 2 != 0;
        for (var ma = -a; ma <= a; ma++)
        {
            for (var mb = -b; mb <= b; mb++)
            {
                for (var m = -degree; m <= degree; m++)
                {
                    var sum = Complex.Zero;
                    // A real function is a combination of the complex ones of the same |m|.
                    foreach (var pa in Signs(ma))
                    {
                        foreach (var pb in Signs(mb))
                        {
                            if (Math.Abs(pa + pb) == Math.Abs(m))
                                sum += Complex.Conjugate(ua[a + ma, a + pa] * ub[b + mb, b + pb]) * ClebschGordan(a, pa, b, pb, degree, pa + pb) * u[degree + m, degree + pa + pb];
                        }
                    }
                    table[a + ma, b + mb, degree + m] = odd ? sum.Imaginary : sum.Real;
                }
            }
        }
        return table;
    }

    static int[] Signs(int m) => m == 0 ? [0] : [m, -m];

    // Row: real function; column: complex one. A component of a tensor turns as its function does, hence the conjugates above.
    static Complex[,] ToComplex(int l)
    {
        var u = new Complex[2 * l + 1, 2 * l + 1];
        var half = Math.Sqrt(0.5);
        u[l, l] = 1;
        for (var m = 1; m <= l; m++)
        {
            var sign = m % 2 == 0 ? 1.0 : -1.0;
            u[l + m, l + m] = sign * half;
            u[l + m, l - m] = half;
            u[l - m, l + m] = new Complex(0, -sign * half);
            u[l - m, l - m] = new Complex(0, half);
        }
        return u;
    }

    static double ClebschGordan(int a, int ma, int b, int mb, int c, int mc)
    {
        if (ma + mb != mc || Math.Abs(ma) > a || Math.Abs(mb) > b || Math.Abs(mc) > c)
            return 0;
        var delta = Factorial(a + b - c) * Factorial(a - b + c) * Factorial(-a + b + c) / Factorial(a + b + c + 1);
        var root = Math.Sqrt((2 * c + 1) * delta * Factorial(a + ma) * Factorial(a - ma) * Factorial(b + mb) * Factorial(b - mb) * Factorial(c + mc) * Factorial(c - mc));
        var sum = 0.0;
        for (var z = 0; z <= a + b - c; z++)
        {
            int[] below = [z, a + b - c - z, a - ma - z, b + mb - z, c - b + ma + z, c - a - mb + z];
            if (below.Min() >= 0)
                sum += (z % 2 == 0 ? 1 : -1) / below.Aggregate(1.0, (product, n) => product * Factorial(n));
        }
        return root * sum;
    }

    static double Factorial(int n) => n <= 1 ? 1 : n * Factorial(n - 1);
}
