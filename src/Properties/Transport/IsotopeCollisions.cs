using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Properties;

/// <summary>
/// Phonons that masses scatter which differ from atom to atom of one element, elastically: 1/τ = (π/2N) ω² Σ_λ' Σ_b g_b |e*_b(λ)·e_b(λ')|² δ(ω − ω') (Tamura, Phys. Rev. B 27, 858 (1983)), g = Σ f (1 − m/m̄)² over the isotopes. In the operator, what
/// leaves one mode arrives in another.
/// </summary>
sealed class IsotopeCollisions
{
    const double Reach = 3, Narrowest = 2e-3;

    readonly PhononGrid _grid;
    readonly List<(int One, int Two, double Weight)> _pairs = [];

    /// <param name="variances">g by basis atom.</param>
    internal IsotopeCollisions(PhononGrid grid, IReadOnlyList<double> variances, double smearing)
    {
        _grid = grid;
        if (variances.All(g => g == 0))
            return;
        int[] order = [.. Enumerable.Range(0, grid.Modes).Where(m => !grid.IsStill[m]).OrderBy(m => grid.Omega[m])];
        double[] widths = [.. Enumerable.Range(0, grid.Modes).Select(m => grid.Width2(grid.Velocities[m]))];
        var widest = Math.Max(smearing * Math.Sqrt(widths.Max()), Narrowest * grid.Highest);
        for (var i = 0; i < order.Length; i++)
        {
            for (var j = i + 1; j < order.Length && grid.Omega[order[j]] - grid.Omega[order[i]] < Reach * widest; j++)
            {
                var (one, two) = (order[i], order[j]);
                var width = Math.Max(smearing * Math.Sqrt(0.5 * (widths[one] + widths[two])), Narrowest * grid.Highest);
                var x = (grid.Omega[two] - grid.Omega[one]) / width;
                if (x > Reach)
                    continue;
                var overlap = Overlap(one, two, variances);
                if (overlap > 0)
                    _pairs.Add((one, two, Math.PI / (2 * grid.Count) * grid.Omega[one] * grid.Omega[two] * overlap * Math.Exp(-0.5 * x * x) / (width * Math.Sqrt(2 * Math.PI))));
            }
        }
    }

    double Overlap(int one, int two, IReadOnlyList<double> variances)
    {
        var n = _grid.Branches;
        double sum = 0;
        for (var b = 0; b < variances.Count; b++)
        {
            if (variances[b] == 0)
                continue;
            var dot = System.Numerics.Complex.Zero;
            for (var d = 3 * b; d < 3 * b + 3; d++)
                dot += System.Numerics.Complex.Conjugate(_grid.Vectors[one * n + d]) * _grid.Vectors[two * n + d];
            var mass = _grid.Primitive.MassOf(b) / Units.AccelerationPerForce;
            sum += variances[b] * mass * mass * (dot.Real * dot.Real + dot.Imaginary * dot.Imaginary);
        }
        return sum;
    }

    /// <summary>Adds to the diagonal of the collision operator.</summary>
    /// <param name="sinh">1/(2 sinh(ħω/2kT)) by mode.</param>
    internal void AddDiagonal(double[] sinh, double[] diagonal)
    {
        foreach (var (one, two, weight) in _pairs)
        {
            diagonal[one] += weight * sinh[one] * sinh[two];
            diagonal[two] += weight * sinh[one] * sinh[two];
        }
    }

    /// <summary>Adds A F.</summary>
    internal void AddApplied(double[] sinh, Vec3[] f, Vec3[] into)
    {
        foreach (var (one, two, weight) in _pairs)
        {
            var d = weight * sinh[one] * sinh[two] * (f[one] - f[two]);
            into[one] += d;
            into[two] -= d;
        }
    }
}
