using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Quantum;

/// <summary>
/// B with (ab|cd) ≈ Σ_Q B_ab,Q B_cd,Q: products of functions expanded in auxiliary functions so that the repulsion of the error with itself is least (Dunlap, Connolly, Sabin, J. Chem. Phys. 71, 3396 (1979)), B = (ab|P) L⁻ᵀ with (P|Q) = L Lᵀ.
/// </summary>
internal sealed class FittedIntegrals
{
    // Products of bounds below which (ab|P) is left out. The factor's inverse may enlarge what is missing, hence so little.
    const double Screening = 1e-14;

    /// <exception cref="PotentialException">The set lacks an element, or memory would not suffice.</exception>
    public FittedIntegrals(Molecule molecule, BasisSet set, long memory, Team team)
    {
        var count = AuxiliaryFunctions.Count(molecule, set);
        var needed = Bytes(molecule.Functions, count);
        // No array is longer than an int can say.
        var allowed = Math.Min(memory, 15L << 30);
        if (needed > allowed)
            throw new PotentialException(
                $"Density fitting of {molecule.Functions} functions with {count} of {set.Name} would take {needed / (1 << 30):0.0} GiB of memory; {allowed / (double)(1 << 30):0.0} GiB are allowed. Choose smaller sets, leave out the fitting{(allowed == memory ? ", or allow more memory" : "")}.");
        (Functions, Set) = (molecule.Functions, set);
        Auxiliary = new(molecule, set);
        Metric = new(Auxiliary, team);
        Values = new double[Functions * (Functions + 1) / 2 * Count];
        var job = new Job(molecule, this, team);
        team.Run(job, molecule.Pairs.Length);
        ReadOnlyMatrixSpan<double> factor = Metric.Factor.AsMatrix(Count, Count);
        Triangular.SolveRightTransposed(factor, Values.AsMatrix(Values.Length / Math.Max(1, Count), Count), team);
    }

    /// <summary>Bytes at the peak, from the numbers of functions and of auxiliary functions.</summary>
    public static double Bytes(double n, double m) => sizeof(double) * (0.5 * n * (n + 1) * m + 2 * m * m);

    /// <summary>The auxiliary set.</summary>
    public BasisSet Set { get; }

    public AuxiliaryFunctions Auxiliary { get; }

    public FittingMetric Metric { get; }

    /// <summary>Functions of the molecule.</summary>
    public int Functions { get; }

    /// <summary>Auxiliary functions that were kept.</summary>
    public int Count => Metric.Count;

    /// <summary>B as [a (a + 1) / 2 + b, Q] for b ≤ a.</summary>
    public double[] Values { get; }

    /// <summary>B of one product of functions, all Q.</summary>
    public Span<double> Row(int a, int b) => Values.AsSpan((a < b ? b * (b + 1) / 2 + a : a * (a + 1) / 2 + b) * Count, Count);

    sealed class Job : IJob
    {
        readonly Molecule _molecule;
        readonly FittedIntegrals _into;
        readonly Repulsion[] _repulsion;
        readonly int[] _column;

        public Job(Molecule molecule, FittedIntegrals into, Team team)
        {
            (_molecule, _into) = (molecule, into);
            _repulsion = [.. Enumerable.Range(0, team.Threads).Select(_ => new Repulsion())];
            _column = into.Metric.Columns(into.Auxiliary.Functions);
        }

        public void Run(int index, int worker)
        {
            var (pair, repulsion) = (_molecule.Pairs[index], _repulsion[worker]);
            var (a, b) = (pair.A, pair.B);
            foreach (var auxiliary in _into.Auxiliary.Pairs)
            {
                if (pair.Bound * auxiliary.Bound < Screening)
                    continue;
                // A pair has many primitives, an auxiliary shell few: the kernels want the many in the ket.
                repulsion.Evaluate(auxiliary, pair);
                for (var i = 0; i < a.Count; i++)
                {
                    var last = a == b ? i : b.Count - 1;
                    for (var j = 0; j <= last; j++)
                    {
                        var row = _into.Row(a.First + i, b.First + j);
                        for (var p = 0; p < auxiliary.Count; p++)
                        {
                            var column = _column[auxiliary.A.First + p];
                            if (column >= 0)
                                row[column] = repulsion.Integrals[p * pair.Stride + i * b.Count + j];
                        }
                    }
                }
            }
        }
    }
}
