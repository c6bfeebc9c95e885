using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Quantum;

/// <summary>Coupled clusters of closed shells: CCSD (Purvis, Bartlett, J. Chem. Phys. 76, 1910 (1982)) and CCSD(T) (Raghavachari et al., Chem. Phys. Lett. 157, 479 (1989)).</summary>
public static class CoupledCluster
{
    // Largest change of an amplitude that counts as none.
    const double Converged = 1e-8;

    const int Iterations = 100;

    /// <summary>Finds the field and its CCSD or CCSD(T) energy.</summary>
    /// <param name="structure">A molecule in a singlet; its charge counts.</param>
    /// <param name="basis">Functions of the atoms.</param>
    /// <param name="triples">True for the perturbative triples of CCSD(T).</param>
    /// <param name="options">Frozen core and 4 GiB where null.</param>
    /// <param name="field">How the field is sought; null for an orbital gradient of 1e-9 Eh.</param>
    /// <param name="team">Who shares the work; null for the calling thread alone. Same bits on any number of threads.</param>
    /// <exception cref="PotentialException">Shells are open, memory would not suffice, amplitudes do not converge, or as <see cref="HartreeFock.Solve"/> says.</exception>
    public static CoupledClusterResult Solve(Structure structure, BasisSet basis, bool triples = false, CorrelationOptions? options = null, ScfOptions? field = null, Team? team = null)
    {
        team ??= Team.Single;
        var shell = new ClosedShell(triples ? "CCSD(T)" : "CCSD", structure, basis, options ?? new(), field, team, (n, o, v) => OrbitalIntegrals.Bytes(n, o, v) + SinglesDoubles.Bytes(o, v) + (triples ? Triples.Bytes(o, v, team.Threads) : 0));
        if (shell.Occupied == 0 || shell.Virtual == 0)
            return new() { Field = shell.Field, Frozen = shell.Frozen, SinglesDoubles = 0, Triples = triples ? 0 : null, T1 = 0, Iterations = 0 };
        var integrals = new OrbitalIntegrals(shell, team);
        var equations = new SinglesDoubles(integrals, team);
        Tensor t1 = new(shell.Occupied, shell.Virtual), t2 = equations.FirstDoubles();
        var diis = new Diis();
        for (var iteration = 1; ; iteration++)
        {
            var (next1, next2) = equations.Next(t1, t2);
            double[] change1 = Difference(next1, t1), change2 = Difference(next2, t2);
            var change = Math.Max(change1.Max(Math.Abs), change2.Max(Math.Abs));
            if (change < Converged)
            {
                return new()
                {
                    Field = shell.Field,
                    Frozen = shell.Frozen,
                    SinglesDoubles = equations.Energy(next1, next2),
                    Triples = triples ? Triples.Energy(integrals, next1, next2, team) : null,
                    T1 = Math.Sqrt(SquareMatrices.Trace(next1.Data, next1.Data) / (2 * shell.Occupied)),
                    Iterations = iteration,
                };
            }
            if (!double.IsFinite(change) || iteration == Iterations)
                throw new PotentialException(
                    $"The CCSD amplitudes of {structure.Formula} in {basis.Name} did not converge in {iteration} iterations: they last changed by {change:G3} (wanted {Converged:G3}). One determinant is perhaps no fair beginning here; check the geometry.");
            var mixed = diis.Next([next1.Data, next2.Data], [change1, change2]);
            (t1, t2) = (new(mixed[0], t1.Shape), new(mixed[1], t2.Shape));
        }
    }

    static double[] Difference(Tensor a, Tensor b)
    {
        var difference = new double[a.Data.Length];
        for (var i = 0; i < difference.Length; i++)
            difference[i] = a.Data[i] - b.Data[i];
        return difference;
    }
}
