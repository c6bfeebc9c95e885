using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Quantum;

/// <summary>Energies of molecules in the mean field of an <see cref="IInteraction"/>: restricted for singlets, unrestricted for the rest.</summary>
internal static class MeanField
{
    /// <summary>What the electrons of a molecule do to one another.</summary>
    public delegate IInteraction Interactions(Molecule molecule, ScfOptions options, Team team);

    /// <inheritdoc cref="HartreeFock.Solve"/>
    public static ScfResult Solve(Structure structure, BasisSet basis, Interactions interaction, ScfOptions? options, Team? team, bool gradient)
    {
        options ??= new();
        team ??= Team.Single;
        var electrons = ElectronCount.Of(structure);
        var molecule = new Molecule(structure, basis, team);
        var field = interaction(molecule, options, team);
        var equations = new FieldEquations(molecule, field, options, team);
        if (electrons.Alpha > equations.Basis.Count)
            throw new PotentialException(
                $"{structure.Formula} has {electrons.Alpha} electrons of one spin but {basis.Name} gives it {equations.Basis.Count} independent orbitals. Choose a larger set.");
        var filling = Filling.Of(structure, electrons, options.Shells);
        var outcome = Converged(equations, filling, molecule, basis, options);
        var followed = 0;
        if (options.Follow)
            (outcome, followed) = Descent.Follow(equations, filling, options, outcome);
        if (!outcome.Converged)
            throw new PotentialException(
                $"The self-consistent field of {structure.Formula} in {basis.Name} did not converge in {outcome.Iterations} iterations: the orbital gradient is {outcome.Gradient:G3} Eh (wanted {options.Gradient:G3}), the energy last changed by {outcome.Change:G3} Eh. Check the geometry, charge and multiplicity; where they are meant, try a smaller set to see whether there is a solution at all, or leave the structure out: where bonds are this long one determinant seldom describes it.");
        return Result(molecule, equations, filling, outcome, gradient, team, followed, options, interaction);
    }

    // Diagonalising is quick where it leads somewhere. Where it does not, steps that only go down begin at the lowest point it saw; near a minimum it is tried again, and believed where it does not lead up.
    static FieldOutcome Converged(FieldEquations equations, Filling filling, Molecule molecule, BasisSet basis, ScfOptions options)
    {
        const double Near = 1e-3, Alike = 1e-9; // Eh
        const int Again = 24;
        double[] Occupy(int channel, double[] energies) => [.. energies.Select((_, k) => filling.Occupation(channel, k))];
        var carried = CarriedOrbitals.Densities(options.Guess, molecule, filling, equations.Overlap);
        double[][] guess = carried ?? [.. filling.Counts.Select(c => AtomicDensities.Superposed(molecule, basis, c))];
        var outcome = new FieldIteration(equations, options, filling.Shells).Run(guess, Occupy, carried is not null);
        if (outcome.Converged || outcome.Iterations >= options.Iterations || outcome.Lowest.Length == 0)
            return outcome;
        var region = new TrustRegion(equations, filling, options);
        outcome = region.Run(outcome.Lowest, outcome.Iterations, Near);
        if (outcome.Converged || outcome.Iterations >= options.Iterations || !(outcome.Gradient < Near))
            return outcome;
        var left = options with { Iterations = Math.Min(Again, options.Iterations - outcome.Iterations) };
        var end = new FieldIteration(equations, left, filling.Shells).Run(outcome.Densities, Occupy, ofOrbitals: true);
        return end.Converged && end.Energy < outcome.Energy + Alike
            ? end with { Iterations = outcome.Iterations + end.Iterations }
            : region.Run(outcome.Lowest, outcome.Iterations);
    }

    static ScfResult Result(
        Molecule molecule, FieldEquations equations, Filling filling, FieldOutcome outcome, bool gradient, Team team, int followed, ScfOptions options, Interactions interaction)
    {
        var total = FieldEquations.Total(outcome.Densities);
        var oneElectron = SquareMatrices.Trace(total, equations.Core);
        var orbitals = filling.Counts.Select((count, s) => new Orbitals(outcome.Orbitals[filling.SetOf(s)].Energies, outcome.Orbitals[filling.SetOf(s)].Coefficients, count)).ToArray();
        return new()
        {
            Energy = molecule.Repulsion + outcome.Energy,
            NuclearRepulsion = molecule.Repulsion,
            OneElectron = oneElectron,
            TwoElectron = outcome.Energy - oneElectron,
            Dipole = Dipole(molecule, total, team),
            SpinSquared = SpinSquared(molecule.Functions, outcome.Densities, equations.Overlap, filling.Counts),
            Shells = filling.Shells,
            Alpha = orbitals[0],
            Beta = orbitals[^1],
            Gradient = gradient ? Gradient(molecule, equations.Interaction, outcome, team) : [],
            Iterations = outcome.Iterations,
            InMemory = equations.Interaction.InMemory,
            Molecule = molecule,
            Densities = outcome.Densities,
            Overlap = equations.Overlap,
            Followed = followed,
            Options = options with { Guess = null },
            Interaction = interaction,
        };
    }

    static Vec3[] Gradient(Molecule molecule, IInteraction interaction, FieldOutcome outcome, Team team)
    {
        var n = molecule.Functions;
        var weighted = new double[n * n];
        // One channel stands for two spins.
        var spins = outcome.Densities.Length == 1 ? 2.0 : 1.0;
        for (var s = 0; s < outcome.Densities.Length; s++)
        {
            var p = outcome.Densities[s];
            var pfp = SquareMatrices.Product(SquareMatrices.Product(p, outcome.Fock[s], n, n, n), p, n, n, n);
            for (var i = 0; i < pfp.Length; i++)
                weighted[i] += spins * pfp[i];
        }
        var gradient = new NuclearGradient(molecule, FieldEquations.Total(outcome.Densities), weighted).Compute(team);
        var rest = interaction.Gradient(outcome.Densities);
        for (var i = 0; i < gradient.Length; i++)
            gradient[i] += rest[i];
        return gradient;
    }

    static Vec3 Dipole(Molecule molecule, double[] density, Team team)
    {
        var sum = Vec3.Zero;
        for (var i = 0; i < molecule.Charges.Length; i++)
            sum += molecule.Positions[i] * molecule.Charges[i];
        double Electrons(int axis) => SquareMatrices.Trace(density, OneElectron.Dipole(molecule, axis, team));
        return sum - new Vec3(Electrons(0), Electrons(1), Electrons(2));
    }

    // Szabo, Ostlund, "Modern Quantum Chemistry", eq. 2.271.
    static double SpinSquared(int n, double[][] densities, double[] overlap, int[] counts)
    {
        if (densities.Length == 1)
            return 0;
        var projection = 0.5 * (counts[0] - counts[1]);
        var alpha = SquareMatrices.Product(densities[0], overlap, n, n, n);
        var beta = SquareMatrices.Product(overlap, densities[1], n, n, n);
        // Tr(Dα S Dβ S) = Σ_ij (Dα S)_ij (Dβ S)_ji, and Dβ S is the transpose of S Dβ.
        return projection * (projection + 1) + counts[1] - SquareMatrices.Trace(alpha, beta);
    }
}
