using System.Numerics.Tensors;
using Athanor.Numerics;

namespace Athanor.Potentials.GaussianProcesses;

/// <summary>û of an atom and ∂û/∂r_ij of its edges: of the tangents of its invariants what is left beside û, over |u|. Holds scratch memory.</summary>
sealed class UnitTangents(GaussianForm form)
{
    double[] _vectors = [];

    /// <summary>[û, then edge and axis, <see cref="GaussianForm.Width"/>]; good until the next call.</summary>
    /// <param name="tangents">As <see cref="Ace.IAceVisitor"/> is given them.</param>
    internal ReadOnlySpan<double> Of(int species, ReadOnlySpan<double> values, ReadOnlySpan<double> tangents)
    {
        int width = form.Width, size = values.Length, rows = 1 + tangents.Length / size;
        if (_vectors.Length < rows * width)
            _vectors = new double[rows * width + rows * width / 4];
        var unit = _vectors.AsSpan(0, width);
        var norm = form.Normalise(species, values, unit);
        for (var r = 1; r < rows; r++)
        {
            var to = _vectors.AsSpan(r * width, width);
            to[size..].Clear();
            TensorPrimitives.Multiply(tangents.Slice((r - 1) * size, size), form.Scale(species) / norm, to);
            Vectors.AddScaled(-Vectors.Dot(to, unit), unit, to);
        }
        return _vectors.AsSpan(0, rows * width);
    }
}
