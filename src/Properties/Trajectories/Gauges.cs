using System.Globalization;
using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Properties;

/// <summary>The gauges that a trajectory has something for.</summary>
sealed class Gauges(TrajectorySettings settings, bool stressFromLog) : IDisposable
{
    /// <summary>Part of the cell between two frames from which on a jump may have been taken for the shorter way round.</summary>
    const double DoubtfulStep = 0.4;

    /// <summary>Exponents of displacements below this are those of noise about a constant.</summary>
    const double Standing = 0.25;

    readonly List<IGauge> _all = [];
    bool _moving;
    bool _any;

    public ElementOrder? Order { get; private set; }

    public ThermalGauge? Thermal { get; private set; }

    public PairDistances? Distances { get; private set; }

    public DensityWaves? Waves { get; private set; }

    public DisplacementTau? Displacements { get; private set; }

    public VelocityGauge? Velocities { get; private set; }

    public ChargeGauge? Charges { get; private set; }

    public StressGauge? Stress { get; private set; }

    bool Asks(TrajectoryQuestions question) => (settings.Questions & question) != 0;

    public void Take(Snapshot snapshot, Walk walk, Team team)
    {
        if (!_any)
            Begin(snapshot);
        // The first step in time is known with the second frame; displacements do not need it to be counted.
        if (!_moving && walk.TimeStep is { } step)
            Move(snapshot, step);
        if (_moving && walk.Irregular is { } irregular && Asks(TrajectoryQuestions.Displacements | TrajectoryQuestions.Velocities | TrajectoryQuestions.Stress | TrajectoryQuestions.Charges))
            throw new AtomsException($"{irregular}; correlations in time need equal steps. Cut the file there, say --time-step if its times are wrong, or ask for --rdf and --structure-factor alone.");
        foreach (var gauge in _all)
            gauge.Take(snapshot, team);
    }

    void Begin(Snapshot snapshot)
    {
        _any = true;
        var structure = snapshot.Structure;
        Order = new ElementOrder(structure);
        _all.Add(Thermal = new ThermalGauge(structure.Count));
        if (Asks(TrajectoryQuestions.Distances))
            _all.Add(Distances = new PairDistances(structure, Order, settings));
        if (Asks(TrajectoryQuestions.StructureFactor) && structure.Periodic.IsBulk)
            _all.Add(Waves = new DensityWaves(structure, Order, settings));
        if (Asks(TrajectoryQuestions.Displacements))
            _all.Add(Displacements = new DisplacementTau(structure, Order, settings));
        if (Asks(TrajectoryQuestions.Stress) && !stressFromLog && structure.Periodic.IsBulk)
            _all.Add(Stress = new StressGauge());
    }

    void Move(Snapshot snapshot, double step)
    {
        _moving = true;
        if (Asks(TrajectoryQuestions.Velocities))
            _all.Add(Velocities = new VelocityGauge(snapshot.Structure, Order!, settings, step));
        if (Asks(TrajectoryQuestions.Charges) && snapshot.Charges is not null)
            _all.Add(Charges = new ChargeGauge(VelocityGauge.Segment(settings, step)));
    }

    public IEnumerable<string> Notes(Walk walk, TrajectoryAnalysis result)
    {
        var bulk = result.First.Periodic.IsBulk;
        if (walk.TimeStep is null && result.Frames > 1)
            yield return "The frames have no times (key time, in fs): nothing that moves is looked at. --time-step says how far apart they are.";
        if (result.Frames == 1)
            yield return "There is one frame: nothing that moves is looked at.";
        if (walk.Repeated > 0)
            yield return $"{walk.Repeated} {(walk.Repeated == 1 ? "frame has" : "frames have")} the time of the one before and {(walk.Repeated == 1 ? "was" : "were")} left out, as where a run was resumed.";
        if (!bulk && Asks(TrajectoryQuestions.Distances))
            yield return "Without a volume there is no g(r): distances are given as their density for an atom of the first element.";
        string[] unseen = [.. result.Distances.Where(d => d.Peak is null).Select(d => d.Pair)];
        if (unseen.Length > 0)
            yield return string.Create(CultureInfo.InvariantCulture, $"Of {string.Join(", ", unseen)} no first shell stands out up to {Distances!.Range:0.##} Å: there are too few such atoms, or none so near (--range).");
        string[] open = [.. result.Distances.Where(d => d.Peak is { Minimum: null }).Select(d => d.Pair)];
        if (open.Length > 0)
            yield return string.Create(CultureInfo.InvariantCulture, $"Of {string.Join(", ", open)} distances end at {Distances!.Range:0.##} Å, before the next shell begins: where the first one ends is not known, and no neighbours are counted. --range goes farther.");
        if (!bulk && Asks(TrajectoryQuestions.StructureFactor) && settings.Questions != TrajectoryQuestions.All)
            yield return "A structure factor wants a cell that repeats in all three directions.";
        if (walk.LargestStep > DoubtfulStep)
            yield return string.Create(CultureInfo.InvariantCulture, $"Between two frames an atom went {100 * walk.LargestStep:0} % of the cell; farther than half of it counts as the shorter way round. Displacements may be wrong: write frames more often.");
        if (Velocities is { ByDifferences: true })
            yield return "The frames have no velocities: they are taken as differences of positions, which makes lines of frequency ν lower by (sin πνΔt / πνΔt)² and sees none above 1/2Δt.";
        if (result.Velocities.Any(x => x.IsSparse))
            yield return string.Create(CultureInfo.InvariantCulture, $"Velocities forget themselves from one frame to the next: their integral is no diffusion coefficient and is left out, and lines above {500 / walk.TimeStep:0.##} THz are folded back. Write frames more often.");
        if (result.Velocities.Count > 0 && result.Velocities[0].Times[^1] < 0.9 * settings.CorrelationTime)
            yield return string.Create(CultureInfo.InvariantCulture, $"Velocities are correlated to {result.Velocities[0].Times[^1] / 1000:0.###} ps; the run is too short for {settings.CorrelationTime / 1000:0.###} ps and something to compare.");
        if (Velocities is { Stride: > 1 } v)
            yield return $"Velocities of every {v.Stride}th atom are correlated; all would not fit in memory.";
        if (Displacements is { Stride: > 1 } d)
            yield return $"Displacements of every {d.Stride}th atom are followed; all would not fit in memory.";
        foreach (var diffusion in result.Diffusion.Where(x => x.Coefficient is not null && !x.Diffuses))
        {
            yield return diffusion.Exponent < Standing
                ? $"The mean square displacement of {diffusion.Element.Symbol} does not grow where its slope is taken: atoms swing about their places."
                : string.Create(CultureInfo.InvariantCulture, $"The mean square displacement of {diffusion.Element.Symbol} grows as t^{diffusion.Exponent:0.00} where its slope is taken, not as t: this is not (yet) diffusion.");
        }
        if (Asks(TrajectoryQuestions.Stress) && result.Viscosity is null && bulk && settings.Questions != TrajectoryQuestions.All)
            yield return "There is no viscosity: it takes the stress and velocities in 32 frames at least, or a run's --log.";
        if (result.Viscosity is not null && !result.Flows)
            yield return "Nothing diffuses here, and what does not flow has no viscosity: the integral of its stress fluctuations is drawn (--report) and written (--json), but is none. If it is a liquid, the run is too short.";
        if (result.Diffusion.Any(x => x.Corrected is not null) && result.First.Cell is { } cell && Math.Max(cell.Heights.X, Math.Max(cell.Heights.Y, cell.Heights.Z)) > 1.05 * Math.Min(cell.Heights.X, Math.Min(cell.Heights.Y, cell.Heights.Z)))
            yield return "The correction of diffusion to an infinite cell is that of a cube of the same volume; this cell is none.";
    }

    public void Dispose() => Distances?.Dispose();
}
