using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Quantum;

/// <summary>
/// A density to begin with: neutral, spherical atoms side by side (Van Lenthe et al., J. Comput. Chem. 27, 926 (2006)). An atom's electrons are spread evenly over degenerate orbitals and spins.
/// </summary>
internal static class AtomicDensities
{
    // Orbitals this close, Eh, share their electrons.
    const double Degenerate = 1e-5;

    static readonly ConditionalWeakTable<BasisSet, ConcurrentDictionary<Element, double[]>> Known = [];

    /// <summary>Density of one spin, scaled to hold <paramref name="electrons"/>.</summary>
    public static double[] Superposed(Molecule molecule, BasisSet basis, double electrons)
    {
        var n = molecule.Functions;
        var density = new double[n * n];
        var scale = electrons / (0.5 * molecule.Charges.Sum());
        var first = 0;
        foreach (var element in molecule.Elements)
        {
            var atom = Of(element, basis);
            var count = (int)Math.Round(Math.Sqrt(atom.Length));
            for (var i = 0; i < count; i++)
            {
                for (var j = 0; j < count; j++)
                    density[(first + i) * n + first + j] = scale * atom[i * count + j];
            }
            first += count;
        }
        return density;
    }

    static double[] Of(Element element, BasisSet basis) => Known.GetOrCreateValue(basis).GetOrAdd(element, e =>
    {
        var atom = new Molecule(new Structure([e], [Vec3.Zero]), basis, Team.Single);
        // Not every atom has a spherical solution that is reached; for a beginning, where this ends is good enough.
        var options = new ScfOptions { Gradient = 1e-5, Energy = 1e-7, Iterations = 40, DropDependent = true };
        var equations = new FieldEquations(atom, new CoulombExchange(atom, options, Team.Single), options, Team.Single);
        if (equations.Basis.Count * 2 < e.AtomicNumber)
            throw new PotentialException($"The basis set {basis.Name} has {equations.Basis.Count} functions for {e.Symbol}, too few for its {e.AtomicNumber} electrons.");
        double[] Occupy(double[] energies) => Spread(energies, 0.5 * e.AtomicNumber);
        var (bare, orbitals) = equations.Diagonalised(equations.Orthogonal(equations.Core));
        return new FieldIteration(equations, options, Shells.Closed, patience: true).Run([equations.Density(orbitals, Occupy(bare))], (_, energies) => Occupy(energies)).Densities[0];
    });

    static double[] Spread(double[] energies, double electrons)
    {
        var occupations = new double[energies.Length];
        for (var i = 0; i < energies.Length && electrons > 0;)
        {
            var end = i + 1;
            while (end < energies.Length && energies[end] - energies[i] < Degenerate)
                end++;
            var each = Math.Min(1, electrons / (end - i));
            Array.Fill(occupations, each, i, end - i);
            electrons -= each * (end - i);
            i = end;
        }
        return occupations;
    }
}
