using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Quantum;

/// <summary>
/// Becke's division of space among nuclei (J. Chem. Phys. 88, 2547 (1988)): w_A = P_A / Σ_B P_B, P_A = Π_B s(ν_AB), s = ½ (1 − p(p(p(ν)))), p(ν) = ½ (3ν − ν³), ν = μ + a (1 − μ²), μ_AB = (r_A − r_B) / R_AB.
/// Cells' sizes a come from the ratio χ of the square roots of the Bragg–Slater radii (Treutler, Ahlrichs, J. Chem. Phys. 102, 346 (1995), eq. 4), |a| ≤ ½.
/// </summary>
internal sealed class BeckePartition
{
    readonly Vec3[] _nuclei;

    // For pairs i < j, one after the other: a and 1/R.
    readonly double[] _sizes;
    readonly double[] _inverse;

    public BeckePartition(Element[] elements, Vec3[] nuclei)
    {
        _nuclei = nuclei;
        var count = nuclei.Length;
        _sizes = new double[count * (count - 1) / 2];
        _inverse = new double[_sizes.Length];
        for (int i = 0, pair = 0; i < count; i++)
        {
            for (var j = i + 1; j < count; j++, pair++)
            {
                _inverse[pair] = 1 / (nuclei[i] - nuclei[j]).Length;
                var ratio = Math.Sqrt(AtomicSizes.Radius(elements[i]) / AtomicSizes.Radius(elements[j]));
                var u = (ratio - 1) / (ratio + 1);
                _sizes[pair] = Math.Clamp(u / (u * u - 1), -0.5, 0.5);
            }
        }
    }

    /// <summary>Numbers of scratch memory for so many points.</summary>
    public int Scratch(int points) => (3 * _nuclei.Length + 2) * points;

    /// <summary>Share of its own atom at each point. A lane is a point.</summary>
    /// <param name="x">Points, bohr, a whole number of lanes.</param>
    /// <param name="parents">Atom each point belongs to.</param>
    public void Shares<W>(Span<double> x, Span<double> y, Span<double> z, ReadOnlySpan<int> parents, Span<double> shares, double[] scratch)
        where W : struct, IWide<W, double>
    {
        var count = x.Length;
        Cells<W>(x, y, z, scratch);
        var cells = scratch.AsSpan(_nuclei.Length * count);
        for (var p = 0; p < count; p++)
            shares[p] = cells[parents[p] * count + p];
    }

    // Distances in the first rows, shares in the next.
    void Cells<W>(Span<double> x, Span<double> y, Span<double> z, double[] scratch)
        where W : struct, IWide<W, double>
    {
        var (count, atoms) = (x.Length, _nuclei.Length);
        for (var i = 0; i < atoms; i++)
            BeckeKernels.Distance<W>(count, ref x[0], ref y[0], ref z[0], _nuclei[i].X, _nuclei[i].Y, _nuclei[i].Z, ref scratch[i * count]);
        var cells = scratch.AsSpan(atoms * count, atoms * count);
        cells.Fill(1);
        for (int i = 0, pair = 0; i < atoms; i++)
        {
            for (var j = i + 1; j < atoms; j++, pair++)
                BeckeKernels.Cut<W>(count, ref scratch[i * count], ref scratch[j * count], _inverse[pair], _sizes[pair], ref cells[i * count], ref cells[j * count]);
        }
        BeckeKernels.Normalise<W>(count, atoms, ref cells[0]);
    }

    /// <summary>Adds Σ_p values_p ∂ ln w_p / ∂R to a gradient, the points moving with their atoms. A lane is a point.</summary>
    /// <param name="parents">Atom each point belongs to.</param>
    /// <param name="values">What each share is multiplied with, the share included.</param>
    /// <param name="gradient">One a nucleus.</param>
    public void Slopes<W>(Span<double> x, Span<double> y, Span<double> z, ReadOnlySpan<double> parents, Span<double> values, Vec3[] gradient, double[] scratch)
        where W : struct, IWide<W, double>
    {
        var (count, atoms) = (x.Length, _nuclei.Length);
        Cells<W>(x, y, z, scratch);
        var cells = scratch.AsSpan(atoms * count, atoms * count);
        var pulls = scratch.AsSpan(2 * atoms * count, atoms * count);
        Span<double> own = scratch.AsSpan(3 * atoms * count, count), stretch = scratch.AsSpan((3 * atoms + 1) * count, count);
        parents.CopyTo(own);
        pulls.Clear();
        for (int i = 0, pair = 0; i < atoms; i++)
        {
            for (var j = i + 1; j < atoms; j++, pair++)
            {
                BeckeKernels.Pull<W>(count, i, j, _inverse[pair], _sizes[pair], ref scratch[0], ref cells[0], ref own[0], ref values[0], ref pulls[0], ref stretch[0]);
                var sum = 0.0;
                foreach (var s in stretch)
                    sum += s;
                // ∂R_ij/∂R_i is the unit vector from j to i.
                var along = (_nuclei[i] - _nuclei[j]) * (_inverse[pair] * sum);
                gradient[i] += along;
                gradient[j] -= along;
            }
        }
        for (var i = 0; i < atoms; i++)
        {
            for (var p = 0; p < count; p++)
            {
                var parent = (int)parents[p];
                if (parent == i)
                    continue;
                var force = (_nuclei[i] - new Vec3(x[p], y[p], z[p])) * (pulls[i * count + p] / scratch[i * count + p]);
                gradient[i] += force;
                gradient[parent] -= force;
            }
        }
    }
}
