using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Quantum.Tests;

/// <summary>Every kind of integral against the slow ones, shells s to g.</summary>
public sealed class IntegralTests
{
    static readonly Vec3[] Centres = [new(0.1, -0.2, 0.3), new(-0.7, 0.5, 0.9), new(0.4, 1.1, -0.6), new(1.3, 0.2, 0.8)];

    static readonly double[] Exponents = [0.9, 1.7, 0.45, 1.2];

    public static TheoryData<int, int> Pairs => [.. from a in Enumerable.Range(0, 5) from b in Enumerable.Range(0, 5) select (a, b)];

    static Shell Bare(int which, int l, int first = 0) => new(new ElementShell([l], true, [Exponents[which]], [[1.0]]), which, Centres[which], first);

    static SlowIntegrals.Gaussian[] Slow(Shell shell) => [.. shell.Monomials.Select(m => new SlowIntegrals.Gaussian(shell.Centre, shell.Exponents[0], m))];

    // The library's functions have norm one.
    static double Norm(SlowIntegrals.Gaussian g) => 1 / Math.Sqrt(SlowIntegrals.Overlap(g, g));

    static Molecule Pair(int la, int lb) => new(
        new Structure([new Element(1), new Element(2)], [Centres[0] * Units.Bohr, Centres[1] * Units.Bohr]),
        new BasisSet("bare", [new(new Element(1), [new([la], true, [Exponents[0]], [[1.0]])]), new(new Element(2), [new([lb], true, [Exponents[1]], [[1.0]])])]),
        Team.Single);

    [Theory]
    [MemberData(nameof(Pairs))]
    public void One_electron_integrals_agree(int la, int lb)
    {
        var molecule = Pair(la, lb);
        var functions = molecule.Shells.SelectMany(Slow).ToArray();
        Compare(OneElectron.Overlap(molecule, Team.Single), SlowIntegrals.Overlap);
        Compare(OneElectron.Kinetic(molecule, Team.Single), SlowIntegrals.Kinetic);
        for (var axis = 0; axis < 3; axis++)
            Compare(OneElectron.Dipole(molecule, axis, Team.Single), (a, b) => SlowIntegrals.Dipole(a, b, axis));
        Compare(OneElectron.Attraction(molecule, Team.Single), (a, b) => -SlowIntegrals.Attraction(a, b, molecule.Positions[0]) - 2 * SlowIntegrals.Attraction(a, b, molecule.Positions[1]));

        void Compare(double[] actual, Func<SlowIntegrals.Gaussian, SlowIntegrals.Gaussian, double> expected)
        {
            for (var i = 0; i < functions.Length; i++)
            {
                for (var j = 0; j < functions.Length; j++)
                    Assert.Equal(Norm(functions[i]) * Norm(functions[j]) * expected(functions[i], functions[j]), actual[i * functions.Length + j], 1e-12);
            }
        }
    }

    [Theory]
    [InlineData(0, 0, 0, 0)]
    [InlineData(1, 0, 1, 1)]
    [InlineData(2, 1, 0, 2)]
    [InlineData(2, 2, 2, 2)]
    [InlineData(3, 1, 2, 0)]
    [InlineData(0, 4, 3, 1)]
    [InlineData(4, 0, 0, 4)]
    [InlineData(3, 3, 1, 1)]
    public void Repulsion_agrees(int la, int lb, int lc, int ld)
    {
        Shell[] shells = [Bare(0, la), Bare(1, lb), Bare(2, lc), Bare(3, ld)];
        var slow = shells.Select(Slow).ToArray();
        var norms = slow.Select(s => s.Select(Norm).ToArray()).ToArray();
        var (bra, ket) = (new ShellPair(shells[0], shells[1]), new ShellPair(shells[2], shells[3]));
        var repulsion = new Repulsion();
        repulsion.Evaluate(bra, ket);
        var random = new Random(1);
        // All of a small block, a sample of a large one.
        for (var n = 0; n < 60; n++)
        {
            var (a, b, c, d) = (random.Next(slow[0].Length), random.Next(slow[1].Length), random.Next(slow[2].Length), random.Next(slow[3].Length));
            var expected = norms[0][a] * norms[1][b] * norms[2][c] * norms[3][d] * SlowIntegrals.Repulsion(slow[0][a], slow[1][b], slow[2][c], slow[3][d]);
            Assert.Equal(expected, repulsion.Integrals[(a * slow[1].Length + b) * ket.Stride + c * slow[3].Length + d], 1e-12);
        }
    }

    [Fact]
    public void Every_width_gives_the_same_bits()
    {
        var shells = BasisSet.Named("cc-pvtz").For(Element.Parse("O")).Select((s, i) => new Shell(s, i, Centres[i % 4], 0)).ToArray();
        var (bra, ket) = (new ShellPair(shells[0], shells[2]), new ShellPair(shells[1], shells[3]));
        Repulsion one = new(), wide = new();
        KetBatch batch = new();
        batch.Add(ket);
        one.Evaluate<F64x1>(bra, batch);
        wide.Evaluate(bra, ket);
        Assert.Equal(one.Integrals, wide.Integrals);
        Assert.Contains(one.Integrals, v => Math.Abs(v) > 1e-3);
    }

    [Theory]
    [InlineData("sto-3g")]
    [InlineData("6-31g*")]
    [InlineData("cc-pvtz")]
    [InlineData("def2-tzvp")]
    public void Functions_have_norm_one_and_harmonics_are_orthogonal(string basis)
    {
        var molecule = new Molecule(new Structure([Element.Parse("O")], [new(0.3, 0.1, -0.2)]), BasisSet.Named(basis), Team.Single);
        var overlap = OneElectron.Overlap(molecule, Team.Single);
        var n = molecule.Functions;
        for (var i = 0; i < n; i++)
            Assert.Equal(1, overlap[i * n + i], 1e-13);
        foreach (var shell in molecule.Shells.Where(s => s.Count == 2 * s.Momentum + 1))
        {
            for (var i = 0; i < shell.Count; i++)
            {
                for (var j = 0; j < i; j++)
                    Assert.Equal(0, overlap[(shell.First + i) * n + shell.First + j], 1e-13);
            }
        }
    }

    [Fact]
    public void The_Boys_function_agrees_with_quadrature()
    {
        var values = new double[BoysFunction.HighestOrder + 1];
        foreach (var t in (double[])[0, 1e-9, 0.031, 0.0312501, 0.5, 1.7, 7.77, 20, 35.99, 36, 36.01, 60, 200])
        {
            foreach (var highest in (int[])[0, 3, BoysFunction.HighestOrder])
            {
                BoysFunction.Evaluate(t, highest, values, 1);
                for (var m = 0; m <= highest; m++)
                {
                    var expected = SlowIntegrals.Boys(m, t);
                    Assert.Equal(1, values[m] / expected, 2e-13);
                    Assert.Equal(expected, values[m], 1e-14);
                }
            }
        }
    }
}
