using System.Collections.Immutable;
using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials;

/// <summary>Neighbours of one element at one distance.</summary>
/// <param name="Distance">Å, the mean.</param>
public sealed record CoordinationShell(double Distance, Element Element, int Count)
{
    /// <summary>Å. Where distances to atoms of one element, sorted, leave no larger gap, they are one shell.</summary>
    public const double Spread = 0.01;

    /// <summary>By distance, then element; those whose mean is within the cutoff.</summary>
    internal static ImmutableArray<CoordinationShell> Of(List<(Vec3 To, Element Element)> near, double cutoff)
    {
        var shells = new List<CoordinationShell>();
        foreach (var group in near.GroupBy(n => n.Element))
        {
            double[] distances = [.. group.Select(n => n.To.Length).Order()];
            for (int first = 0, k = 1; k <= distances.Length; k++)
            {
                if (k < distances.Length && distances[k] - distances[k - 1] <= Spread)
                    continue;
                var mean = distances[first..k].Average();
                if (mean <= cutoff)
                    shells.Add(new(mean, group.Key, k - first));
                first = k;
            }
        }
        return [.. shells.OrderBy(s => s.Distance).ThenBy(s => s.Element)];
    }

    public override string ToString() => FormattableString.Invariant($"{Count} {Element} at {Distance:0.000}");
}
