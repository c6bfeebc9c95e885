namespace Athanor.Quantum;

/// <summary>From a stationary point that is none of the lowest down along its instabilities.</summary>
internal static class Descent
{
    const int MostTimes = 8;

    // Length of the rotation that leaves the stationary point.
    const double Push = 0.4;

    // Energies that count as the same, Eh.
    const double Alike = 1e-8;

    /// <returns>A point without instabilities within its shells, or the last that was met, and how many were followed.</returns>
    public static (FieldOutcome Outcome, int Followed) Follow(FieldEquations equations, Filling filling, ScfOptions options, FieldOutcome outcome)
    {
        for (var followed = 0; ; followed++)
        {
            if (!outcome.Converged || followed == MostTimes)
                return (outcome, followed);
            var rotations = new OrbitalRotations(equations, filling, [.. outcome.Orbitals.Select(o => o.Coefficients)]);
            if (rotations.Count == 0)
                return (outcome, followed);
            var (value, rotation) = Stability.Lowest(rotations);
            if (value >= -StabilityResult.Tolerance)
                return (outcome, followed);
            // Often both ways lead equally far down, and the sign of an eigenvector is nobody's choice: its largest element is made positive.
            var sign = Math.Sign(rotation.MaxBy(x => Math.Round(Math.Abs(x), 6)));
            double Energy(double[][] c) => equations.Evaluate(equations.Densities(filling, c)).Energy;
            double[][] Turned(double length) => rotations.Rotated([.. rotation.Select(x => length * x)]);
            var (one, other) = (Turned(sign * Push), Turned(-sign * Push));
            outcome = new TrustRegion(equations, filling, options).Run(Energy(other) < Energy(one) - Alike ? other : one, outcome.Iterations);
        }
    }
}
