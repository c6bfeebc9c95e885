using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Simulation;

/// <summary>
/// Quantum statistics of nuclei by molecular dynamics of a ring polymer (Parrinello and Rahman, J. Chem. Phys. 80, 860 (1984)) in normal modes with PILE's thermostats
/// (Ceriotti, Parrinello, Markland, Manolopoulos, J. Chem. Phys. 133, 124104 (2010)). Nuclei are distinguishable; the same seed gives the same bits on any number of threads.
/// </summary>
public sealed class PathIntegralDynamics : IDisposable
{
    readonly Team _team;
    readonly RingStep _step;
    readonly List<IRingObserver> _observers = [];
    readonly PathIntegralRestart? _resumed;
    bool _shown;

    PathIntegralDynamics(
        RingPolymer ring, Structure structure, IPotential potential, IPotential? reference, Team team, PathIntegralRestart? resumed, CancellationToken cancellation)
    {
        (Ring, Potential, Reference, _team, _resumed) = (ring, potential, reference, team, resumed);
        var settings = ring.Settings;
        BeadSet Open(IPotential of, int beads) => new(of, structure, beads, settings.Beads, settings, team, cancellation);
        Sets = reference is null
            ? [Open(potential, settings.Beads)]
            : [Open(reference, settings.Beads), Open(new WeightedSum([(1, potential), (-1, reference)]), settings.Contracted!.Value)];
        _step = new RingStep(ring, Sets, team.Threads);
        if (resumed is not null)
        {
            foreach (var (set, lists) in Sets.Zip(resumed.ListPositions))
                set.BuildLists(lists);
        }
        foreach (var set in Sets)
        {
            set.Place(ring.Modes, ring.Stride, 0, ring.Stride);
            set.Evaluate();
        }
        _step.End(team, whole: true, kick: false);
    }

    public RingPolymer Ring { get; }

    public PathIntegralSettings Settings => Ring.Settings;

    public IPotential Potential { get; }

    /// <summary>What is cheap and evaluated on every bead, where the potential itself is not; null where it is.</summary>
    public IPotential? Reference { get; }

    /// <summary>Stops the run before nonsense; null for none.</summary>
    public RingGuard? Guard { get; set; }

    /// <summary>Of the potential on its beads; with a contracted ring first of the reference, then of the difference.</summary>
    internal BeadSet[] Sets { get; }

    internal IReadOnlyList<IRingObserver> Observers => _observers;

    /// <summary>Structures of the beads, Å, never wrapped.</summary>
    public IReadOnlyList<Structure> BeadStructures => Sets[0].Structures;

    /// <summary>What the potential (or the reference, where there is one) says of each bead.</summary>
    public IReadOnlyList<Prediction> BeadPredictions => Sets[0].Predictions;

    /// <summary>Begins at step 0: all beads of an atom stand where it stands, velocities are drawn. The first hundred femtoseconds or so let the rings open.</summary>
    /// <param name="reference">A cheap potential for every bead, where <see cref="PathIntegralSettings.Contracted"/> says on how many the difference to it is evaluated.</param>
    /// <exception cref="SimulationException">The settings make no sense.</exception>
    /// <exception cref="PotentialException">A potential does not cover the structure.</exception>
    public static PathIntegralDynamics Start(
        Structure structure, IPotential potential, PathIntegralSettings settings, IPotential? reference = null, Team? team = null, CancellationToken cancellation = default)
    {
        settings.Check(reference is not null);
        var ring = new RingPolymer(structure, settings);
        Vec3.Flatten(structure.Positions.AsSpan()).CopyTo(ring.Modes);
        for (var c = 0; c < ring.Stride; c++)
            ring.Modes[c] *= Math.Sqrt(settings.Beads);
        using var noise = new AtomNoise();
        for (var place = 0; place < settings.Beads * ring.Atoms; place++)
        {
            noise.Fill(settings.Seed, NoiseStream.RingVelocities, 0, place, 1);
            var width = Math.Sqrt(Units.Boltzmann * settings.RingTemperature / ring.Inertias[place % ring.Atoms]);
            (ring.Velocities[3 * place], ring.Velocities[3 * place + 1], ring.Velocities[3 * place + 2]) = (width * noise[0].X, width * noise[0].Y, width * noise[0].Z);
        }
        ring.SampledKinetic = 3 * ring.Atoms * settings.Beads * Units.Boltzmann * settings.RingTemperature;
        return new PathIntegralDynamics(ring, structure, potential, reference, team ?? Team.Single, null, cancellation);
    }

    /// <summary>Goes on from a restart file, with the same bits as if the run had never stopped.</summary>
    /// <exception cref="SimulationException">The restart was made with another potential.</exception>
    public static PathIntegralDynamics Resume(PathIntegralRestart restart, IPotential potential, IPotential? reference = null, Team? team = null, CancellationToken cancellation = default)
    {
        if (restart.Potential != potential.Name || restart.Reference != reference?.Name)
            throw new SimulationException($"The restart file was written by a run with the potential '{restart.Potential}'{(restart.Reference is { } r ? $" on top of '{r}'" : "")}. Name the same, or start a new run.");
        return new PathIntegralDynamics(restart.NewRing(), restart.Structure, potential, reference, team ?? Team.Single, restart, cancellation);
    }

    /// <summary>Lets an observer see the run; a file that grows is opened, and cut to the restart's length where the run is a resumed one.</summary>
    public void Attach(IRingObserver observer)
    {
        if (observer is IGrowingRingFile file)
            file.Open(_resumed?.FileLengths.TryGetValue(file.Role, out var length) == true ? length : null);
        _observers.Add(observer);
    }

    /// <summary>One time step; no observer is called, and no guard.</summary>
    public void Step()
    {
        for (var inner = 1; inner <= Settings.InnerSteps; inner++)
        {
            var whole = inner == Settings.InnerSteps;
            _step.Begin(_team, inner);
            for (var s = 0; s < (whole ? Sets.Length : 1); s++)
                Sets[s].Evaluate();
            _step.End(_team, whole, kick: true);
        }
        Ring.Step++;
    }

    public PathIntegralReading Read()
    {
        double kinetic = 0, virial = 0;
        for (var i = 0; i < Ring.Atoms; i++)
            kinetic += Ring.VirialKineticOf(i);
        foreach (var set in Sets)
            virial += set.VirialTrace;
        var bulk = Ring.Centroid.Periodic.IsBulk ? Ring.Centroid.Cell : null;
        return new PathIntegralReading(
            Ring.Step,
            Ring.Time,
            Ring.PotentialEnergy,
            kinetic,
            Ring.PrimitiveKinetic(),
            Ring.SampledKinetic / (3 * Ring.Atoms * (double)Ring.Beads * Ring.Beads * Units.Boltzmann),
            Ring.Conserved(),
            bulk is null ? null : (2 * kinetic + virial) / (3 * bulk.Volume));
    }

    /// <summary>Steps on, showing itself to guard and observers. Cancellation is heeded between steps; then, and at the end, whoever writes restarts writes one.</summary>
    /// <exception cref="GuardException">The guard stopped the run.</exception>
    public RunEnd Run(long steps, CancellationToken cancellation = default)
    {
        var last = Ring.Step + steps;
        if (!_shown && _resumed is null)
            Show();
        _shown = true;
        while (Ring.Step < last && !cancellation.IsCancellationRequested)
        {
            try
            {
                Step();
            }
            catch (AtomsException e) when (Guard is not null)
            {
                throw Guard.Broken(this, e);
            }
            Show();
        }
        foreach (var observer in _observers)
            (observer as RingRestartWriter)?.WriteNow(this);
        return Ring.Step < last ? RunEnd.Interrupted : RunEnd.Completed;
    }

    void Show()
    {
        Guard?.Check(this);
        foreach (var observer in _observers)
        {
            if (Ring.Step % observer.Every == 0)
                observer.Observe(this);
        }
    }

    public void Dispose()
    {
        foreach (var set in Sets)
            set.Dispose();
        _step.Dispose();
        Guard?.Dispose();
        foreach (var observer in _observers)
            (observer as IDisposable)?.Dispose();
    }
}
