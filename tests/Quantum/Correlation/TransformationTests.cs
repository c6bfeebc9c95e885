using Athanor.Numerics;

namespace Athanor.Quantum.Tests;

/// <summary>Transformed integrals against loops over functions, and with integrals kept or made twice.</summary>
public sealed class TransformationTests
{
    [Fact]
    public void Pairs_of_orbitals_agree_with_sums_over_functions()
    {
        var molecule = new Molecule(CorrelationReference.Water, BasisSet.Named("6-31g*"), Team.Single);
        var n = molecule.Functions;
        double[] c1 = Columns(n, 3, 1), c2 = Columns(n, 4, 2), c3 = Columns(n, 2, 3);
        OrbitalPairs same = new(n, c1), apart = new(n, c2, c3);
        double[] all = Transformation.Integrals(molecule, same, apart, Team.Single);
        var functions = Functions(molecule);
        for (var p = 0; p < 3; p++)
        {
            for (var q = 0; q <= p; q++)
            {
                for (var r = 0; r < 4; r++)
                {
                    for (var s = 0; s < 2; s++)
                    {
                        var expected = 0.0;
                        for (var a = 0; a < n; a++)
                        {
                            for (var b = 0; b < n; b++)
                            {
                                for (var c = 0; c < n; c++)
                                {
                                    for (var d = 0; d < n; d++)
                                        expected += c1[a * 3 + p] * c1[b * 3 + q] * c2[c * 4 + r] * c3[d * 2 + s] * functions[((a * n + b) * n + c) * n + d];
                                }
                            }
                        }
                        Assert.Equal(expected, all[(p * (p + 1) / 2 + q) * apart.Count + r * 2 + s], 1e-9);
                    }
                }
            }
        }
    }

    [Fact]
    public void Integrals_that_are_not_kept_are_the_same()
    {
        using var team = new Team(2);
        var molecule = new Molecule(CorrelationReference.Water, BasisSet.Named("cc-pvdz"), team);
        var pairs = new OrbitalPairs(molecule.Functions, Columns(molecule.Functions, 5, 1));
        double[] kept = Transformation.Half(molecule, new(molecule, team), pairs, team), made = Transformation.Half(molecule, new(molecule, team, 0), pairs, team);
        Assert.Contains(kept, x => Math.Abs(x) > 0.1);
        Assert.All(kept.Zip(made), x => Assert.Equal(x.First, x.Second, 1e-11));
    }

    static double[] Functions(Molecule molecule)
    {
        var n = molecule.Functions;
        var all = new double[n * n * n * n];
        var repulsion = new Repulsion();
        foreach (var bra in molecule.Pairs)
        {
            foreach (var ket in molecule.Pairs)
            {
                repulsion.Evaluate(bra, ket);
                for (var ab = 0; ab < bra.Count; ab++)
                {
                    for (var cd = 0; cd < ket.Count; cd++)
                    {
                        var (a, b) = (bra.A.First + ab / bra.B.Count, bra.B.First + ab % bra.B.Count);
                        var (c, d) = (ket.A.First + cd / ket.B.Count, ket.B.First + cd % ket.B.Count);
                        foreach (var (x, y) in new[] { (a, b), (b, a) })
                            all[((x * n + y) * n + c) * n + d] = all[((x * n + y) * n + d) * n + c] = repulsion.Integrals[ab * ket.Stride + cd];
                    }
                }
            }
        }
        return all;
    }

    static double[] Columns(int functions, int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, functions * count).Select(_ => random.NextDouble() - 0.5)];
    }
}
