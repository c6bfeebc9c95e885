using Athanor.Numerics;

namespace Athanor.Properties;

/// <summary>The stiffnesses that a point group allows: a basis of the symmetric 6 × 6 matrices that none of its rotations changes, three of them for a cubic crystal and 21 without symmetry; and which strains tell them all.</summary>
sealed class ElasticForms
{
    const double Negligible = 1e-3;

    ElasticForms(IReadOnlyList<double[]> basis) => Basis = basis;

    /// <summary>36 numbers each, orthonormal.</summary>
    internal IReadOnlyList<double[]> Basis { get; }

    /// <param name="rotations">Orthogonal matrices of a group; the identity alone where nothing is to be assumed.</param>
    internal static ElasticForms Under(IReadOnlyList<Mat3> rotations)
    {
        double[][] bonds = [.. rotations.Select(Voigt.Bond)];
        var basis = new List<double[]>();
        for (var i = 0; i < 6; i++)
        {
            for (var j = i; j < 6; j++)
            {
                var unit = new double[36];
                unit[6 * i + j] = unit[6 * j + i] = 1;
                var mean = new double[36];
                foreach (var bond in bonds)
                    Add(mean, 1.0 / bonds.Length, Voigt.Turned(unit, bond));
                foreach (var other in basis)
                    Add(mean, -Dot(mean, other), other);
                var length = Math.Sqrt(Dot(mean, mean));
                if (length > Negligible)
                    basis.Add([.. mean.Select(v => v / length)]);
            }
        }
        return new ElasticForms(basis);
    }

    /// <summary>
    /// Strains (six numbers each, of largest component one) whose answers determine the stiffness, as few as the greedy choice finds: each is taken that tells something the ones before it do not.
    /// </summary>
    /// <param name="whole">Whether an answer is all six components of stress, or the energy alone.</param>
    internal IReadOnlyList<double[]> Strains(bool whole)
    {
        var (chosen, known) = (new List<double[]>(), new List<double[]>());
        foreach (var strain in Candidates(whole))
        {
            var told = false;
            foreach (var equation in Equations(strain, whole))
            {
                double[] left = [.. equation];
                foreach (var k in known)
                    Add(left, -Dot(left, k), k);
                var length = Math.Sqrt(Dot(left, left));
                if (length <= Negligible)
                    continue;
                told = true;
                known.Add([.. left.Select(v => v / length)]);
            }
            if (told)
                chosen.Add(strain);
            if (known.Count == Basis.Count)
                break;
        }
        return chosen;
    }

    /// <summary>The stiffness nearest to the answers, by least squares, and the largest answer that it misses.</summary>
    /// <param name="answers">For each strain: six components of stress, or e·C·e.</param>
    internal (double[] Stiffness, double Residual) Solve(IReadOnlyList<double[]> strains, IReadOnlyList<double[]> answers)
    {
        var whole = answers[0].Length == 6;
        double[][] equations = [.. strains.SelectMany(s => Equations(s, whole))];
        double[] right = [.. answers.SelectMany(a => a)];
        var n = Basis.Count;
        var (normal, solution) = (new double[n * n], new double[n]);
        for (var e = 0; e < equations.Length; e++)
        {
            for (var a = 0; a < n; a++)
            {
                solution[a] += equations[e][a] * right[e];
                for (var b = 0; b < n; b++)
                    normal[a * n + b] += equations[e][a] * equations[e][b];
            }
        }
        var matrix = new MatrixSpan<double>(normal, n, n);
        Cholesky.Factor(matrix);
        Cholesky.Solve(matrix, solution);
        var stiffness = new double[36];
        for (var a = 0; a < n; a++)
            Add(stiffness, solution[a], Basis[a]);
        return (stiffness, equations.Select((e, k) => Math.Abs(Dot(e, solution) - right[k])).Max());
    }

    /// <summary>By component of the answer, its derivative by each coefficient of the basis.</summary>
    IEnumerable<double[]> Equations(double[] strain, bool whole)
    {
        double[][] stresses = [.. Basis.Select(form => (double[])[.. Enumerable.Range(0, 6).Select(i => Enumerable.Range(0, 6).Sum(j => form[6 * i + j] * strain[j]))])];
        return whole
            ? Enumerable.Range(0, 6).Select(i => (double[])[.. stresses.Select(s => s[i])])
            : [[.. stresses.Select(s => Dot(s, strain))]];
    }

    static IEnumerable<double[]> Candidates(bool whole)
    {
        double[] Unit(int i, int j) => [.. Enumerable.Range(0, 6).Select(k => k == i || k == j ? 1.0 : 0)];
        for (var i = 0; i < 6; i++)
            yield return Unit(i, i);
        for (var i = 0; i < 6 && !whole; i++)
        {
            for (var j = i + 1; j < 6; j++)
                yield return Unit(i, j);
        }
    }

    static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (var k = 0; k < a.Length; k++)
            sum += a[k] * b[k];
        return sum;
    }

    static void Add(double[] a, double factor, double[] b)
    {
        for (var k = 0; k < a.Length; k++)
            a[k] += factor * b[k];
    }
}
