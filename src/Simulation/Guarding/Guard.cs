using System.Runtime.CompilerServices;
using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Simulation;

/// <summary>
/// Watches a run and stops it with a sentence before it becomes nonsense: atoms too close, forces too large, too hot, energy leaking, atoms outside what the model
/// was trained on, numbers that are none. The offending frame goes to a file; the restart file keeps the last good state.
/// </summary>
public sealed class Guard : IDisposable
{
    /// <summary>Contacts are measured up to a little beyond a bond, so that the log shows where they usually are.</summary>
    const double BondLength = 1.1;

    readonly GuardLimits _limits;
    readonly string? _framePath;
    ClosestContact? _contact;
    double? _start;

    /// <param name="framePath">Where the offending frame is written (extended XYZ), over an older one; null for nowhere.</param>
    public Guard(GuardLimits limits, string? framePath = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limits.Every, 1, nameof(limits));
        _limits = limits;
        _framePath = framePath;
    }

    public GuardLimits Limits => _limits;

    /// <summary>Largest force on one atom, eV/Å, when it was last looked at.</summary>
    public double LargestForce { get; private set; } = double.NaN;

    /// <summary>Closest two atoms, as a fraction of the sum of their covalent radii, when last looked at; infinity where none are near.</summary>
    public double ClosestContact { get; private set; } = double.NaN;

    /// <summary>Looks at the present step.</summary>
    /// <exception cref="GuardException">A limit is crossed.</exception>
    public void Check(MolecularDynamics dynamics)
    {
        var state = dynamics.State;
        CheckForces(dynamics);
        CheckTotals(dynamics);
        CheckUncertainty(dynamics);
        if (state.Step % _limits.Every != 0)
            return;
        CheckContact(dynamics);
        CheckRange(dynamics);
    }

    /// <summary>Measures <see cref="LargestForce"/> and <see cref="ClosestContact"/> now, stopping nothing.</summary>
    internal void Measure(DynamicState state)
    {
        LargestForce = Largest(state.Prediction.Forces, out _);
        ClosestContact = Contact(state).Measure(state.Structure, out _, out _, out _);
    }

    /// <summary>Stops the run because the potential, or an integrator, could not go on.</summary>
    internal GuardException Broken(MolecularDynamics dynamics, Exception cause) =>
        Stop(dynamics, GuardReason.Broken, cause.Message.TrimEnd('.'), cause, dynamics.State.Step + 1);

    void CheckForces(MolecularDynamics dynamics)
    {
        var state = dynamics.State;
        LargestForce = Largest(state.Prediction.Forces, out var atom);
        if (!double.IsFinite(LargestForce) || !double.IsFinite(state.Prediction.Energy))
            throw Stop(dynamics, GuardReason.Broken, double.IsFinite(LargestForce) ? "the energy is not a finite number" : $"the force on {Named(state, atom)} is not a finite number");
        if (LargestForce > _limits.Force)
            throw Stop(dynamics, GuardReason.Force, $"the force on {Named(state, atom)} is {LargestForce:G4} eV/Å, more than {_limits.Force}");
    }

    void CheckTotals(MolecularDynamics dynamics)
    {
        var state = dynamics.State;
        var temperature = state.Temperature;
        if (!double.IsFinite(temperature))
            throw Stop(dynamics, GuardReason.Broken, "a velocity is not a finite number");
        if (temperature > _limits.Temperature)
            throw Stop(dynamics, GuardReason.Temperature, $"the temperature is {temperature:F0} K, more than {_limits.Temperature:F0} K");
        var conserved = state.Conserved;
        _start ??= conserved;
        var drift = Math.Abs(conserved - _start.Value) / state.Count;
        if (drift > _limits.Drift)
            throw Stop(dynamics, GuardReason.Drift, $"the conserved energy has drifted by {1000 * drift:F1} meV per atom, more than {1000 * _limits.Drift:F1}; the time step is too long or the forces are not the derivative of the energy");
    }

    void CheckUncertainty(MolecularDynamics dynamics)
    {
        var prediction = dynamics.State.Prediction;
        if (_limits.ForceUncertainty is not { } limit || !prediction.HasForcesStd)
            return;
        var largest = Largest(prediction.ForcesStd, out var atom);
        if (!(largest <= limit))
            throw Stop(dynamics, GuardReason.Uncertainty, $"the force on {Named(dynamics.State, atom)} is uncertain by {largest:G3} eV/Å, more than {limit}");
    }

    void CheckContact(MolecularDynamics dynamics)
    {
        if (_limits.Contact is not { } limit)
            return;
        var state = dynamics.State;
        ClosestContact = Contact(state).Measure(state.Structure, out var first, out var second, out var distance);
        if (ClosestContact < limit)
            throw Stop(dynamics, GuardReason.Contact, $"{Named(state, first)} and {Named(state, second)} are {distance:F3} Å apart, which is {ClosestContact:F2} of the sum of their covalent radii; the least allowed is {limit}");
    }

    void CheckRange(MolecularDynamics dynamics)
    {
        if (_limits.AtomsOutOfRange is not { } allowed || dynamics.Evaluator is not ITrainingRange range)
            return;
        var excess = range.ExcessOf(dynamics.State.Structure);
        if (excess.Atoms > allowed && excess.Amount > _limits.RangeTolerance)
            throw Stop(dynamics, GuardReason.TrainingRange, $"{excess.Atoms} of {dynamics.State.Count} atoms {(excess.Atoms == 1 ? "is" : "are")} outside what the model was trained on, {Named(dynamics.State, excess.Worst)} farthest, by {100 * excess.Amount:F0} % of the range");
    }

    ClosestContact Contact(DynamicState state) => _contact ??= new ClosestContact(state.Structure, Math.Max(_limits.Contact ?? 0, BondLength));

    GuardException Stop(MolecularDynamics dynamics, GuardReason reason, string found, Exception? cause = null, long? step = null)
    {
        var state = dynamics.State;
        var at = step ?? state.Step;
        var message = $"The run was stopped in step {at} ({at * state.TimeStep:0.###} fs): {found}.";
        if (_framePath is not null)
        {
            WriteFrame(_framePath, state, reason);
            message += $" The frame is in {_framePath}.";
        }
        var restart = dynamics.Observers.OfType<RestartWriter>().FirstOrDefault();
        if (restart?.Written is { } written)
            message += $" The state of step {written} is in {restart.Path}.";
        message += reason switch
        {
            GuardReason.Temperature or GuardReason.Force or GuardReason.Broken => " Relax the structure first, shorten the time step, or teach the model such frames.",
            GuardReason.Drift => " Shorten the time step.",
            _ => " Label that frame and train on it, or lower the temperature.",
        };
        return new GuardException(reason, at, _framePath, message, cause);
    }

    /// <summary>What is no finite number is left out, so that the frame can be read and labelled.</summary>
    static void WriteFrame(string path, DynamicState state, GuardReason reason)
    {
        var frame = Trajectory.FrameOf(state, state.Structure.Clone());
        if (!double.IsFinite(state.Prediction.Energy))
            frame.Energy = null;
        if (!double.IsFinite(Largest(state.Prediction.Forces, out _)))
            (frame.Forces, frame.Stress) = (null, null);
        if (frame.Stress is { IsFinite: false })
            frame.Stress = null;
        if (!double.IsFinite(Largest(state.Velocities, out _)))
            frame.Structure.Velocities = null;
        frame.Info["stopped"] = reason.ToString();
        AtomicFile.Write(path, overwrite: true, stream => new ExtxyzWriter(stream).Write(frame));
    }

    static string Named(DynamicState state, int atom) => $"atom {atom + 1} ({state.Structure.Elements[atom]})";

    /// <summary>Largest length; the first that is not finite, if one is not. Atom −1 where there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static double Largest(ReadOnlySpan<Vec3> vectors, out int atom)
    {
        double largest = -1;
        atom = -1;
        for (var i = 0; i < vectors.Length; i++)
        {
            var squared = vectors[i].LengthSquared;
            // Written so that NaN is the largest of all.
            if (squared <= largest)
                continue;
            (largest, atom) = (squared, i);
            if (!double.IsFinite(squared))
                break;
        }
        return Math.Sqrt(Math.Max(largest, 0));
    }

    public void Dispose() => _contact?.Dispose();
}
