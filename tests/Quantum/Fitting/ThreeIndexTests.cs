using Athanor.Numerics;

namespace Athanor.Quantum.Tests;

/// <summary>Integrals over three and over two functions against the slow ones, auxiliary shells s to i.</summary>
public sealed class ThreeIndexTests
{
    static readonly Vec3[] Centres = [new(0.1, -0.2, 0.3), new(-0.7, 0.5, 0.9), new(0.4, 1.1, -0.6)];

    static readonly double[] Exponents = [0.9, 1.7, 0.45];

    // exp(−0 r²).
    static readonly SlowIntegrals.Gaussian One = new(new(0.3, 0.4, -0.5), 0, (0, 0, 0));

    static Shell Bare(int which, int l) => new(new ElementShell([l], true, [Exponents[which]], [[1.0]]), which, Centres[which], 0);

    static SlowIntegrals.Gaussian[] Slow(Shell shell) => [.. shell.Monomials.Select(m => new SlowIntegrals.Gaussian(shell.Centre, shell.Exponents[0], m))];

    static double Norm(SlowIntegrals.Gaussian g) => 1 / Math.Sqrt(SlowIntegrals.Overlap(g, g));

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(1, 1, 0)]
    [InlineData(2, 1, 2)]
    [InlineData(4, 2, 2)]
    [InlineData(6, 0, 1)]
    [InlineData(3, 4, 1)]
    public void Three_functions(int lp, int la, int lb)
    {
        Shell p = Bare(0, lp), a = Bare(1, la), b = Bare(2, lb);
        var (auxiliary, pair) = (new ShellPair(p, Shell.Unit), new ShellPair(a, b));
        var repulsion = new Repulsion();
        repulsion.Evaluate(auxiliary, pair);
        var random = new Random(1);
        var (sp, sa, sb) = (Slow(p), Slow(a), Slow(b));
        for (var n = 0; n < 40; n++)
        {
            var (k, i, j) = (random.Next(sp.Length), random.Next(sa.Length), random.Next(sb.Length));
            var expected = Norm(sp[k]) * Norm(sa[i]) * Norm(sb[j]) * SlowIntegrals.Repulsion(sp[k], One, sa[i], sb[j]);
            Assert.Equal(expected, repulsion.Integrals[k * pair.Stride + i * sb.Length + j], 1e-12);
        }
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(2, 1)]
    [InlineData(4, 4)]
    [InlineData(6, 5)]
    public void Two_functions(int lp, int lq)
    {
        Shell p = Bare(0, lp), q = Bare(1, lq);
        var (bra, ket) = (new ShellPair(p, Shell.Unit), new ShellPair(q, Shell.Unit));
        var repulsion = new Repulsion();
        repulsion.Evaluate(bra, ket);
        var (sp, sq) = (Slow(p), Slow(q));
        var random = new Random(1);
        for (var n = 0; n < 40; n++)
        {
            var (k, i) = (random.Next(sp.Length), random.Next(sq.Length));
            Assert.Equal(Norm(sp[k]) * Norm(sq[i]) * SlowIntegrals.Repulsion(sp[k], One, sq[i], One), repulsion.Integrals[k * ket.Stride + i], 1e-11);
        }
    }
}
