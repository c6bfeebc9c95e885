using Athanor.Numerics;

namespace Athanor.Quantum;

/// <summary>
/// Matrices of one-electron operators over all functions of a molecule, row-major, symmetric, in atomic units.
/// </summary>
internal static class OneElectron
{
    /// <summary>⟨a|b⟩.</summary>
    public static double[] Overlap(Molecule molecule, Team team) => Matrix(molecule, team, Overlap);

    /// <summary>⟨a| r_axis |b⟩ about the origin, bohr; the electron's charge is not in it.</summary>
    public static double[] Dipole(Molecule molecule, int axis, Team team)
    {
        var hermite = axis switch { 0 => Monomials.Index(1, 0, 0), 1 => Monomials.Index(0, 1, 0), _ => Monomials.Index(0, 0, 1) };
        return Matrix(molecule, team, (pair, block) => Moment(pair, block, (s, k) => axis switch { 0 => s.X[k], 1 => s.Y[k], _ => s.Z[k] }, hermite));
    }

    /// <summary>⟨a| −½∇² |b⟩.</summary>
    public static double[] Kinetic(Molecule molecule, Team team) => Matrix(molecule, team, KineticBlock.Fill);

    /// <summary>⟨a| −Σ_C Z_C / |r − C| |b⟩.</summary>
    public static double[] Attraction(Molecule molecule, Team team) => Matrix(molecule, team, (pair, block) => Attraction(molecule, pair, block));

    /// <summary>Adds the overlaps of one pair of shells to a block [function of A, function of B].</summary>
    public static void Overlap(ShellPair pair, Span<double> block) => Moment(pair, block, (_, _) => 1, null);

    // Only the first Hermite Gaussians have moments: ∫Λ_000 = (π/p)^{3/2}, ∫x Λ_100 = the same.
    static void Moment(ShellPair pair, Span<double> block, Func<ShellPair, int, double> centre, int? hermite)
    {
        for (var k = 0; k < pair.Primitives; k++)
        {
            var volume = Math.Pow(Math.PI / pair.Exponents[k], 1.5);
            var row = pair.Bra.AsSpan(k * pair.Hermites * pair.Stride);
            var weight = volume * centre(pair, k);
            for (var c = 0; c < pair.Count; c++)
                block[c] += weight * row[c];
            if (hermite is not { } h || h >= pair.Hermites)
                continue;
            for (var c = 0; c < pair.Count; c++)
                block[c] += volume * row[h * pair.Stride + c];
        }
    }

    /// <summary>Adds the attraction by all nuclei of one pair of shells to a block [function of A, function of B].</summary>
    public static void Attraction(Molecule molecule, ShellPair pair, Span<double> block)
    {
        var steps = CoulombSteps.For(pair.Momentum);
        Span<double> boys = stackalloc double[BoysFunction.HighestOrder + 1];
        var separation = new double[3 * CoulombSteps.Chunk];
        var rows = new double[steps.Rows * CoulombSteps.Chunk];
        var potential = new double[pair.Hermites];
        for (var k = 0; k < pair.Primitives; k++)
        {
            Array.Clear(potential);
            var p = pair.Exponents[k];
            for (var first = 0; first < molecule.Charges.Length; first += CoulombSteps.Chunk)
            {
                var nuclei = Math.Min(CoulombSteps.Chunk, molecule.Charges.Length - first);
                for (var i = 0; i < nuclei; i++)
                {
                    var r = new Vec3(pair.X[k], pair.Y[k], pair.Z[k]) - molecule.Positions[first + i];
                    (separation[i], separation[CoulombSteps.Chunk + i], separation[2 * CoulombSteps.Chunk + i]) = (r.X, r.Y, r.Z);
                    BoysFunction.Evaluate(p * r.LengthSquared, steps.Highest, boys, 1);
                    var scale = -molecule.Charges[first + i] * 2 * Math.PI / p;
                    for (var n = 0; n <= steps.Highest; n++)
                    {
                        rows[steps.Seeds[n] * CoulombSteps.Chunk + i] = scale * boys[n];
                        scale *= -2 * p;
                    }
                }
                steps.Run<F64x1>(ref separation[0], ref rows[0], nuclei);
                for (var h = 0; h < pair.Hermites; h++)
                {
                    for (var i = 0; i < nuclei; i++)
                        potential[h] += rows[h * CoulombSteps.Chunk + i];
                }
            }
            for (var h = 0; h < pair.Hermites; h++)
            {
                var row = pair.Bra.AsSpan((k * pair.Hermites + h) * pair.Stride);
                for (var c = 0; c < pair.Count; c++)
                    block[c] += potential[h] * row[c];
            }
        }
    }

    delegate void Fill(ShellPair pair, Span<double> block);

    static double[] Matrix(Molecule molecule, Team team, Fill fill)
    {
        var matrix = new double[molecule.Functions * molecule.Functions];
        team.Run(new Job(molecule, matrix, fill), molecule.Pairs.Length);
        return matrix;
    }

    sealed class Job(Molecule molecule, double[] matrix, Fill fill) : IJob
    {
        public void Run(int index, int worker)
        {
            var pair = molecule.Pairs[index];
            var block = new double[pair.Count];
            fill(pair, block);
            var n = molecule.Functions;
            for (var i = 0; i < pair.A.Count; i++)
            {
                for (var j = 0; j < pair.B.Count; j++)
                {
                    matrix[(pair.A.First + i) * n + pair.B.First + j] = block[i * pair.B.Count + j];
                    matrix[(pair.B.First + j) * n + pair.A.First + i] = block[i * pair.B.Count + j];
                }
            }
        }
    }
}
