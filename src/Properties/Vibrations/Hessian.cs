using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Properties;

/// <summary>
/// H = ∂²E/∂r∂r of a structure, 3N × 3N, eV/Å²; of a periodic one at Γ, all images moving alike. Made of N × 3 derivatives of forces (<see cref="IForceTangent"/>) and
/// made symmetric afterwards.
/// </summary>
public sealed class Hessian
{
    readonly double[] _values;

    /// <param name="atFixed">By atom, whether it stays; null for none. Rows of such atoms were not computed.</param>
    Hessian(double[] values, int atoms, bool isExact, bool[]? atFixed)
    {
        (_values, Atoms, IsExact) = (values, atoms, isExact);
        SumRule = Translate(atFixed);
        Asymmetry = Symmetrize(atFixed);
    }

    /// <summary>Number of atoms N.</summary>
    public int Atoms { get; }

    /// <summary>Row-major, 3N × 3N; row 3 i + d is component d of atom i.</summary>
    public ReadOnlySpan<double> Values => _values;

    public double this[int row, int column] => _values[row * 3 * Atoms + column];

    /// <summary>Whether the potential differentiated its forces exactly; else it was central differences.</summary>
    public bool IsExact { get; }

    /// <summary>The largest |H_ab − H_ba| before it was made symmetric, eV/Å²; what rounding and differences do.</summary>
    public double Asymmetry { get; }

    /// <summary>The largest |Σ_j H_ij|, which is zero where a translation costs nothing, eV/Å².</summary>
    public double SumRule { get; }

    /// <param name="progress">Told the number of columns that are done.</param>
    /// <exception cref="PotentialException">The potential does not cover the structure.</exception>
    public static Hessian Of(Structure structure, IPotential potential, Team? team = null, Action<int>? progress = null, CancellationToken cancellation = default) =>
        Of(structure, potential, [], team, progress, cancellation);

    internal static Hessian Of(Structure structure, IPotential potential, IReadOnlyList<int> fixedAtoms, Team? team = null, Action<int>? progress = null, CancellationToken cancellation = default)
    {
        // A skin, so that differences are taken with one list and one order of sums.
        using var evaluator = potential.Open(new EvaluatorOptions(team ?? Team.Single, Skin: 0.1) { Cancellation = cancellation });
        return Of(structure, evaluator, fixedAtoms, progress, cancellation);
    }

    /// <param name="evaluator">In double precision.</param>
    internal static Hessian Of(Structure structure, IEvaluator evaluator, Action<int>? progress = null, CancellationToken cancellation = default) =>
        Of(structure, evaluator, [], progress, cancellation);

    /// <param name="evaluator">In double precision.</param>
    /// <param name="fixedAtoms">Atoms that stay: their rows and columns are zero, and cost nothing.</param>
    internal static Hessian Of(Structure structure, IEvaluator evaluator, IReadOnlyList<int> fixedAtoms, Action<int>? progress = null, CancellationToken cancellation = default)
    {
        var stays = new bool[structure.Count];
        foreach (var i in fixedAtoms)
            stays[i] = true;
        var forces = ForceTangents.Of(evaluator);
        var n = 3 * structure.Count;
        var values = new double[n * n];
        var direction = new Vec3[structure.Count];
        var tangent = new Vec3[structure.Count];
        for (var row = 0; row < n; row++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (stays[row / 3])
                continue;
            direction[row / 3] = new Vec3(row % 3 == 0 ? 1 : 0, row % 3 == 1 ? 1 : 0, row % 3 == 2 ? 1 : 0);
            forces.ForceTangent(structure, direction, tangent);
            direction[row / 3] = Vec3.Zero;
            var flat = Vec3.Flatten(tangent.AsSpan());
            for (var column = 0; column < n; column++)
            {
                values[row * n + column] = -flat[column];
                if (!double.IsFinite(flat[column]))
                    throw new PotentialException($"The derivative of the force on atom {column / 3 + 1} ({structure.Elements[column / 3]}) is not a finite number; are atoms {row / 3 + 1} and {column / 3 + 1} too close?");
            }
            progress?.Invoke(row + 1);
        }
        return new Hessian(values, structure.Count, forces.HasForceTangent, fixedAtoms.Count > 0 ? stays : null);
    }

    double Translate(bool[]? stays)
    {
        var n = 3 * Atoms;
        var largest = 0.0;
        for (var row = 0; row < n; row++)
        {
            if (stays is not null && stays[row / 3])
                continue;
            for (var d = 0; d < 3; d++)
            {
                double sum = 0;
                for (var j = 0; j < Atoms; j++)
                    sum += _values[row * n + 3 * j + d];
                largest = Math.Max(largest, Math.Abs(sum));
            }
        }
        return largest;
    }

    double Symmetrize(bool[]? stays)
    {
        var n = 3 * Atoms;
        var largest = 0.0;
        for (var a = 0; a < n; a++)
        {
            for (var b = 0; b < a; b++)
            {
                ref double u = ref _values[a * n + b], l = ref _values[b * n + a];
                if (stays is not null && (stays[a / 3] || stays[b / 3]))
                {
                    u = l = 0;
                    continue;
                }
                largest = Math.Max(largest, Math.Abs(u - l));
                u = l = 0.5 * (u + l);
            }
        }
        return largest;
    }
}
