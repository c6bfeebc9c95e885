using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Quantum.Tests;

/// <summary>Coulomb and exchange matrices, and what moving nuclei changes them by, against sums over all integrals one by one.</summary>
public sealed class TwoElectronTests
{
    static readonly Element[] Elements = [Element.Parse("O"), Element.Parse("H"), Element.Parse("Li")];

    static readonly Vec3[] Positions = [new(0.1, 0.2, -0.1), new(0.9, -0.1, 0.3), new(-0.7, 1.4, 0.5)];

    // Few functions, but up to the highest.
    static readonly BasisSet High = new("high",
    [
        new(Elements[0], [new([4], true, [1.1], [[1.0]]), new([0], false, [3.0, 0.4], [[0.5, 0.6]])]),
        new(Elements[1], [new([3], false, [0.8], [[1.0]])]),
        new(Elements[2], [new([1], false, [0.5], [[1.0]])]),
    ]);

    static Molecule Three(string basis) => new(new Structure(Elements, Positions), basis == High.Name ? High : BasisSet.Named(basis), Team.Single);

    static double[] Symmetric(int n, int seed)
    {
        var random = new Random(seed);
        var matrix = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
                matrix[i * n + j] = matrix[j * n + i] = random.NextDouble() - 0.5;
        }
        return matrix;
    }

    static ShellPair[] Pairs(Molecule molecule) => [.. from a in molecule.Shells from b in molecule.Shells select new ShellPair(a, b)];

    // (ab|cd) for every pair with every pair.
    static void ForAll(Molecule molecule, Action<int, int, int, int, double> visit)
    {
        var repulsion = new Repulsion();
        var kets = Pairs(molecule);
        foreach (var a in molecule.Shells)
        {
            foreach (var b in molecule.Shells)
            {
                var bra = new ShellPair(a, b);
                foreach (var ket in kets)
                {
                    var (c, d) = (ket.A, ket.B);
                    repulsion.Evaluate(bra, ket);
                    for (var i = 0; i < bra.Count; i++)
                    {
                        for (var k = 0; k < ket.Count; k++)
                            visit(a.First + i / b.Count, b.First + i % b.Count, c.First + k / d.Count, d.First + k % d.Count, repulsion.Integrals[i * ket.Stride + k]);
                    }
                }
            }
        }
    }

    [Theory]
    [InlineData("6-31g*", 0)]
    [InlineData("6-31g*", 1)]
    [InlineData("6-31g*", 2)]
    [InlineData("high", 1)]
    public void Matrices_are_the_sums_over_all_integrals(string basis, int spins)
    {
        var molecule = Three(basis);
        var n = molecule.Functions;
        var density = Symmetric(n, 1);
        var exchange = Enumerable.Range(2, spins).Select(s => Symmetric(n, s)).ToArray();
        var (j, k) = (new double[n * n], exchange.Select(_ => new double[n * n]).ToArray());
        ForAll(molecule, (a, b, c, d, v) =>
        {
            j[a * n + b] += v * density[c * n + d];
            for (var s = 0; s < spins; s++)
                k[s][a * n + c] += v * exchange[s][b * n + d];
        });
        foreach (var memory in (long[])[1L << 30, 0])
        {
            var built = new TwoElectron(molecule, new ScfOptions { Memory = memory }, Team.Single);
            // A second time from memory or from the change, a third time from a small change.
            var nearly = density.Select(d => 1.001 * d).ToArray();
            foreach (var before in (double[][])[Symmetric(n, 9), nearly, density, density])
                Near(before == density, built.Build(before, exchange));
        }

        void Near(bool compare, (double[] Coulomb, double[][] Exchange) found)
        {
            Assert.Equal(spins, found.Exchange.Length);
            for (var i = 0; i < n * n && compare; i++)
            {
                Assert.Equal(j[i], found.Coulomb[i], 1e-10);
                for (var s = 0; s < spins; s++)
                    Assert.Equal(k[s][i], found.Exchange[s][i], 1e-10);
            }
        }
    }

    [Theory]
    [InlineData("6-31g*", 1, 1.0)]
    [InlineData("6-31g*", 2, 0.2)]
    [InlineData("cc-pvdz", 1, 0.0)]
    [InlineData("high", 1, 1.0)]
    public void The_gradient_is_the_sum_over_all_derivatives(string basis, int spins, double exchange)
    {
        var molecule = Three(basis);
        var n = molecule.Functions;
        var densities = Enumerable.Range(1, spins).Select(s => Symmetric(n, s)).ToArray();
        var found = RepulsionGradient.Compute(molecule, densities, exchange, Team.Single);
        var expected = Slow(molecule, densities, exchange);
        for (var i = 0; i < found.Length; i++)
            Assert.Equal(0, (expected[i] - found[i]).Length, 1e-9);
        using var team = new Team(2);
        Assert.Equal(found, RepulsionGradient.Compute(molecule, densities, exchange, team));
    }

    // Derivatives of every integral, each from a shell of derivatives.
    static Vec3[] Slow(Molecule molecule, double[][] densities, double exchange)
    {
        var n = molecule.Functions;
        var total = FieldEquations.Total(densities);
        var share = exchange * (densities.Length == 1 ? 2 : 1);
        var gradient = new Vec3[molecule.Charges.Length];
        var repulsion = new Repulsion();
        var kets = Pairs(molecule);
        foreach (var a in molecule.Shells)
        {
            foreach (var b in molecule.Shells)
            {
                var bra = new ShellPair(a.Derivatives(), b);
                foreach (var ket in kets)
                {
                    var (c, d) = (ket.A, ket.B);
                    repulsion.Evaluate(bra, ket);
                    var slope = new double[3];
                    for (var i = 0; i < bra.Count * ket.Count; i++)
                    {
                        var (ab, cd) = Math.DivRem(i, ket.Count);
                        var (axis, ra) = Math.DivRem(ab / b.Count, a.Count);
                        var (fa, fb, fc, fd) = ((a.First + ra) * n, (b.First + ab % b.Count) * n, c.First + cd / d.Count, d.First + cd % d.Count);
                        var weight = total[fa + fb / n] * total[fc * n + fd];
                        foreach (var p in densities)
                            weight -= share * p[fa + fc] * p[fb + fd];
                        slope[axis] += 2 * weight * repulsion.Integrals[ab * ket.Stride + cd];
                    }
                    gradient[a.Atom] += new Vec3(slope[0], slope[1], slope[2]);
                }
            }
        }
        return gradient;
    }
}
