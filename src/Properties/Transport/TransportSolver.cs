using Athanor.Numerics;

namespace Athanor.Properties;

/// <summary>A F = b for three right sides at once by conjugate gradients, preconditioned by the diagonal. Modes whose diagonal is zero have F = 0.</summary>
sealed class TransportSolver(double[] diagonal, Vec3[] right, Func<Vec3[], Vec3[]> apply)
{
    /// <summary>b over the diagonal.</summary>
    internal Vec3[] Relaxed() => Preconditioned(right);

    /// <param name="tolerance">Of √(r·r/diagonal), by right side, to what it is of b.</param>
    internal (Vec3[] Solution, int Iterations, double Residual) Full(double tolerance, int most)
    {
        // From relaxation times: that is one step of the method, and often near.
        var f = Preconditioned(right);
        var start = Dot(right, f);
        var product = apply(f);
        Vec3[] r = [.. right.Select((b, m) => diagonal[m] > 0 ? b - product[m] : Vec3.Zero)];
        var z = Preconditioned(r);
        Vec3[] p = [.. z];
        var rho = Dot(r, z);
        var iterations = 0;
        double Left() => Math.Sqrt(Enumerable.Range(0, 3).Max(d => start[d] > 0 ? Math.Max(0, rho[d]) / start[d] : 0));
        while (iterations < most && Left() > tolerance)
        {
            iterations++;
            product = apply(p);
            var alpha = Ratio(rho, Dot(p, product));
            for (var m = 0; m < f.Length; m++)
            {
                if (!(diagonal[m] > 0))
                    continue;
                f[m] += Scaled(alpha, p[m]);
                r[m] -= Scaled(alpha, product[m]);
            }
            z = Preconditioned(r);
            var next = Dot(r, z);
            var beta = Ratio(next, rho);
            for (var m = 0; m < p.Length; m++)
                p[m] = z[m] + Scaled(beta, p[m]);
            rho = next;
        }
        return (f, iterations, Left());
    }

    Vec3[] Preconditioned(Vec3[] r) => [.. r.Select((x, m) => diagonal[m] > 0 ? x / diagonal[m] : Vec3.Zero)];

    static Vec3 Dot(Vec3[] a, Vec3[] b)
    {
        var sum = Vec3.Zero;
        for (var m = 0; m < a.Length; m++)
            sum += Scaled(a[m], b[m]);
        return sum;
    }

    static Vec3 Scaled(Vec3 a, Vec3 b) => new(a.X * b.X, a.Y * b.Y, a.Z * b.Z);

    static Vec3 Ratio(Vec3 a, Vec3 b) => new(b.X > 0 ? a.X / b.X : 0, b.Y > 0 ? a.Y / b.Y : 0, b.Z > 0 ? a.Z / b.Z : 0);
}
