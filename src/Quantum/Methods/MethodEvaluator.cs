using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Quantum;

/// <summary>Asks a method for one molecule after the other, and hands on what it found in the units of the house, or the reason why it is not to be believed.</summary>
sealed class MethodEvaluator(string name, IMethod method, BasisSet basis, MethodSettings settings, EvaluatorOptions options) : IEvaluator, IForceNoise
{
    /// <summary>What the thresholds of a field leave in its gradient at worst, mostly a hundredth of this; where correlation energies are differenced, their thresholds over the step.</summary>
    public double ForceNoise => method.HasGradient ? 1e-7 : 1e-5;

    public void Evaluate(Structure structure, Request request, Prediction into)
    {
        foreach (var position in structure.Positions)
        {
            if (!double.IsFinite(position.X + position.Y + position.Z))
                throw new AtomsException($"A position of {structure.Formula} is not a number.");
        }
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(options.Cancellation);
        if (options.TimeLimit is { } limit)
            stop.CancelAfter(limit);
        try
        {
            Evaluate(structure, request, into, stop.Token);
        }
        catch (OperationCanceledException) when (!options.Cancellation.IsCancellationRequested)
        {
            throw new PotentialException(FormattableString.Invariant($"{name} of {structure.Formula} did not end within {options.TimeLimit!.Value.TotalSeconds:0.###} s and was stopped; --time-limit gives it longer."));
        }
    }

    void Evaluate(Structure structure, Request request, Prediction into, CancellationToken cancellation)
    {
        const double ForceUnit = -Units.Hartree / Units.Bohr;
        var wanted = request & (Request.Forces | Request.Virial);
        var task = new MethodTask(structure, basis) { Team = options.Team, Gradient = wanted != 0, Memory = options.Memory, Follow = settings.Unstable == UnstableFields.Follow, Cancellation = cancellation };
        RefuseTooLarge(task);
        StabilityResult? stability = null;
        var result = DifferencedGradient.Solve(method, task, found =>
        {
            stability = settings.Unstable != UnstableFields.Keep && method.TestsField ? Stability.Of(found.Field, options.Team, within: found.HasDensity) : null;
            settings.Limits.Refuse(structure, name, found, stability);
        });
        into.Reset(structure.Count, wanted);
        into.Energy = result.Energy * Units.Hartree;
        for (var i = 0; i < result.Gradient.Length; i++)
        {
            into.Forces[i] = result.Gradient[i] * ForceUnit;
            into.Virial += Mat3.Outer(structure.Positions[i], into.Forces[i]);
        }
        Remark(result, stability, into);
        if (!result.HasDensity)
            return;
        into.Dipole = result.Field.Dipole * Units.Bohr;
        if ((request & Request.Charges) != 0)
            (settings.Charges == ChargeScheme.Mulliken ? Populations.Mulliken(result.Field) : Populations.Lowdin(result.Field)).CopyTo(into.RequireCharges());
    }

    static void Remark(MethodResult result, StabilityResult? stability, Prediction into)
    {
        if (result.T1 is { } t1)
            into.Remark("t1", t1);
        if (result.Field.Shells == Shells.Unrestricted)
            into.Remark("s2", result.Field.SpinSquared);
        if (stability?.Lowest is { } lowest)
            into.Remark("stability", lowest.Value);
    }

    void RefuseTooLarge(MethodTask task)
    {
        var needed = method.Bytes(task);
        if (needed > options.Memory)
            throw new PotentialException(
                $"{method.Name} of {task.Structure.Formula} in {basis.Name} would take some {Amount(needed)} of memory; {Amount(options.Memory)} are allowed for one structure. Allow more (--memory {Amount(1.1 * needed)}), or choose a smaller set.");
    }

    // As --memory wants it.
    static string Amount(double bytes) => bytes < 1e9 ? FormattableString.Invariant($"{Math.Ceiling(bytes / 1e6):0}MB") : FormattableString.Invariant($"{Math.Ceiling(bytes / 1e8) / 10:0.#}GB");

    public void Dispose()
    {
        // Nothing outlives a call.
    }
}
