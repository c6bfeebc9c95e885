using System.Numerics.Tensors;
using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials.Ace;

namespace Athanor.Potentials.GaussianProcesses;

/// <summary>
/// What a sparse Gaussian process makes of a structure, as a linear model of as many numbers v as there are sparse surroundings, with a prior of one for each: E = Σ_m r_m v_m with r = L⁻¹ k, k_m = Σ_i (û_i·ŝ_m)² over the atoms of m's
/// element, and the derivatives of r by all coordinates. Columns after those count the atoms of each element. Holds scratch memory; serves one thread.
/// </summary>
public sealed class GaussianRows(SparseSurroundings sparse) : IDisposable
{
    readonly AceRows _invariants = AceRows.Open(sparse.Form.Invariants);
    readonly Visitor _visitor = new(sparse);
    double[] _raw = [];

    /// <summary>Numbers in a row.</summary>
    public int Columns => sparse.Count + sparse.Form.Invariants.Elements.Length;

    /// <summary>Fills the rows of a structure, <see cref="AceRows.CountOf"/> of them and in that order.</summary>
    /// <param name="rows">Of <see cref="Columns"/>, <paramref name="stride"/> apart.</param>
    /// <exception cref="PotentialException">An element is not covered.</exception>
    public void Fill(Structure structure, Span<double> rows, int stride)
    {
        int count = AceRows.CountOf(structure), columns = sparse.Count;
        if (_raw.Length < count * columns)
            _raw = new double[count * columns];
        var raw = _raw.AsSpan(0, count * columns);
        raw.Clear();
        _visitor.Begin(structure, _raw);
        _invariants.Visit(structure, _visitor, tangents: true);
        var elements = sparse.Form.Invariants.Elements;
        for (var r = 0; r < count; r++)
        {
            var to = rows.Slice(r * stride, Columns);
            raw.Slice(r * columns, columns).CopyTo(to);
            to[columns..].Clear();
        }
        for (var s = 0; s < elements.Length; s++)
        {
            if (sparse.CountOf(s) > 0)
                Triangular.SolveRightTransposed(sparse.Factor(s), new MatrixSpan<double>(rows[sparse.Starts[s]..], count, sparse.CountOf(s), stride));
        }
        foreach (var element in structure.Elements)
            rows[columns + elements.IndexOf(element)]++;
    }

    public void Dispose() => _invariants.Dispose();

    /// <summary>Adds each atom's covariances with the sparse surroundings to the energy's row, and their changes to those of the coordinates.</summary>
    sealed class Visitor(SparseSurroundings sparse) : IAceVisitor
    {
        readonly GaussianForm _form = sparse.Form;
        readonly UnitTangents _tangents = new(sparse.Form);
        double[] _products = [], _factors = [], _raw = [];
        int _count;
        bool _isBulk;

        internal void Begin(Structure structure, double[] raw) => (_count, _isBulk, _raw) = (structure.Count, structure.Periodic.IsBulk, raw);

        Span<double> Row(int row, int species) => _raw.AsSpan(row * sparse.Count + sparse.Starts[species], sparse.CountOf(species));

        public void Atom(int atom, int species, ReadOnlySpan<double> values, ReadOnlySpan<(Vec3 Edge, int Neighbour)> edges, ReadOnlySpan<double> tangents)
        {
            var points = sparse.CountOf(species);
            if (points == 0)
                return;
            // û and its derivatives by each edge, times all surroundings.
            var vectors = _tangents.Of(species, values, tangents);
            var rows = 1 + 3 * edges.Length;
            if (_products.Length < rows * points)
                _products = new double[rows * points + rows * points / 4];
            if (_factors.Length < points)
                _factors = new double[points];
            Gemm.Multiply(vectors.AsMatrix(rows, _form.Width), sparse.Points(species).AsMatrix(points, _form.Width).Transposed, _products.AsSpan(0, rows * points).AsMatrix(rows, points));
            ReadOnlySpan<double> covariances = _products.AsSpan(0, points), factors = _factors.AsSpan(0, points);
            TensorPrimitives.Multiply(covariances, 2, _factors);
            TensorPrimitives.MultiplyAdd(covariances, covariances, Row(0, species), Row(0, species));
            for (var e = 0; e < edges.Length; e++)
            {
                for (var axis = 0; axis < 3; axis++)
                {
                    var row = _products.AsSpan((1 + 3 * e + axis) * points, points);
                    TensorPrimitives.Multiply(row, factors, row);
                    Vectors.AddScaled(1, row, Row(1 + 3 * edges[e].Neighbour + axis, species));
                    Vectors.AddScaled(-1, row, Row(1 + 3 * atom + axis, species));
                }
                if (_isBulk)
                    AddStrain(e, edges[e].Edge, species, points);
            }
        }

        /// <summary>∂/∂ε_ab of r_ij is ½ (r_a ∂_b + r_b ∂_a).</summary>
        void AddStrain(int e, Vec3 edge, int species, int points)
        {
            ReadOnlySpan<(int Row, int Axis, double Factor)> shares =
            [
                (0, 0, edge.X), (1, 1, edge.Y), (2, 2, edge.Z),
                (3, 2, 0.5 * edge.Y), (3, 1, 0.5 * edge.Z), (4, 2, 0.5 * edge.X), (4, 0, 0.5 * edge.Z), (5, 1, 0.5 * edge.X), (5, 0, 0.5 * edge.Y),
            ];
            foreach (var (row, axis, factor) in shares)
                Vectors.AddScaled(factor, _products.AsSpan((1 + 3 * e + axis) * points, points), Row(1 + 3 * _count + row, species));
        }
    }
}
