using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Simulation;

namespace Athanor.Campaigns;

/// <summary>Molecular dynamics on a finished model, guarded, with what its members say along the way.</summary>
public sealed class Motion
{
    const int MostReadings = 2000, MostFrames = 120, MostWritten = 2000;

    Motion(Structure start, MotionSettings settings, double timeStep, IReadOnlyList<MotionReading> readings, IReadOnlyList<(double, Structure)> frames, MotionMean mean, long steps, string? stopped, bool interrupted)
    {
        (Start, Settings, TimeStep, Readings, Frames, Mean) = (start, settings, timeStep, readings, frames, mean);
        (Steps, Stopped, Interrupted) = (steps, stopped, interrupted);
    }

    public Structure Start { get; }

    public MotionSettings Settings { get; }

    /// <summary>fs.</summary>
    public double TimeStep { get; }

    /// <summary>Steps made.</summary>
    public long Steps { get; }

    /// <summary>ps made.</summary>
    public double Picoseconds => Steps * TimeStep / 1000;

    public IReadOnlyList<MotionReading> Readings { get; }

    /// <summary>Some frames, with their times in fs.</summary>
    public IReadOnlyList<(double Time, Structure Structure)> Frames { get; }

    /// <summary>Mean potential energy above that of the structure it began with, eV.</summary>
    public MotionMean Mean { get; }

    /// <summary>What made the guard stop the run; null where it did not.</summary>
    public string? Stopped { get; }

    public bool Interrupted { get; }

    /// <summary>Readings at equilibrium.</summary>
    public IEnumerable<MotionReading> Settled => Settle(Readings, Settings.Settling);

    /// <summary>eV/Å; NaN where there are no members.</summary>
    public double LargestDisagreement => Readings.Select(r => r.Disagreement).DefaultIfEmpty(double.NaN).Max();

    /// <param name="start">Where it begins, best at the model's minimum; the energy that means are counted from is that of this structure.</param>
    /// <param name="trajectory">Extended XYZ, over an older file; null for none.</param>
    /// <param name="framePath">Where a frame that the guard stops at goes; null for nowhere.</param>
    /// <param name="progress">Told the step, now and then.</param>
    /// <returns>Also where the guard stopped it, which is an answer, or where it was cancelled.</returns>
    /// <exception cref="SimulationException">The settings make no sense.</exception>
    /// <exception cref="PotentialException">The potential does not cover the structure.</exception>
    public static Motion Of(
        Structure start, IPotential potential, MotionSettings settings, string? trajectory = null, string? framePath = null, Team? team = null, Action<long, long>? progress = null, CancellationToken cancellation = default)
    {
        team ??= Team.Single;
        var timeStep = settings.TimeStep ?? (Enumerable.Range(0, start.Count).Any(i => start.MassOf(i) < 3) ? 0.5 : 1);
        var steps = (long)Math.Round(1000 * settings.Picoseconds / timeStep);
        var dynamics = new DynamicsSettings { Ensemble = new Langevin(new Ramp(settings.Temperature), settings.RelaxationTime), TimeStep = timeStep, Seed = settings.Seed };
        var still = start.Clone();
        still.Velocities = null;
        using var run = MolecularDynamics.Start(still, potential, dynamics, team, cancellation);
        run.Guard = new Guard(GuardLimits.For(run.Settings), framePath);
        // Disposed with the run.
        var members = new MemberWatch(potential, team, Every(steps, MostReadings));
        var frames = new FrameWatch(Every(steps, MostFrames));
        run.Attach(members);
        run.Attach(frames);
        if (trajectory is not null)
            run.Attach(new Trajectory(trajectory, Every(steps, MostWritten), overwrite: true));
        if (progress is not null)
            run.Attach(new Teller(progress, steps));
        string? stopped = null;
        try
        {
            run.Run(steps, cancellation);
        }
        catch (GuardException e)
        {
            stopped = e.Message;
        }
        // The first reading is of the start itself; there is none where the guard stopped it there.
        var first = members.All.Count > 0 ? members.All[0] : default;
        var mean = MotionMean.Of([.. Settle(members.All, settings.Settling)], settings.Temperature, (first.Energy, first.Members ?? []));
        return new Motion(still, settings, timeStep, members.All, frames.All, mean, run.State.Step, stopped, stopped is null && run.State.Step < steps);
    }

    static IEnumerable<MotionReading> Settle(IReadOnlyList<MotionReading> readings, double settling) => readings.Skip((int)Math.Ceiling(settling * readings.Count));

    static int Every(long steps, int most) => (int)Math.Clamp((steps + most - 1) / most, 1, int.MaxValue);

    sealed class Teller(Action<long, long> progress, long steps) : IObserver
    {
        public int Every => 100;

        public void Observe(MolecularDynamics dynamics) => progress(dynamics.State.Step, steps);
    }
}
