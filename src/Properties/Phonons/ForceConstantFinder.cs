using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Properties;

/// <summary>
/// Finds force constants from as few derivatives of forces as symmetry allows: one atom of each kind moves along directions that its site symmetry turns into three independent ones; what operations make of the answer
/// is averaged in the least-squares sense (Parlinski, Li, Kawazoe, Phys. Rev. Lett. 78, 4063 (1997)).
/// </summary>
sealed class ForceConstantFinder(LatticeSupercell lattice, IPotential potential, ForceConstantSettings settings, Team team, Action<int, int>? progress, CancellationToken cancellation)
{
    /// <summary>Tried in this order, the first of those that span the most is taken.</summary>
    static readonly Vec3[] Directions = [new(1, 0, 0), new(0, 1, 0), new(0, 0, 1), new(1, 1, 0), new(1, 0, 1), new(0, 1, 1), new(1, -1, 0), new(1, 0, -1), new(0, 1, -1), new(1, 1, 1), new(1, 2, 3)];

    readonly int _count = lattice.Structure.Count;

    internal ForceConstants Find()
    {
        var operations = settings.Symmetry ? LatticeOperations.Of(lattice) : [LatticeOperation.Identity(lattice.Basis)];
        // The first of each orbit, with the operations that leave it where it is.
        int[] heads = [.. Enumerable.Range(0, lattice.Basis).Where(b => operations.All(o => o.Images[b] >= b))];
        var sites = heads.Select(b => operations.Where(o => o.Images[b] == b).ToArray()).ToArray();
        var moves = sites.Select(Moves).ToArray();
        var total = moves.Sum(m => m.Length);
        // A skin, so that differences are taken with one list and one order of sums.
        using var evaluator = potential.Open(new EvaluatorOptions(team, Skin: 0.1) { Cancellation = cancellation });
        var tangents = settings.Displacement is { } step ? new SteppedForces(evaluator, step) : ForceTangents.Of(evaluator);
        var done = 0;
        var blocks = new Mat3[lattice.Basis * _count];
        for (var h = 0; h < heads.Length; h++)
        {
            var columns = new List<(Vec3 Direction, Vec3[] Forces)>();
            foreach (var move in moves[h])
            {
                cancellation.ThrowIfCancellationRequested();
                columns.Add((move, Derivative(tangents, heads[h], move)));
                progress?.Invoke(++done, total);
            }
            Spread(Solve(heads[h], sites[h], columns), heads[h], operations, blocks);
        }
        return new ForceConstants(lattice, blocks, tangents.HasForceTangent, total, operations.Count);
    }

    static Vec3[] Moves(LatticeOperation[] site)
    {
        var moves = new List<Vec3>();
        var rank = 0;
        while (rank < 3)
        {
            var best = Directions.Select(d => (Direction: d / d.Length, Rank: Rank([.. moves, d / d.Length], site))).MaxBy(t => t.Rank);
            moves.Add(best.Direction);
            rank = best.Rank;
        }
        return [.. moves];
    }

    // Dimensions that the images of the directions span, well enough to divide by.
    static int Rank(IReadOnlyList<Vec3> directions, LatticeOperation[] site)
    {
        var values = SymmetricEigen.Decompose(Gram(directions, site)).Values;
        return Enumerable.Range(0, 3).Count(k => values[k] > 0.05 * site.Length / 3);
    }

    static Mat3 Gram(IEnumerable<Vec3> directions, LatticeOperation[] site)
    {
        var gram = Mat3.Zero;
        foreach (var d in directions)
        {
            foreach (var o in site)
                gram += Mat3.Outer(o.Cartesian * d, o.Cartesian * d);
        }
        return gram;
    }

    Vec3[] Derivative(IForceTangent tangents, int basis, Vec3 direction)
    {
        var (directions, forces) = (new Vec3[_count], new Vec3[_count]);
        directions[basis] = direction;
        tangents.ForceTangent(lattice.Structure, directions, forces);
        for (var j = 0; j < _count; j++)
        {
            if (!forces[j].IsFinite)
                throw new PotentialException($"The derivative of the force on atom {j + 1} of the supercell ({lattice.Structure.Elements[j]}) is not a finite number; are atoms of {lattice.Primitive} too close?");
        }
        return forces;
    }

    /// <summary>∂²E/∂u_j ∂u_basis by atom j: rows are components of j.</summary>
    Mat3[] Solve(int basis, LatticeOperation[] site, List<(Vec3 Direction, Vec3[] Forces)> columns)
    {
        var inverse = Gram(columns.Select(c => c.Direction), site).Inverse();
        var sums = new Mat3[_count];
        foreach (var o in site)
        {
            var images = o.Permutation(lattice, basis);
            foreach (var (direction, forces) in columns)
            {
                var turned = (o.Cartesian * direction) * inverse;
                for (var j = 0; j < _count; j++)
                {
                    if (forces[j] != Vec3.Zero)
                        sums[images[j]] -= Mat3.Outer(o.Cartesian * forces[j], turned);
                }
            }
        }
        return sums;
    }

    // To every atom of the orbit, by the first operation that leads there.
    void Spread(Mat3[] columns, int head, IReadOnlyList<LatticeOperation> operations, Mat3[] blocks)
    {
        foreach (var group in operations.GroupBy(o => o.Images[head]))
        {
            var o = group.First();
            var images = o.Permutation(lattice, head);
            for (var j = 0; j < _count; j++)
                blocks[group.Key * _count + images[j]] = (o.Cartesian * columns[j] * o.Cartesian.Transposed).Transposed;
        }
    }
}
