using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Learning;

/// <summary>Finds for every frame the frames of the same atoms nearest to it. From them one learns whether energies, forces and stresses belong together.</summary>
internal static class PathSteps
{
    const int NearestKept = 3;

    /// <summary>Of frames with the same atoms at most this many are compared all with all; the work grows with the square.</summary>
    const int MostCompared = 250;

    /// <summary>Steps between all near frames, nearest first.</summary>
    public static PathStep[] Find(IReadOnlyList<Frame> frames)
    {
        var steps = new Dictionary<(int, int), PathStep>();
        var usable = Enumerable.Range(0, frames.Count).Where(i => frames[i].Structure.Count > 1 && IsUsable(frames[i]));
        foreach (var alike in usable.GroupBy(i => Key(frames[i].Structure)))
            FindAmong(frames, [.. alike], steps);
        return [.. steps.Values.OrderBy(s => s.Distance).ThenBy(s => s.First).ThenBy(s => s.Second)];
    }

    static bool IsUsable(Frame frame) => frame.Forces is null || frame.Forces.All(f => f.IsFinite);

    // Frames whose atoms are written in another order do not meet; that costs evidence, never truth.
    static string Key(Structure s) => s.Periodic + string.Create(s.Count, s, (text, structure) =>
    {
        for (var i = 0; i < text.Length; i++)
            text[i] = (char)structure.Elements[i].AtomicNumber;
    });

    static void FindAmong(IReadOnlyList<Frame> frames, int[] members, Dictionary<(int, int), PathStep> steps)
    {
        var stride = Math.Max(1, (members.Length + MostCompared - 1) / MostCompared);
        var compared = members.Where((_, k) => k % stride == 0).ToArray();
        var found = new List<(double Distance, int A, int B)>();
        for (var a = 0; a < compared.Length; a++)
        {
            for (var b = 0; b < a; b++)
                found.Add((Distance(frames[compared[b]].Structure, frames[compared[a]].Structure), compared[b], compared[a]));
        }
        // Neighbours in the file are often neighbours in time.
        for (var k = 1; k < members.Length && stride > 1; k++)
            found.Add((Distance(frames[members[k - 1]].Structure, frames[members[k]].Structure), members[k - 1], members[k]));

        var kept = new Dictionary<int, int>();
        foreach (var (distance, a, b) in found.Order())
        {
            int na = kept.GetValueOrDefault(a), nb = kept.GetValueOrDefault(b);
            if (double.IsNaN(distance) || (na >= NearestKept && nb >= NearestKept))
                continue;
            kept[a] = na + 1;
            kept[b] = nb + 1;
            steps.TryAdd((a, b), Step(frames, a, b, distance));
        }
    }

    static double Distance(Structure a, Structure b)
    {
        Span<Vec3> moves = a.Count <= 256 ? stackalloc Vec3[a.Count] : new Vec3[a.Count];
        if (!Displacements(a, b, moves, out var strain, out _))
            return double.NaN;
        double sum = 0;
        foreach (var m in moves)
            sum += m.LengthSquared;
        var stretch = Stretch(a, strain);
        return Math.Sqrt(sum / a.Count + stretch * stretch);
    }

    // A strain moves an atom by the strain times its distance from the middle; a third of a cell's edge stands for that.
    static double Stretch(Structure s, Mat3 strain) => s.Periodic.Any ? Math.Cbrt(s.Cell!.Volume) / 3 * PathStep.Size(strain) : 0;

    static PathStep Step(IReadOnlyList<Frame> frames, int first, int second, double distance)
    {
        Frame a = frames[first], b = frames[second];
        var moves = new Vec3[a.Structure.Count];
        Displacements(a.Structure, b.Structure, moves, out var strain, out var turn);
        var toFirst = Mat3.Identity - 0.5 * strain;
        var toSecond = Mat3.Identity + 0.5 * strain;
        var work = a.Forces is null || b.Forces is null ? double.NaN : 0;
        for (var i = 0; i < moves.Length && !double.IsNaN(work); i++)
            work -= 0.5 * (Vec3.Dot(a.Forces![i], moves[i] * toFirst) + Vec3.Dot(b.Forces![i], turn * (moves[i] * toSecond)));
        var (ha, hb) = (a.Structure.Cell, b.Structure.Cell);
        var strains = a.Structure.Periodic.Any && PathStep.Size(strain) > 0;
        return new PathStep(first, second, distance, Stretch(a.Structure, strain) / distance, (b.Energy ?? double.NaN) - (a.Energy ?? double.NaN), work,
            strains ? (ha!.Inverse * (hb!.Vectors - ha.Vectors)).Symmetrized : Mat3.Zero,
            strains ? (hb!.Inverse * (hb.Vectors - ha!.Vectors)).Symmetrized : Mat3.Zero);
    }

    /// <summary>
    /// How each atom moves from a to b, in the cell halfway between them where there is one. Molecules are laid on one another first;
    /// <paramref name="turn"/> takes vectors of a's orientation to b's.
    /// </summary>
    static bool Displacements(Structure a, Structure b, Span<Vec3> moves, out Mat3 strain, out Mat3 turn)
    {
        strain = Mat3.Zero;
        turn = Mat3.Identity;
        var n = a.Count;
        if (!a.Periodic.Any)
        {
            Span<Vec3> resting = n <= 256 ? stackalloc Vec3[n] : new Vec3[n];
            Span<Vec3> moving = n <= 256 ? stackalloc Vec3[n] : new Vec3[n];
            a.Positions.CopyTo(resting);
            b.Positions.CopyTo(moving);
            Superposition.Centre(resting);
            Superposition.Centre(moving);
            var back = Superposition.Of(moving, resting).Rotation;
            turn = back.Transposed;
            for (var i = 0; i < n; i++)
                moves[i] = back * moving[i] - resting[i];
            return true;
        }
        Cell ca = a.Cell!, cb = b.Cell!;
        strain = ca.Inverse * cb.Vectors - Mat3.Identity;
        // Cells described by other lattice vectors, or turned, are no small strain.
        if (PathStep.Size(strain) > 0.3)
            return false;
        var halfway = 0.5 * (ca.Vectors + cb.Vectors);
        var drift = Vec3.Zero;
        for (var i = 0; i < n; i++)
        {
            var s = b.Positions[i] * cb.Inverse - a.Positions[i] * ca.Inverse;
            s -= new Vec3(a.Periodic.A ? Math.Round(s.X) : 0, a.Periodic.B ? Math.Round(s.Y) : 0, a.Periodic.C ? Math.Round(s.Z) : 0);
            moves[i] = s * halfway;
            drift += moves[i];
        }
        for (var i = 0; i < n; i++)
            moves[i] -= drift / n;
        return true;
    }
}
