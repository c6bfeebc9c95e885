using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Quantum;

/// <summary>Coupled clusters: CCSD (Purvis, Bartlett, J. Chem. Phys. 76, 1910 (1982)) and CCSD(T) (Raghavachari et al., Chem. Phys. Lett. 157, 479 (1989)).</summary>
public static class CoupledCluster
{
    // Largest change of an amplitude that counts as none.
    const double Converged = 1e-8;

    const int Iterations = 100;

    /// <summary>Finds the field and its CCSD or CCSD(T) energy.</summary>
    /// <param name="structure">A molecule; charge and multiplicity are its own. Closed shells have a restricted field, the rest an unrestricted one.</param>
    /// <param name="basis">Functions of the atoms.</param>
    /// <param name="triples">True for the perturbative triples of CCSD(T).</param>
    /// <param name="options">Frozen core and 4 GiB where null.</param>
    /// <param name="field">How the field is sought; null for an orbital gradient of 1e-9 Eh.</param>
    /// <param name="team">Who shares the work; null for the calling thread alone. Same bits on any number of threads.</param>
    /// <exception cref="PotentialException">Memory would not suffice, amplitudes do not converge, or as <see cref="HartreeFock.Solve"/> says.</exception>
    public static CoupledClusterResult Solve(Structure structure, BasisSet basis, bool triples = false, CorrelationOptions? options = null, ScfOptions? field = null, Team? team = null)
    {
        options ??= new();
        team ??= Team.Single;
        var method = triples ? "CCSD(T)" : "CCSD";
        return ClosedShell.IsClosed(structure, field)
            ? Solve(new ClosedShell(method, structure, basis, options, field, team, (n, o, v) => OrbitalIntegrals.Bytes(n, o, v) + SinglesDoubles.Bytes(o, v) + (triples ? Triples.Bytes(o, v, team.Threads) : 0)), triples, team)
            : Solve(new OpenShell(method, structure, basis, options, field, team, (n, s) => SpinIntegrals.Bytes(n, s) + SpinSinglesDoubles.Bytes(s) + (triples ? SpinTriples.Bytes(s, team.Threads) : 0)), triples, team);
    }

    static CoupledClusterResult Solve(ClosedShell shell, bool triples, Team team)
    {
        if (shell.Occupied == 0 || shell.Virtual == 0)
            return Nothing(shell.Field, shell.Frozen, triples);
        var integrals = new OrbitalIntegrals(shell, team);
        var equations = new SinglesDoubles(integrals, team);
        var (amplitudes, iterations) = Iterate(equations);
        var (t1, t2) = equations.Unpacked(amplitudes);
        return Result(shell.Field, shell.Frozen, equations, amplitudes, 2 * shell.Occupied, iterations, triples ? Triples.Energy(integrals, t1, t2, team) : null);
    }

    static CoupledClusterResult Solve(OpenShell shell, bool triples, Team team)
    {
        if (shell.Space.IsEmpty)
            return Nothing(shell.Field, shell.Frozen, triples);
        var integrals = new SpinIntegrals(shell, team);
        var equations = new SpinSinglesDoubles(integrals, team);
        var (amplitudes, iterations) = Iterate(equations);
        var (t1, t2) = equations.Unpacked(amplitudes);
        return Result(shell.Field, shell.Frozen, equations, amplitudes, shell.Space.OccupiedAlpha + shell.Space.OccupiedBeta, iterations, triples ? SpinTriples.Energy(integrals, t1, t2, team) : null);
    }

    static (double[][] Amplitudes, int Iterations) Iterate(IAmplitudeEquations equations)
    {
        var current = equations.First();
        var diis = new Diis();
        for (var iteration = 1; ; iteration++)
        {
            var next = equations.Next(current);
            var changes = next.Zip(current, Difference).ToArray();
            var change = changes.Max(c => c.Length == 0 ? 0 : c.Max(Math.Abs));
            if (change < Converged)
                return (next, iteration);
            if (!double.IsFinite(change) || iteration == Iterations)
                throw new PotentialException(
                    $"The CCSD amplitudes did not converge in {iteration} iterations: they last changed by {change:G3} (wanted {Converged:G3}). One determinant is perhaps no fair beginning here; check the geometry.");
            current = diis.Next(next, changes);
        }
    }

    static CoupledClusterResult Nothing(ScfResult field, int frozen, bool triples) =>
        new() { Field = field, Frozen = frozen, SinglesDoubles = 0, Triples = triples ? 0 : null, T1 = 0, Iterations = 0 };

    static CoupledClusterResult Result(ScfResult field, int frozen, IAmplitudeEquations equations, double[][] amplitudes, int electrons, int iterations, double? triples) =>
        new()
        {
            Field = field,
            Frozen = frozen,
            SinglesDoubles = equations.Energy(amplitudes),
            Triples = triples,
            T1 = equations.SinglesNorm(amplitudes) / Math.Sqrt(electrons),
            Iterations = iterations,
        };

    static double[] Difference(double[] a, double[] b)
    {
        var difference = new double[a.Length];
        for (var i = 0; i < difference.Length; i++)
            difference[i] = a[i] - b[i];
        return difference;
    }
}
