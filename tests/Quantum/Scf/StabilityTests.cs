using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Quantum.Tests;

/// <summary>
/// The orbital Hessian against differences of the energy, dense matrices and Psi4 1.3.2 (<c>set { reference rhf; scf_type pk; stability_analysis check }</c> or uhf, rohf; the same sets; symmetry c1).
/// </summary>
public sealed class StabilityTests
{
    static Structure Pair(int a, int b, double distance, int multiplicity) => new([new(a), new(b)], [default, new(0, 0, distance)]) { Multiplicity = multiplicity };

    static Structure Methylene => new([new(6), new(1), new(1)], [default, new(0, 0.9926, 0.4210), new(0, -0.9926, 0.4210)]) { Multiplicity = 3 };

    [Theory]
    [InlineData(1, 1.8, "cc-pvdz", 0.399485, -0.187749)]
    [InlineData(7, 1.6, "6-31g*", -0.062930, -0.278188)]
    [InlineData(8, 1.2075, "6-31g*", 0.000000, -0.126654)]
    public void Closed_shells_agree_with_Psi4(int element, double distance, string basis, double singlet, double triplet)
    {
        var result = Stability.Of(HartreeFock.Solve(Pair(element, element, distance, 1), BasisSet.Named(basis)));
        Assert.Equal([StabilityKind.ClosedSinglet, StabilityKind.ClosedTriplet], result.Eigenvalues.Select(e => e.Kind));
        Assert.Equal(singlet, result.Eigenvalues[0].Value, 1e-6);
        Assert.Equal(triplet, result.Eigenvalues[1].Value, 1e-6);
        Assert.False(result.IsStable);
        Assert.Contains("RHF → UHF", result.ToString());
    }

    [Theory]
    [InlineData(8, 8, 1.2075, 3, "6-31g*", Shells.Unrestricted, 0.025750)]
    [InlineData(8, 8, 1.2075, 3, "cc-pvdz", Shells.Unrestricted, 0.022856)]
    [InlineData(8, 1, 0.9697, 2, "cc-pvdz", Shells.Unrestricted, 0)]
    [InlineData(8, 8, 1.2075, 3, "cc-pvdz", Shells.RestrictedOpen, -0.005507)]
    public void Open_shells_agree_with_Psi4(int a, int b, double distance, int multiplicity, string basis, Shells shells, double expected)
    {
        var result = Stability.Of(HartreeFock.Solve(Pair(a, b, distance, multiplicity), BasisSet.Named(basis), new ScfOptions { Shells = shells }));
        Assert.Equal(expected, Assert.Single(result.Eigenvalues).Value, 1e-6);
        Assert.Equal(shells == Shells.Unrestricted, result.IsStable);
    }

    [Fact]
    public void Open_shells_that_stay_shared_agree_with_Psi4() =>
        Assert.Equal(0.132779, Stability.Of(HartreeFock.Solve(Methylene, BasisSet.Named("cc-pvdz"), new ScfOptions { Shells = Shells.RestrictedOpen })).Lowest!.Value, 1e-6);

    [Fact]
    public void Threads_do_not_change_a_bit()
    {
        using var team = new Team(3);
        var field = HartreeFock.Solve(Methylene, BasisSet.Named("6-31g*"));
        Assert.Equal(Stability.Of(field).Lowest!.Value, Stability.Of(field, team).Lowest!.Value);
    }

    [Fact]
    public void It_ends_between_products_where_it_is_no_longer_wanted()
    {
        using var stop = new CancellationTokenSource();
        var options = new ScfOptions { Cancellation = stop.Token };
        var responses = 0;
        IInteraction Interrupted(Molecule molecule, ScfOptions of, Team team) => new Interrupting(HartreeFock.Interaction(molecule, of, team), () =>
        {
            if (++responses == 2)
                stop.Cancel();
        });
        var field = MeanField.Solve(Methylene, BasisSet.Named("sto-3g"), Interrupted, options, null, gradient: false);
        Assert.Equal(0, responses);
        Assert.ThrowsAny<OperationCanceledException>(() => Stability.Of(field));
        Assert.Equal(2, responses);
    }

    sealed class Interrupting(IInteraction inner, Action responding) : IInteraction
    {
        public bool InMemory => inner.InMemory;

        public (double Energy, double[][] Matrices) Build(double[][] densities) => inner.Build(densities);

        public Vec3[] Gradient(double[][] densities) => inner.Gradient(densities);

        public double[][] Response(double[][] densities, double[][] changes)
        {
            responding();
            return inner.Response(densities, changes);
        }
    }

    [Fact]
    public void What_cannot_turn_is_a_minimum() => Assert.Empty(Stability.Of(HartreeFock.Solve(Pair(2, 2, 3, 1), BasisSet.Named("sto-3g"))).Eigenvalues);

    [Fact]
    public void An_instability_is_followed_down()
    {
        var (stretched, set) = (Pair(1, 1, 1.8, 1), BasisSet.Named("cc-pvdz"));
        var options = new ScfOptions { Shells = Shells.Unrestricted };
        var symmetric = HartreeFock.Solve(stretched, set, options);
        var broken = HartreeFock.Solve(stretched, set, options with { Follow = true }, gradient: true);
        Assert.Equal((0, 1), (symmetric.Followed, broken.Followed));
        Assert.Equal(-0.9509393584, symmetric.Energy, 1e-9);
        // energy('scf') with stability_analysis follow and guess_mix.
        Assert.Equal(-1.0068494005, broken.Energy, 1e-9);
        Assert.Equal(0.828, broken.SpinSquared, 1e-3);
        Assert.True(Stability.Of(broken).IsStable);
        Assert.Equal(broken.Energy, HartreeFock.Solve(stretched, set, options with { Follow = true, Guess = broken }).Energy, 1e-9);
    }

    [Fact]
    public void Closed_shells_are_followed_among_closed_shells()
    {
        var field = HartreeFock.Solve(Pair(7, 7, 1.6, 1), BasisSet.Named("6-31g*"), new ScfOptions { Follow = true });
        Assert.Equal((1, Shells.Closed), (field.Followed, field.Shells));
        Assert.InRange(field.Energy, -108.7, -108.58537881846 - 0.01);
        Assert.True(Stability.Of(field).Eigenvalues[0].Value > -1e-4);
    }

    [Theory]
    [InlineData(Shells.Closed, 1)]
    [InlineData(Shells.Unrestricted, 3)]
    [InlineData(Shells.RestrictedOpen, 3)]
    [InlineData(Shells.RestrictedOpen, 2)]
    public void Gradient_and_Hessian_are_differences_of_the_energy(Shells shells, int multiplicity)
    {
        var molecule = Methylene;
        (molecule.Multiplicity, molecule.Charge) = (multiplicity, multiplicity == 2 ? 1 : 0);
        var (equations, filling) = Equations(molecule, shells, i => i);
        // Orbitals of the bare nuclei, where nothing is stationary.
        var (_, bare) = equations.Diagonalised(equations.Orthogonal(equations.Core));
        var here = new OrbitalRotations(equations, filling, [.. Enumerable.Repeat(bare, filling.Sets)]);
        var random = new Random(3);
        double[] x = [.. here.Gradient.Select(_ => random.NextDouble() - 0.5)], y = [.. here.Gradient.Select(_ => random.NextDouble() - 0.5)];
        double Energy(double t) => new OrbitalRotations(equations, filling, here.Rotated([.. x.Select(v => t * v)])).Energy;
        const double Step = 1e-3;
        var (up, down, twice, back) = (Energy(Step), Energy(-Step), Energy(2 * Step), Energy(-2 * Step));
        Assert.Equal((8 * (up - down) - (twice - back)) / (12 * Step), Vectors.Dot(here.Gradient, x), 1e-7);
        Assert.Equal((16 * (up + down) - (twice + back) - 30 * here.Energy) / (12 * Step * Step), Vectors.Dot(x, here.Product(x)), 1e-5);
        Assert.Equal(Vectors.Dot(x, here.Product(y)), Vectors.Dot(y, here.Product(x)), 1e-10);
    }

    [Theory]
    [InlineData(Shells.Closed)]
    [InlineData(Shells.Unrestricted)]
    [InlineData(Shells.RestrictedOpen)]
    public void The_lowest_eigenvalue_is_that_of_the_whole_matrix(Shells shells)
    {
        var molecule = shells == Shells.Closed ? Pair(7, 7, 1.6, 1) : Pair(8, 8, 1.4, 3);
        var field = HartreeFock.Solve(molecule, BasisSet.Named("sto-3g"), new ScfOptions { Shells = shells });
        var (equations, filling) = Equations(molecule, shells, i => i);
        var rotations = new OrbitalRotations(equations, filling, shells == Shells.Unrestricted ? [field.Alpha.Coefficients, field.Beta.Coefficients] : [field.Alpha.Coefficients]);
        var (n, scale) = (rotations.Count, shells == Shells.Unrestricted ? 0.5 : 0.25);
        var matrix = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            var unit = new double[n];
            unit[i] = scale;
            rotations.Product(unit).CopyTo(matrix, i * n);
        }
        Assert.Equal(SquareMatrices.Eigen(matrix, n).Values[0], Stability.Of(field).Eigenvalues[0].Value, 1e-8);
    }

    [Fact]
    public void What_answers_by_differences_answers_the_same()
    {
        var (exact, filling) = Equations(Methylene, Shells.Unrestricted, i => i);
        var (differenced, _) = Equations(Methylene, Shells.Unrestricted, i => new Hidden(i));
        var (_, bare) = exact.Diagonalised(exact.Orthogonal(exact.Core));
        double[] Product(FieldEquations equations)
        {
            var rotations = new OrbitalRotations(equations, filling, [bare, bare]);
            return rotations.Product([.. rotations.Gradient.Select((_, i) => Math.Sin(i))]);
        }
        Assert.All(Product(exact).Zip(Product(differenced)), p => Assert.Equal(p.First, p.Second, 1e-7));
    }

    static (FieldEquations Equations, Filling Filling) Equations(Structure structure, Shells shells, Func<IInteraction, IInteraction> wrapped)
    {
        var (molecule, options) = (new Molecule(structure, BasisSet.Named("sto-3g"), Team.Single), new ScfOptions());
        return (new(molecule, wrapped(new CoulombExchange(molecule, options, Team.Single)), options, Team.Single), Filling.Of(structure, ElectronCount.Of(structure), shells));
    }

    /// <summary>Linear, but does not say so.</summary>
    sealed class Hidden(IInteraction interaction) : IInteraction
    {
        public bool InMemory => interaction.InMemory;

        public (double Energy, double[][] Matrices) Build(double[][] densities) => interaction.Build(densities);

        public Vec3[] Gradient(double[][] densities) => interaction.Gradient(densities);
    }
}
