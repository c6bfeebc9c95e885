using Athanor.Atoms;

namespace Athanor.Learning;

/// <summary>What one group of frames (<c>config_type</c>) holds. Numbers that do not apply are NaN.</summary>
/// <param name="LowestEnergy">Energy less that of the atoms, eV per atom; the same for the next two.</param>
/// <param name="EnergyDeviation">Standard deviation of the energy per atom, eV.</param>
/// <param name="RmsForce">Root mean square of the force components, eV/Å.</param>
/// <param name="LargestForce">Length of the longest force, eV/Å.</param>
/// <param name="NearestDistance">Å, between any two atoms.</param>
public sealed record GroupSummary(
    string Name, int Frames, int Atoms, int FewestAtoms, int MostAtoms, int Energies, int Forces, int Stresses,
    double LowestEnergy, double HighestEnergy, double EnergyDeviation, double RmsForce, double LargestForce, double NearestDistance)
{
    internal static GroupSummary Of(InspectedData data, string name, int[] members)
    {
        var frames = members.Select(i => data.Frames[i]).ToArray();
        double[] energies = [.. frames.Select(data.AtomEnergies.Residual).Where(double.IsFinite)];
        var forces = frames.Where(f => f.Forces is not null).SelectMany(f => f.Forces!).Where(v => v.IsFinite).ToArray();
        var mean = energies.Length > 0 ? energies.Average() : double.NaN;
        var nearest = members.Select(i => data.Contacts(i)).Select(c => c.Coincident is null ? c.Distance.Min() : 0).Min();
        return new GroupSummary(
            name, frames.Length, frames.Sum(f => f.Structure.Count), frames.Min(f => f.Structure.Count), frames.Max(f => f.Structure.Count),
            frames.Count(f => f.Energy is not null), frames.Count(f => f.Forces is not null), frames.Count(f => f.Stress is not null),
            energies.Length > 0 ? energies.Min() : double.NaN, energies.Length > 0 ? energies.Max() : double.NaN,
            energies.Length > 1 ? Math.Sqrt(energies.Sum(e => (e - mean) * (e - mean)) / (energies.Length - 1)) : double.NaN,
            forces.Length > 0 ? Math.Sqrt(forces.Sum(v => v.LengthSquared) / (3.0 * forces.Length)) : double.NaN,
            forces.Length > 0 ? forces.Max(v => v.Length) : double.NaN,
            double.IsFinite(nearest) ? nearest : double.NaN);
    }
}

/// <summary>What a data set holds, in numbers.</summary>
/// <param name="Compositions">Chemical formulas with their numbers of frames, most frequent first.</param>
/// <param name="Cells">Kinds of periodicity (<c>T T T</c>) with their numbers of frames, most frequent first.</param>
/// <param name="IsolatedAtoms">Frames that hold one atom alone.</param>
public sealed record ImportSummary(
    IReadOnlyList<DataFile> Files, int Frames, int Atoms, IReadOnlyList<string> Elements,
    IReadOnlyList<(string Name, int Frames)> Compositions, IReadOnlyList<(string Name, int Frames)> Cells,
    int IsolatedAtoms, int Energies, int Forces, int Stresses, IReadOnlyList<GroupSummary> Groups)
{
    internal static ImportSummary Of(InspectedData data)
    {
        var frames = data.Frames;
        return new ImportSummary(
            data.Data.Files, frames.Count, data.Data.AtomCount, [.. data.Data.Elements.Select(e => e.Symbol)],
            Counted(frames.Select(f => f.Structure.Formula)), Counted(frames.Select(f => f.Structure.Periodic.ToString())),
            frames.Count(Dataset.IsIsolatedAtom), frames.Count(f => f.Energy is not null), frames.Count(f => f.Forces is not null), frames.Count(f => f.Stress is not null),
            [.. data.Data.Groups.Select(g => GroupSummary.Of(data, g, data.Which(f => Dataset.GroupOf(f) == g)))]);
    }

    static (string, int)[] Counted(IEnumerable<string> names) =>
        [.. names.GroupBy(n => n).Select(g => (g.Key, g.Count())).OrderByDescending(g => g.Item2).ThenBy(g => g.Key, StringComparer.Ordinal)];
}
