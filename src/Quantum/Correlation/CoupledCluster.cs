using System.Runtime.CompilerServices;
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
        var (method, what) = (triples ? "CCSD(T)" : "CCSD", $"{structure.Formula} in {basis.Name}");
        return ClosedShell.IsClosed(structure, field)
            ? Solve(new ClosedShell(method, structure, basis, options, field, team, (n, o, v) => Bytes(n, o, v, triples, team.Threads)), what, triples, team)
            : Solve(new OpenShell(method, structure, basis, options, field, team, (n, s) => Bytes(n, s, triples, team.Threads)), what, triples, team);
    }

    /// <summary>Bytes at the peak, of so many functions, correlated pairs and virtual orbitals.</summary>
    internal static double Bytes(double n, double o, double v, bool triples, int threads) =>
        MemoryLimit.Held(Math.Max(OrbitalIntegrals.Bytes(n, o, v), OrbitalIntegrals.Held(o, v) + Math.Max(SinglesDoubles.Bytes(o, v), triples ? Triples.Bytes(o, v, threads) : 0)));

    /// <summary>The same of an unrestricted field.</summary>
    internal static double Bytes(double n, SpinSpace s, bool triples, int threads) =>
        MemoryLimit.Held(Math.Max(SpinIntegrals.Bytes(n, s), SpinIntegrals.Held(s) + Math.Max(SpinSinglesDoubles.Bytes(s), triples ? SpinTriples.Bytes(s, threads) : 0)));

    static CoupledClusterResult Solve(ClosedShell shell, string what, bool triples, Team team)
    {
        if (shell.Occupied == 0 || shell.Virtual == 0)
            return Nothing(shell.Field, shell.Frozen, triples);
        var integrals = new OrbitalIntegrals(shell, team);
        Garbage.Collect(OrbitalIntegrals.Held(shell.Occupied, shell.Virtual));
        var found = Iterate(new SinglesDoubles(integrals, team), what, shell.Field.Options.Cancellation);
        Garbage.Collect(SinglesDoubles.Bytes(shell.Occupied, shell.Virtual));
        var (t1, t2) = SinglesDoubles.Unpack(found.Amplitudes, shell.Occupied, shell.Virtual);
        return Result(shell.Field, shell.Frozen, found, 2 * shell.Occupied, triples ? Triples.Energy(integrals, t1, t2, team, shell.Field.Options.Cancellation) : null);
    }

    static CoupledClusterResult Solve(OpenShell shell, string what, bool triples, Team team)
    {
        if (shell.Space.IsEmpty)
            return Nothing(shell.Field, shell.Frozen, triples);
        var integrals = new SpinIntegrals(shell, team);
        Garbage.Collect(SpinIntegrals.Held(shell.Space));
        var found = Iterate(new SpinSinglesDoubles(integrals, team), what, shell.Field.Options.Cancellation);
        Garbage.Collect(SpinSinglesDoubles.Bytes(shell.Space));
        var (t1, t2) = SpinSinglesDoubles.Unpack(shell.Space, found.Amplitudes);
        return Result(shell.Field, shell.Frozen, found, shell.Space.OccupiedAlpha + shell.Space.OccupiedBeta, triples ? SpinTriples.Energy(integrals, t1, t2, team, shell.Field.Options.Cancellation) : null);
    }

    static Solution Iterate(IAmplitudeEquations equations, string what, CancellationToken cancellation)
    {
        var current = equations.First();
        var diis = new Diis();
        for (var iteration = 1; ; iteration++)
        {
            cancellation.ThrowIfCancellationRequested();
            var next = equations.Next(current);
            var changes = next.Zip(current, Difference).ToArray();
            var change = changes.Max(Largest);
            if (change < Converged)
                return new(next, iteration, equations.Energy(next), equations.SinglesNorm(next));
            if (!double.IsFinite(change) || iteration == Iterations)
                throw new PotentialException(
                    $"The CCSD amplitudes of {what} did not converge in {iteration} iterations: they last changed by {change:G3} (wanted {Converged:G3}). One determinant is perhaps no fair beginning here; check the geometry.");
            current = diis.Next(next, changes);
        }
    }

    static CoupledClusterResult Nothing(ScfResult field, int frozen, bool triples) =>
        new() { Field = field, Frozen = frozen, SinglesDoubles = 0, Triples = triples ? 0 : null, T1 = 0, Iterations = 0 };

    static CoupledClusterResult Result(ScfResult field, int frozen, Solution found, int electrons, double? triples) =>
        new()
        {
            Field = field,
            Frozen = frozen,
            SinglesDoubles = found.Energy,
            Triples = triples,
            T1 = found.SinglesNorm / Math.Sqrt(electrons),
            Iterations = found.Iterations,
        };

    static double[] Difference(double[] a, double[] b)
    {
        double[] difference = [.. a];
        Vectors.AddScaled(-1, b, difference);
        return difference;
    }

    // Not a number where one entry is none.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static double Largest(double[] a)
    {
        var largest = 0.0;
        foreach (var x in a)
            largest = Math.Max(largest, Math.Abs(x));
        return largest;
    }

    sealed record Solution(double[][] Amplitudes, int Iterations, double Energy, double SinglesNorm);
}
