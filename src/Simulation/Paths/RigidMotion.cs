using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Simulation;

/// <summary>Takes out of directions what would only shift a structure, or turn a molecule (about the mean of its atoms, whatever their masses); or, where atoms are fixed, their parts.</summary>
sealed class RigidMotion
{
    readonly List<Vec3[]> _motions = [];
    readonly IReadOnlyList<int> _fixed;

    internal RigidMotion(Structure structure, IReadOnlyList<int> fixedAtoms)
    {
        _fixed = fixedAtoms;
        if (fixedAtoms.Count > 0)
            return;
        var n = structure.Count;
        var centre = Vec3.Zero;
        foreach (var r in structure.Positions)
            centre += r;
        centre /= n;
        Vec3[] axes = [new(1, 0, 0), new(0, 1, 0), new(0, 0, 1)];
        foreach (var axis in axes)
            Add([.. Enumerable.Repeat(axis, n)], 0);
        foreach (var axis in structure.Periodic.Any ? [] : axes)
            Add([.. structure.Positions.Select(r => Vec3.Cross(axis, r - centre))], 1e-3 * Math.Sqrt(n));
    }

    /// <param name="least">What is shorter, once the others are taken out, is no motion: the turn of a line about itself.</param>
    void Add(Vec3[] motion, double least)
    {
        Remove(motion);
        var length = Math.Sqrt(motion.Sum(v => v.LengthSquared));
        if (length > least)
            _motions.Add([.. motion.Select(v => v / length)]);
    }

    internal void Remove(Span<Vec3> vectors)
    {
        foreach (var i in _fixed)
            vectors[i] = Vec3.Zero;
        foreach (var motion in _motions)
        {
            double dot = 0;
            for (var i = 0; i < motion.Length; i++)
                dot += Vec3.Dot(motion[i], vectors[i]);
            for (var i = 0; i < motion.Length; i++)
                vectors[i] -= dot * motion[i];
        }
    }
}
