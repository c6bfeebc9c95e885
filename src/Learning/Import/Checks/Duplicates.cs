using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Learning;

/// <summary>
/// Frames that occur more than once: in one file they weigh double, in two files the second is no test of what was learned from the first.
/// Structures are compared up to the order of their atoms, shifts and lattice translations.
/// </summary>
internal sealed class Duplicates : IDataCheck
{
    /// <summary>Energies of one structure that differ by more, in eV per atom, come from different calculations.</summary>
    const double SameEnergy = 1e-3;

    /// <summary>Frames whose atoms all but coincide, Å.</summary>
    const double AllButSame = 0.01;

    public IEnumerable<Finding> Run(InspectedData data)
    {
        var pairs = Pairs(data);
        var repeated = pairs.Where(p => p.IsCopy && data.Data.FileOf(p.First) == data.Data.FileOf(p.Second)).Select(p => p.Second).Distinct().Order().ToArray();
        if (repeated.Length > 0)
        {
            yield return data.Found(Severity.Warning, "duplicates",
                $"{(repeated.Length == 1 ? "One frame is a copy of an earlier one" : $"{repeated.Length} frames are copies of earlier ones")} and would count double, in training as in validation.",
                "Remove them.", repeated);
        }
        var leaked = pairs.Where(p => p.IsCopy && data.Data.FileOf(p.First) != data.Data.FileOf(p.Second)).Select(p => p.Second).Distinct().Order().ToArray();
        if (leaked.Length > 0)
        {
            yield return data.Found(Severity.Warning, "leakage",
                $"{(leaked.Length == 1 ? "One frame occurs" : $"{leaked.Length} frames occur")} in an earlier file as well.",
                "If one of the files is meant to test what was learned from the other, remove them from it.", leaked);
        }
        var conflicting = pairs.Where(p => p.Conflict).SelectMany(p => new[] { p.First, p.Second }).Distinct().Order().ToArray();
        if (conflicting.Length > 0)
        {
            var worst = pairs.Where(p => p.Conflict).Max(p => Math.Abs(EnergyPerAtom(data, p.First) - EnergyPerAtom(data, p.Second)));
            yield return data.Found(Severity.Warning, "conflicting-labels",
                $"The same structure has different energies, up to {1000 * worst:0.#} meV per atom apart; two methods or settings may be mixed.",
                "Keep the labels of one method only.", conflicting);
        }
        var turned = pairs.Where(p => !p.IsCopy && !p.Conflict).Select(p => p.Second).Distinct().Order().ToArray();
        if (turned.Length > 0)
        {
            yield return data.Found(Severity.Note, "equivalent-frames",
                $"{(turned.Length == 1 ? "One frame is a turned or mirrored copy of another" : $"{turned.Length} frames are turned or mirrored copies of others")}; they add nothing, because a potential knows these symmetries.", "", turned);
        }
        var near = data.Steps.Where(s => s.SameCell && s.Distance is > 1e-4 and < AllButSame).Select(s => s.Second).Distinct().Order().ToArray();
        if (near.Length > 0.1 * data.Frames.Count)
        {
            yield return data.Found(Severity.Note, "near-duplicates",
                $"{(near.Length == 1 ? "One frame differs" : $"{near.Length} frames differ")} from another by less than {AllButSame} Å an atom; such frames add little, and make validation look better than it is.", "", near);
        }
    }

    sealed record Pair(int First, int Second, bool IsCopy, bool Conflict);

    static List<Pair> Pairs(InspectedData data)
    {
        var frames = data.Frames;
        var candidates = data.Which(f => !Dataset.IsIsolatedAtom(f)).Where(i => data.Contacts(i).Coincident is null)
            .Select(i => (Frame: i, Print: data.Contacts(i).Fingerprint)).OrderBy(c => c.Print.Near).ThenBy(c => c.Frame).ToArray();
        var pairs = new List<Pair>();
        for (var a = 0; a < candidates.Length; a++)
        {
            for (var b = a + 1; b < candidates.Length && Fingerprint.Alike(candidates[a].Print.Near, candidates[b].Print.Near); b++)
            {
                var (first, second) = (Math.Min(candidates[a].Frame, candidates[b].Frame), Math.Max(candidates[a].Frame, candidates[b].Frame));
                Frame f = frames[first], s = frames[second];
                if (!candidates[a].Print.SameShape(candidates[b].Print) || f.Structure.Periodic != s.Structure.Periodic
                    || f.Structure.Count != s.Structure.Count || f.Structure.Formula != s.Structure.Formula
                    || f.Structure.Charge != s.Structure.Charge || f.Structure.Multiplicity != s.Structure.Multiplicity)
                    continue;
                var conflict = Math.Abs(EnergyPerAtom(data, first) - EnergyPerAtom(data, second)) > SameEnergy;
                pairs.Add(new Pair(first, second, !conflict && candidates[a].Print.SamePose(candidates[b].Print) && SameForces(f, s), conflict));
            }
        }
        return pairs;
    }

    static double EnergyPerAtom(InspectedData data, int frame) => (data.Frames[frame].Energy ?? double.NaN) / data.Frames[frame].Structure.Count;

    // Tells a crystal with one atom pushed to the left from one with it pushed to the right, which no sum over pairs does.
    static bool SameForces(Frame a, Frame b)
    {
        if (a.Forces is null || b.Forces is null)
            return true;
        var (da, sa) = Direction(a.Forces);
        var (db, sb) = Direction(b.Forces);
        return (da - db).Length <= 1e-2 * Math.Max(sa, sb);
    }

    static (Vec3 Direction, double Size) Direction(Vec3[] forces)
    {
        var sum = Vec3.Zero;
        double size = 0;
        foreach (var f in forces)
        {
            sum += f.LengthSquared * f;
            size += f.LengthSquared * f.Length;
        }
        return (sum, size);
    }
}
