namespace Athanor.Potentials.Angular;

/// <summary>
/// The angular functions of a model: Z_lm(z) (x + iy)^m, Z_lm being the polynomial with coprime integers and positive leading coefficient that is proportional to
/// d^m P_l/dz^m. Tables for their recurrences, and where each stands.
/// </summary>
/// <remarks>
/// Polynomials are ordered by m, then by l, (0, 0) among them. Functions likewise, real and imaginary parts one after another and without (0, 0).
/// With monic p_lm: p_lm = z p_l−1,m − ((l−1)² − m²)/(4(l−1)² − 1) p_l−2,m and dp_lm/dz = (l − m) p_l,m+1, so that no derivative has to be stored.
/// </remarks>
sealed class Harmonics
{
    /// <param name="l">The largest l.</param>
    internal Harmonics(int l)
    {
        L = l;
        Functions = (l + 1) * (l + 1) - 1;
        Weights = new double[Functions];
        var index = 0;
        Step = new double[Polynomials];
        Back = new double[Polynomials];
        Slope = new double[Polynomials];
        for (var m = 0; m <= l; m++)
        {
            for (var k = m; k <= l; k++, index++)
            {
                Step[index] = k > m ? Leading(k, m) / Leading(k - 1, m) : 0;
                Back[index] = k > m + 1 ? ((k - 1.0) * (k - 1) - m * m) / (4.0 * (k - 1) * (k - 1) - 1) * Leading(k, m) / Leading(k - 2, m) : 0;
                Slope[index] = k > m ? (k - m) * Leading(k, m) / Leading(k, m + 1) : 0;
                if (k == 0)
                    continue;
                Weights[Row(k, m)] = (m == 0 ? 1 : 2) * Norm(k, m);
                if (m > 0)
                    Weights[Row(k, m) + 1] = Weights[Row(k, m)];
            }
        }
    }

    internal int L { get; }

    internal int Polynomials => (L + 1) * (L + 2) / 2;

    /// <summary>Real and imaginary parts of all functions with l from 1 to L.</summary>
    internal int Functions { get; }

    /// <summary>Z_lm = Step z Z_l−1,m − Back Z_l−2,m, by polynomial.</summary>
    internal double[] Step { get; }

    /// <inheritdoc cref="Step"/>
    internal double[] Back { get; }

    /// <summary>dZ_lm/dz = Slope Z_l,m+1, by polynomial.</summary>
    internal double[] Slope { get; }

    /// <summary>By function: q_l is the sum of these times the squares of its accumulators.</summary>
    internal double[] Weights { get; }

    /// <summary>Where the real part of a function stands; the imaginary part of m &gt; 0 follows.</summary>
    internal int Row(int l, int m) => m == 0 ? l - 1 : L + (m - 1) * (2 * L + 2 - m) + 2 * (l - m);

    /// <summary>(2l+1)/4π (l−m)!/(l+m)! κ², κ the quotient of d^m P_l/dz^m and Z_lm.</summary>
    static double Norm(int l, int m)
    {
        // The leading coefficient of P_l is (2l)!/(2^l l!²).
        var leading = Factorial(2 * l) / (Math.Pow(2, l) * Factorial(l) * Factorial(l - m));
        var kappa = leading / Leading(l, m);
        return (2 * l + 1) / (4 * Math.PI) * Factorial(l - m) / Factorial(l + m) * kappa * kappa;
    }

    /// <summary>The leading coefficient of Z_lm.</summary>
    static double Leading(int l, int m)
    {
        // Coefficients of 2^l l! d^m P_l/dz^m are whole; without their common divisor they are those of Z_lm.
        var divisor = 0L;
        var first = 0L;
        for (var k = 0; 2 * k <= l - m; k++)
        {
            var coefficient = Binomial(l, k) * Falling(2 * l - 2 * k, l) * Falling(l - 2 * k, m);
            divisor = Divisor(divisor, coefficient);
            if (k == 0)
                first = coefficient;
        }
        return first / divisor;
    }

    static long Binomial(int n, int k) => k == 0 ? 1 : Binomial(n - 1, k - 1) * n / k;

    /// <summary>n (n − 1) … of k factors.</summary>
    static long Falling(int n, int k) => k == 0 ? 1 : n * Falling(n - 1, k - 1);

    static long Divisor(long a, long b) => b == 0 ? a : Divisor(b, a % b);

    static double Factorial(int n) => n <= 1 ? 1 : n * Factorial(n - 1);
}
