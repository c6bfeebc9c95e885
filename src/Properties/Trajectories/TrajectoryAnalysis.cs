using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Properties;

/// <summary>
/// What a trajectory says: structure, motion and flow of its atoms, each with its statistical error, read in one pass in memory that does not grow with the number of frames (but for logarithms). What the file cannot answer is left out, and
/// <see cref="Notes"/> say why.
/// </summary>
public sealed class TrajectoryAnalysis
{
    TrajectoryAnalysis(Structure first) => First = first;

    /// <summary>The first frame.</summary>
    public Structure First { get; }

    /// <summary>Frames looked at.</summary>
    public long Frames { get; private set; }

    /// <summary>fs between them; null where nobody says.</summary>
    public double? TimeStep { get; private set; }

    public ThermalMeans Means { get; private set; } = new(null, null, null, null);

    /// <summary>By pair of elements; empty where not asked for.</summary>
    public IReadOnlyList<PairDistribution> Distances { get; private set; } = [];

    /// <summary>All atoms first, then by pair of elements where there are several.</summary>
    public IReadOnlyList<StructureFactor> StructureFactors { get; private set; } = [];

    /// <summary>S(q) of all atoms from the pair distributions, at the same wave vectors; null without them.</summary>
    public IReadOnlyList<double>? StructureFactorOfDistances { get; private set; }

    /// <summary>By element.</summary>
    public IReadOnlyList<Diffusion> Diffusion { get; private set; } = [];

    /// <summary>By element.</summary>
    public IReadOnlyList<VelocityCorrelation> Velocities { get; private set; } = [];

    public VibrationalSpectrum? Spectrum { get; private set; }

    public ChargeSpectrum? Charges { get; private set; }

    public Viscosity? Viscosity { get; private set; }

    /// <summary>Whether anything diffuses, as far as somebody looked: a solid has no viscosity, whatever the integral of its stress is.</summary>
    public bool Flows => Diffusion.Count == 0 || Diffusion.Any(d => d.Coefficient is null || d.Diffuses);

    /// <summary>What was left out and why, and what to be wary of.</summary>
    public IReadOnlyList<string> Notes { get; private set; } = [];

    /// <param name="frames">Read once, one after the other.</param>
    /// <param name="log">Readings of the stress from a run's log, which then stand in place of the frames', those before the first frame looked at left out; null for none.</param>
    /// <param name="progress">Called after each frame.</param>
    /// <exception cref="AtomsException">A file is wrong, frames have different atoms, steps in time differ, or there is nothing in the file for any question.</exception>
    public static TrajectoryAnalysis Of(
        IEnumerable<Frame> frames, TrajectorySettings settings, Team? team = null, IEnumerable<StressSample>? log = null, Action? progress = null, CancellationToken cancellation = default)
    {
        using var gauges = new Gauges(settings, log is not null);
        var walk = new Walk(settings);
        TrajectoryAnalysis? result = null;
        var (begins, ends) = (double.NaN, double.NaN);
        foreach (var snapshot in walk.Over(frames))
        {
            cancellation.ThrowIfCancellationRequested();
            if (result is null)
                (result, begins) = (new TrajectoryAnalysis(snapshot.Structure.Clone()), snapshot.Time);
            ends = snapshot.Time;
            gauges.Take(snapshot, walk, team ?? Team.Single);
            result.Frames++;
            progress?.Invoke();
        }
        if (result is null)
            throw new AtomsException($"No frame is left after the first {settings.Skip}; skip fewer.");
        result.TimeStep = walk.TimeStep;
        result.Finish(gauges, walk, settings, log, (begins, ends), team ?? Team.Single);
        return result;
    }

    /// <summary>Of a run's log alone, which has the stress and nothing else.</summary>
    /// <exception cref="AtomsException">It has too few lines, or their times are uneven.</exception>
    public static TrajectoryAnalysis OfLog(IEnumerable<StressSample> log, TrajectorySettings settings)
    {
        var reading = LogStress.Viscosity(log, settings);
        return new TrajectoryAnalysis(new Structure([], [])) { Viscosity = reading.Viscosity, Frames = reading.Samples, TimeStep = reading.Step };
    }

    void Finish(Gauges gauges, Walk walk, TrajectorySettings settings, IEnumerable<StressSample>? log, (double Begin, double End) times, Team team)
    {
        var order = gauges.Order!;
        Means = gauges.Thermal!.Finish();
        Distances = gauges.Distances?.Finish() ?? [];
        StructureFactors = gauges.Waves?.Finish() ?? [];
        if (StructureFactors.Count > 0 && Distances.Count > 0)
            StructureFactorOfDistances = OfDistances(order, gauges.Thermal.Volume);
        if (walk.TimeStep is { } step)
        {
            if (gauges.Displacements is { } displacements)
            {
                var (all, blocks) = (displacements.Read(), displacements.Blocks());
                Diffusion = [.. order.Elements.Select((e, kind) => Properties.Diffusion.Of(e, kind, displacements.AtomsOf(kind), all, blocks, step, settings.FitWindow))];
            }
            if (gauges.Velocities is { } velocities)
            {
                velocities.Correlation.Finish(team);
                if (velocities.Correlation.Segments > 0)
                {
                    var (all, blocks) = (velocities.Correlation.Correlations(), velocities.Correlation.Blocks());
                    Velocities = [.. order.Elements.Select((e, kind) => VelocityCorrelation.Of(e, order.Count(kind), velocities.Followed[kind], all[kind], [.. blocks.Select(b => b[kind])], step, velocities.ByDifferences))];
                    Spectrum = VibrationalSpectrum.Of(Velocities, step);
                }
            }
            Charges = gauges.Charges?.Finish(step, gauges.Thermal.Temperature, gauges.Thermal.Volume, team);
            Viscosity = gauges.Stress?.Finish(step, settings.Temperature);
        }
        // Frames that are left out are so in the log, whose lines are nearer in time, and which has times where frames may have none.
        LogReading? reading = null;
        if (log is not null)
        {
            reading = LogStress.Viscosity(log, settings, double.IsNaN(times.Begin) ? settings.Skip * (settings.TimeStep ?? 0) : times.Begin);
            Viscosity = reading.Viscosity;
        }
        Correct(settings, gauges.Thermal);
        // Times that the caller puts others in place of are not to be trusted.
        Notes = [.. reading?.Doubts(settings.TimeStep is null ? times : (double.NaN, double.NaN), TimeStep ?? 0, gauges.Thermal.Volume) ?? [], .. gauges.Notes(walk, this)];
    }

    double[] OfDistances(ElementOrder order, double volume)
    {
        var q = StructureFactors[0].WaveVectors;
        var sum = new double[q.Count];
        for (var p = 0; p < order.Pairs.Length; p++)
        {
            var (a, b) = order.Pairs[p];
            var (na, nb) = (order.Count(a), order.Count(b));
            var partial = DensityWaves.FromDistances(Distances[p], volume, (na, nb), q);
            for (var k = 0; k < sum.Length; k++)
                sum[k] += (a == b ? 1 : 2) * Math.Sqrt((double)na * nb) / First.Count * partial[k];
        }
        return sum;
    }

    void Correct(TrajectorySettings settings, ThermalGauge thermal)
    {
        Estimate? viscosity = settings.Viscosity is { } given ? new Estimate(given, "mPa·s") : Viscosity?.Value;
        if (viscosity is not { Value: > 0 } known || !First.Periodic.IsBulk || !double.IsFinite(settings.Temperature ?? thermal.Temperature))
            return;
        Diffusion = [.. Diffusion.Select(d => d.InInfiniteCell(known, settings.Temperature ?? thermal.Temperature, Math.Cbrt(thermal.Volume)))];
    }
}
