using Athanor.Atoms;
using Athanor.Reports;
using Athanor.Simulation;

namespace Athanor.Properties;

/// <summary>Watches path-integral dynamics and keeps what averages are made of: readings, and by element kinetic energies and how far rings reach. Give it to the run once the rings have opened.</summary>
/// <param name="structure">As it stands at the beginning, or at rest: which atoms are bound is seen there.</param>
/// <param name="every">Steps between two looks.</param>
public sealed class NuclearAverages(Structure structure, int every) : IRingObserver
{
    const int MostShown = 60;

    readonly List<PathIntegralReading> _readings = [];
    readonly SortedDictionary<Element, (List<double> Kinetic, List<double> Spread)> _elements = [];
    readonly List<(double Time, Structure[] Beads)> _shown = [];

    public int Every => every;

    /// <summary>As it stood at the beginning.</summary>
    internal Structure Start { get; } = structure;

    /// <summary>Looks before this step are left out: the rings open.</summary>
    public long From { get; init; }

    /// <summary>Keeps pictures of the beads every so many steps, for small structures; 0 for none.</summary>
    public long ShowEvery { get; init; }

    /// <summary>All of them, those before <see cref="From"/> too.</summary>
    public List<PathIntegralReading> Course { get; } = [];

    /// <summary>Lengths of bonds by kind.</summary>
    public IReadOnlyList<BondLengths> Bonds { get; } = BondLengths.Of(structure);

    internal IReadOnlyList<(double Time, Structure[] Beads)> Shown => _shown;

    public IReadOnlyList<PathIntegralReading> Readings => _readings;

    public void Observe(PathIntegralDynamics dynamics)
    {
        var ring = dynamics.Ring;
        var reading = dynamics.Read();
        Course.Add(reading);
        if (ring.Step < From)
            return;
        _readings.Add(reading);
        var centroid = ring.UpdateCentroid();
        foreach (var element in centroid.Elements.ToArray().Distinct())
        {
            if (!_elements.TryGetValue(element, out var lists))
                _elements[element] = lists = ([], []);
            double kinetic = 0, spread = 0;
            var count = 0;
            for (var i = 0; i < ring.Atoms; i++)
            {
                if (centroid.Elements[i] != element)
                    continue;
                count++;
                kinetic += ring.VirialKineticOf(i);
                spread += Math.Pow(ring.GyrationOf(i), 2);
            }
            lists.Kinetic.Add(kinetic / count);
            lists.Spread.Add(spread / count);
        }
        foreach (var bond in Bonds)
            bond.Add(dynamics.BeadStructures, centroid);
        if (ShowEvery > 0 && ring.Step % ShowEvery == 0 && _shown.Count < MostShown)
            _shown.Add((ring.Time, [.. dynamics.BeadStructures.Select(b => b.Clone())]));
    }

    internal Estimate Mean(Func<PathIntegralReading, double> of, string unit) => Sampled(CorrelatedMean.Of(_readings.Select(of), unit));

    internal IEnumerable<(Element Element, Estimate Kinetic, Estimate Gyration)> Elements() => _elements.Select(e =>
    {
        var square = CorrelatedMean.Of(e.Value.Spread, "Å²");
        var radius = Math.Sqrt(square.Value);
        return (e.Key, Sampled(CorrelatedMean.Of(e.Value.Kinetic, "eV")), new Estimate(radius, "Å", radius > 0 ? square.Error / (2 * radius) : square.Error));
    });

    static Estimate Sampled(Quantity mean) => new(mean.Value, mean.Unit, mean.Error);
}
