using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials.Ace;

namespace Athanor.Potentials.GaussianProcesses;

/// <summary>
/// The predictive variance of a sparse Gaussian process, exactly, of the energy and of every force component: δ² (k** − r·r) + |C⁻¹ r|² (<see cref="GaussianPosterior"/>). What members sample, said of all without sampling, and dearer: some milliseconds for an
/// atom. Holds scratch memory; serves one caller.
/// </summary>
public sealed class GaussianVariance : IExactVariance
{
    readonly GaussianModel _model;
    readonly GaussianPosterior _posterior;
    readonly GaussianRows _rows;
    readonly PriorVariance _prior;

    /// <exception cref="PotentialException">The model has no posterior.</exception>
    public GaussianVariance(GaussianModel model)
    {
        _model = model;
        _posterior = model.Posterior ?? throw new PotentialException($"'{model.Name}' has no posterior: nothing is known of its uncertainty. Train with --heads above zero.");
        _rows = new GaussianRows(model.Sparse);
        _prior = new PriorVariance(model.Sparse.Form);
    }

    public double Of(Structure structure, Span<Vec3> forces)
    {
        int columns = _rows.Columns, count = AceRows.CountOf(structure);
        var rows = new double[count * columns];
        _rows.Fill(structure, rows, columns);
        var prior = _prior.Of(structure);
        for (var i = 0; i < structure.Count; i++)
            forces[i] = new Vec3(Total(1 + 3 * i, rows, prior), Total(2 + 3 * i, rows, prior), Total(3 + 3 * i, rows, prior));
        return Total(0, rows, prior);
    }

    double Total(int index, double[] rows, double[] prior)
    {
        var row = rows.AsSpan(index * _rows.Columns, _rows.Columns);
        var known = row[.._model.Sparse.Count];
        // Rounding may leave less than nothing of a variance that is all explained.
        var rest = Math.Max(0, prior[index] - Vectors.Dot(known, known));
        return _posterior.Variance * rest + _posterior.VarianceOf(row);
    }

    public void Dispose()
    {
        _rows.Dispose();
        _prior.Dispose();
    }
}
