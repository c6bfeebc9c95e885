using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Simulation;

/// <summary>
/// A potential whose forces and virial are made symmetric under the space group of one crystal: each is replaced by its mean over all operations. Whatever relaxes or deforms the crystal by them keeps
/// its symmetry to rounding, and does not slide off a saddle point that the symmetry holds. The operations are kept in fractional coordinates, so that the cell may change.
/// </summary>
/// <remarks>Energies by atom, charges and standard deviations are the potential's own.</remarks>
public sealed class KeptSymmetry : IPotential
{
    readonly IPotential _potential;
    readonly SpaceGroup _group;

    /// <param name="group">Of the structure that will be evaluated; its atoms in the same order.</param>
    public KeptSymmetry(IPotential potential, SpaceGroup group) => (_potential, _group) = (potential, group);

    public string Name => _potential.Name;

    public double? Cutoff => _potential.Cutoff;

    public bool Covers(Element element) => _potential.Covers(element);

    public IEvaluator Open(EvaluatorOptions options) => new Evaluator(_potential.Open(options), _group);

    sealed class Evaluator : IEvaluator
    {
        readonly IEvaluator _inner;
        readonly Mat3[] _rotations;
        readonly int[][] _images;
        readonly int[] _orbits;
        readonly Vec3[] _sums, _means;
        readonly int[] _members;

        internal Evaluator(IEvaluator inner, SpaceGroup group)
        {
            _inner = inner;
            _rotations = [.. group.Representatives.Select(o => o.Rotation)];
            // Translations turn nothing: their mean is that over the copies of an atom.
            _images = [.. Enumerable.Range(0, _rotations.Length).Select(k => group.Permutation(k * group.Translations.Count))];
            _orbits = [.. group.Primitive.AtomOf];
            _sums = new Vec3[_orbits.Length];
            _means = new Vec3[_orbits.Max() + 1];
            _members = new int[_means.Length];
            foreach (var orbit in _orbits)
                _members[orbit]++;
        }

        public ReadOnlySpan<Vec3> ListPositions => _inner.ListPositions;

        public Cell? ListCell => _inner.ListCell;

        public void Evaluate(Structure structure, Request request, Prediction into)
        {
            if (structure.Count != _orbits.Length)
                throw new PotentialException($"The symmetry to be kept is that of {_orbits.Length} atoms; {structure} has {structure.Count}.");
            _inner.Evaluate(structure, request, into);
            var cell = structure.Cell!;
            var (vectors, inverse) = (cell.Vectors.Transposed, cell.Inverse.Transposed);
            var forces = into.Forces;
            var virial = Mat3.Zero;
            Array.Clear(_sums);
            for (var k = 0; k < _rotations.Length; k++)
            {
                var rotation = vectors * _rotations[k] * inverse;
                var images = _images[k];
                for (var i = 0; i < images.Length; i++)
                    _sums[images[i]] += rotation * forces[i];
                virial += rotation * into.Virial * rotation.Transposed;
            }
            Array.Clear(_means);
            for (var i = 0; i < _sums.Length; i++)
                _means[_orbits[i]] += _sums[i];
            for (var i = 0; i < _sums.Length; i++)
                forces[i] = _means[_orbits[i]] / (_rotations.Length * _members[_orbits[i]]);
            into.Virial = 1.0 / _rotations.Length * virial;
        }

        public void Dispose() => _inner.Dispose();
    }
}
