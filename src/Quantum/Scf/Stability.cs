using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Quantum;

/// <summary>Tests of self-consistent fields: is the energy a minimum, or do orbitals exist nearby that lower it (Čížek, Paldus, J. Chem. Phys. 47, 3976 (1967); Seeger, Pople, ibid. 66, 3045 (1977))? Orbitals are real throughout.</summary>
public static class Stability
{
    /// <summary>The lowest eigenvalues of the orbital Hessian: in closed shells of singlet and triplet rotations, else of those that the shells allow.</summary>
    /// <param name="result">A converged field.</param>
    /// <param name="team">Who shares the work; null for the calling thread alone.</param>
    /// <param name="within">True to leave out the rotations that part the spins of closed shells.</param>
    /// <exception cref="PotentialException">An eigenvalue did not converge.</exception>
    public static StabilityResult Of(ScfResult result, Team? team = null, bool within = false)
    {
        ArgumentNullException.ThrowIfNull(result);
        team ??= Team.Single;
        var options = result.Options;
        var equations = new FieldEquations(result.Molecule, result.Interaction(result.Molecule, options, team), options, team);
        return new([.. Eigenvalues(equations, result, within)]);
    }

    static IEnumerable<StabilityEigenvalue> Eigenvalues(FieldEquations equations, ScfResult result, bool within)
    {
        var (alpha, beta) = (result.Alpha, result.Beta);
        switch (result.Shells)
        {
            case Shells.Unrestricted:
                var unrestricted = new OrbitalRotations(equations, new(Shells.Unrestricted, [alpha.Occupied, beta.Occupied]), [alpha.Coefficients, beta.Coefficients]);
                if (unrestricted.Count > 0)
                    yield return new(StabilityKind.Unrestricted, Lowest(unrestricted).Value);
                break;
            case Shells.RestrictedOpen:
                var open = new OrbitalRotations(equations, new(Shells.RestrictedOpen, [alpha.Occupied, beta.Occupied]), [alpha.Coefficients]);
                if (open.Count > 0)
                    yield return new(StabilityKind.RestrictedOpen, Lowest(open).Value);
                break;
            default:
                var closed = new OrbitalRotations(equations, new(Shells.Closed, [alpha.Occupied]), [alpha.Coefficients]);
                if (closed.Count == 0)
                    yield break;
                yield return new(StabilityKind.ClosedSinglet, Lowest(closed).Value);
                if (!within)
                    yield return new(StabilityKind.ClosedTriplet, LowestTriplet(new(equations, new(Shells.Unrestricted, [alpha.Occupied, alpha.Occupied]), [alpha.Coefficients, alpha.Coefficients])));
                break;
        }
    }

    /// <summary>Lowest eigenvalue, as <see cref="StabilityEigenvalue"/> counts, and the unit rotation that belongs to it.</summary>
    internal static (double Value, double[] Rotation) Lowest(OrbitalRotations rotations)
    {
        // A rotation of shared orbitals is one of either spin.
        var scale = rotations.Sets == 1 ? 0.25 : 0.5;
        return Converged(Davidson.Lowest([.. rotations.Diagonal.Select(d => scale * d)], x => [.. rotations.Product(x).Select(y => scale * y)]));
    }

    // Spins turn against one another: of a vector (κ, −κ) half the product is wanted.
    static double LowestTriplet(OrbitalRotations both)
    {
        var half = both.Count / 2;
        return Converged(Davidson.Lowest([.. both.Diagonal.Take(half).Select(d => 0.5 * d)], x => [.. both.Product([.. x, .. x.Select(y => -y)]).Take(half).Select(y => 0.5 * y)])).Value;
    }

    static (double Value, double[] Rotation) Converged((double Value, double[] Vector, bool Converged) answer) => answer.Converged ? (answer.Value, answer.Vector)
        : throw new PotentialException("The lowest eigenvalue of the orbital Hessian did not converge, so that it is not known whether the field is stable. Functions that are nearly dependent may be why; choose a smaller set.");
}
