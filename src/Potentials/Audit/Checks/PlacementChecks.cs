using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials;

/// <summary>E(R x) = E(x), F(R x) = R F(x), σ(R x) = R σ Rᵀ for random rotations R, cell and all.</summary>
sealed class RotationCheck : IAuditCheck
{
    public string Name => "rotation";

    public string Question => "Turned as a whole, energy stays, forces and stress turn along";

    public CheckResult Run(AuditSubject subject)
    {
        var random = subject.NewRandom(1);
        return Enumerable.Range(0, 3).Select(_ => Rotation.Random(random))
            .Select(turn => subject.Compare(subject.Structure.Rotated(turn), rotation: turn)).Aggregate(AuditSubject.Worse);
    }
}

/// <summary>The same for mirrors, which rotations do not reach.</summary>
sealed class MirrorCheck : IAuditCheck
{
    public string Name => "mirror";

    public string Question => "The mirror image has the same energy and the mirrored forces";

    public CheckResult Run(AuditSubject subject)
    {
        var random = subject.NewRandom(2);
        var mirror = Rotation.Mirror(Rotation.Random(random).Row(0));
        return subject.Compare(subject.Structure.Rotated(mirror), rotation: mirror);
    }
}

/// <summary>Moved as a whole; where it repeats, also atom by atom by whole lattice vectors.</summary>
sealed class TranslationCheck : IAuditCheck
{
    public string Name => "translation";

    public string Question => "Moved as a whole, or by lattice vectors, nothing changes";

    public CheckResult Run(AuditSubject subject)
    {
        var random = subject.NewRandom(3);
        var structure = subject.Structure;
        var by = new Vec3(7.3 * random.NextDouble() - 3, 11.1 * random.NextDouble() - 5, 5.7 * random.NextDouble() - 2);
        var moved = subject.Compare(structure.Translated(by));
        if (structure.Cell is not { } cell || !structure.Periodic.Any)
            return moved;
        int Step(bool repeats) => repeats ? random.Next(-1, 2) : 0;
        var periodic = structure.Periodic;
        var images = structure.Positions.Select(r => r + cell.ToCartesian(new Vec3(Step(periodic.A), Step(periodic.B), Step(periodic.C))));
        return AuditSubject.Worse(moved, subject.Compare(structure.With(cell, [.. images])));
    }
}

/// <summary>The same atoms in another order: equal atoms have no names. Atoms of one element change places, then all of them.</summary>
sealed class PermutationCheck : IAuditCheck
{
    public string Name => "permutation";

    public string Question => "Listed in another order, the same atoms have the same energy and forces";

    public CheckResult Run(AuditSubject subject)
    {
        var structure = subject.Structure;
        if (structure.Count == 1)
            return CheckResult.NotApplicable("there is only one atom");
        var random = subject.NewRandom(4);
        var all = Shuffled([.. Enumerable.Range(0, structure.Count)], random);
        var alike = Enumerable.Range(0, structure.Count).ToArray();
        foreach (var places in alike.GroupBy(i => structure.Elements[i]).Select(g => g.ToArray()).ToArray())
        {
            var moved = Shuffled(places, random);
            for (var k = 0; k < places.Length; k++)
                alike[places[k]] = moved[k];
        }
        if (alike.SequenceEqual(Enumerable.Range(0, structure.Count)))
            return subject.Compare(structure.Select(all), all);
        var result = subject.Compare(structure.Select(alike), alike);
        try
        {
            return AuditSubject.Worse(result, subject.Compare(structure.Select(all), all));
        }
        catch (AtomsException)
        {
            // Bound to one order of elements, it can still be asked about equal atoms.
            return result;
        }
    }

    static int[] Shuffled(int[] items, Random random)
    {
        var shuffled = (int[])items.Clone();
        random.Shuffle(shuffled);
        // A shuffle of two or three may do nothing at all.
        if (items.Length > 1 && shuffled.SequenceEqual(items))
            (shuffled[0], shuffled[^1]) = (shuffled[^1], shuffled[0]);
        return shuffled;
    }
}
