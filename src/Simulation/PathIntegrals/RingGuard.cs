using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Simulation;

/// <summary>
/// Stops path-integral dynamics before it becomes nonsense, by the limits of <see cref="Guard"/>: forces on every bead and the ring's temperature at every step; contacts and the training range bead by bead in turn.
/// </summary>
public sealed class RingGuard : IDisposable
{
    readonly GuardLimits _limits;
    readonly string? _framePath;
    ClosestContact? _contact;

    /// <param name="framePath">Where the bead that broke a limit is written (extended XYZ), over an older one; null for nowhere.</param>
    public RingGuard(GuardLimits limits, string? framePath = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limits.Every, 1, nameof(limits));
        (_limits, _framePath) = (limits, framePath);
    }

    public GuardLimits Limits => _limits;

    /// <summary>What is usual: contacts nearer than for classical atoms are allowed, as zero-point motion takes hydrogen there; five times the temperature and 2000 K.</summary>
    public static GuardLimits For(PathIntegralSettings settings) => new() { Contact = 0.5, Force = 200, Temperature = 5 * settings.Temperature + 2000 };

    /// <summary>Looks at the present step.</summary>
    /// <exception cref="GuardException">A limit is crossed.</exception>
    public void Check(PathIntegralDynamics dynamics)
    {
        var temperature = dynamics.Ring.SampledKinetic / (3 * dynamics.Ring.Atoms * (double)dynamics.Ring.Beads * dynamics.Ring.Beads * Units.Boltzmann);
        if (!double.IsFinite(temperature))
            throw Stop(dynamics, GuardReason.Broken, "a velocity is not a finite number", dynamics.Sets[0].Structures[0], 0);
        if (temperature > _limits.Temperature)
            throw Stop(dynamics, GuardReason.Temperature, $"the temperature of the ring is {temperature:F0} K, more than {_limits.Temperature:F0} K", dynamics.Sets[0].Structures[0], 0);
        foreach (var set in dynamics.Sets)
        {
            for (var j = 0; j < set.Beads; j++)
                CheckForces(dynamics, set, j);
        }
        if (dynamics.Ring.Step % _limits.Every != 0)
            return;
        var bead = (int)(dynamics.Ring.Step / _limits.Every % dynamics.Ring.Beads);
        CheckContact(dynamics, bead);
        // Of a contracted ring both: a trained reference stands in either, and the difference reaches less far.
        foreach (var set in dynamics.Sets)
            CheckRange(dynamics, set, bead % set.Beads);
    }

    /// <summary>Stops the run because the potential could not go on.</summary>
    internal GuardException Broken(PathIntegralDynamics dynamics, Exception cause) => Stop(dynamics, GuardReason.Broken, cause.Message.TrimEnd('.'), dynamics.Sets[0].Structures[0], 0, cause);

    void CheckForces(PathIntegralDynamics dynamics, BeadSet set, int bead)
    {
        var forces = set.Predictions[bead].Forces;
        for (var i = 0; i < forces.Length; i++)
        {
            var force = forces[i].LengthSquared;
            // Written so that NaN is too much.
            if (!double.IsFinite(force))
                throw Stop(dynamics, GuardReason.Broken, $"the force on {Named(dynamics, i)} in bead {bead + 1} is not a finite number", set.Structures[bead], bead);
            if (_limits.Force is { } limit && force > limit * limit)
                throw Stop(dynamics, GuardReason.Force, $"the force on {Named(dynamics, i)} in bead {bead + 1} is {Math.Sqrt(force):G4} eV/Å, more than {limit}", set.Structures[bead], bead);
        }
    }

    void CheckContact(PathIntegralDynamics dynamics, int bead)
    {
        if (_limits.Contact is not { } limit)
            return;
        _contact ??= new ClosestContact(dynamics.BeadStructures[0], limit);
        var closest = _contact.Measure(dynamics.BeadStructures[bead], out var first, out var second, out var distance);
        if (closest < limit)
            throw Stop(dynamics, GuardReason.Contact, $"{Named(dynamics, first)} and {Named(dynamics, second)} are {distance:F3} Å apart in bead {bead + 1}, which is {closest:F2} of the sum of their covalent radii; the least allowed is {limit}", dynamics.BeadStructures[bead], bead);
    }

    void CheckRange(PathIntegralDynamics dynamics, BeadSet set, int bead)
    {
        if (_limits.AtomsOutOfRange is not { } allowed || set.EvaluatorOf(bead) is not ITrainingRange range)
            return;
        var excess = range.ExcessOf(set.Structures[bead]);
        if (excess.Atoms > allowed && excess.Amount > _limits.RangeTolerance)
            throw Stop(dynamics, GuardReason.TrainingRange, $"in bead {bead + 1}, {excess.Atoms} of {dynamics.Ring.Atoms} atoms are outside what the model was trained on, {Named(dynamics, excess.Worst)} farthest, by {100 * excess.Amount:F0} % of the range", set.Structures[bead], bead);
    }

    GuardException Stop(PathIntegralDynamics dynamics, GuardReason reason, string found, Structure at, int bead, Exception? cause = null)
    {
        var ring = dynamics.Ring;
        var message = $"The run was stopped in step {ring.Step} ({ring.Time:0.###} fs): {found}.";
        if (_framePath is not null)
        {
            var frame = RingTrajectory.FrameOf(ring, at.Clone(), null, bead);
            frame.Info["stopped"] = reason.ToString();
            AtomicFile.Write(_framePath, overwrite: true, stream => new ExtxyzWriter(stream).Write(frame));
            message += $" The bead is in {_framePath}.";
        }
        if (dynamics.Observers.OfType<RingRestartWriter>().FirstOrDefault() is { Written: { } written } restart)
            message += $" The state of step {written} is in {restart.Path}.";
        message += " Rings reach farther than classical atoms: teach the model such frames, shorten the time step, or relax the structure first.";
        return new GuardException(reason, ring.Step, _framePath, message, cause);
    }

    static string Named(PathIntegralDynamics dynamics, int atom) => $"atom {atom + 1} ({dynamics.Ring.Centroid.Elements[atom]})";

    public void Dispose() => _contact?.Dispose();
}
