using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Simulation;

namespace Athanor.Properties;

/// <summary>
/// Structures on a dividing surface: from a Langevin run that a stiff bias holds there, every so many steps, each moved the last little way along M⁻¹ ∇ξ.
/// </summary>
static class SurfaceSample
{
    /// <summary>Radians of the bias' own vibration in a step, at most.</summary>
    const double Phase = 0.4;

    const double Friction = 50; // fs

    internal static Structure[] Of(IPotential potential, Structure structure, RecrossingSettings settings, Action<long>? stepped, CancellationToken cancellation)
    {
        var gradient = new CollectiveGradient();
        var current = structure.Clone();
        current.Velocities = null;
        var stiffness = settings.Stiffness ?? Stiffest(current, settings, gradient);
        var here = Value(current, settings, gradient);
        // From afar in hops that a soft spring can take.
        var way = CollectiveDifference.Between(here, settings.At, settings.Variable.Period);
        var hops = Math.Max(1, (int)Math.Ceiling(Math.Abs(way) / settings.Width));
        for (var k = 1; k <= hops; k++)
        {
            using var pull = Start(current, here + way * k / hops, stiffness, 1_000 + k);
            pull.Run(settings.Spacing, cancellation);
            current = pull.State.Structure.Clone();
        }
        using var run = Start(current, settings.At, stiffness, 1);
        run.Run(10L * settings.Spacing, cancellation);
        var starts = new Structure[settings.Starts];
        for (var s = 0; s < starts.Length; s++)
        {
            run.Run(settings.Spacing, cancellation);
            cancellation.ThrowIfCancellationRequested();
            stepped?.Invoke(settings.Spacing);
            starts[s] = run.State.Structure.Clone();
            starts[s].Velocities = null;
            OntoSurface(starts[s], settings, gradient);
        }
        return starts;

        MolecularDynamics Start(Structure from, double at, double k, int number) => MolecularDynamics.Start(from,
            new WeightedSum([(1, potential), (1, new CollectivePotential("surface", settings.Variable, new HarmonicWell(at, k, settings.Variable.Period)))]),
            new DynamicsSettings { Ensemble = new Langevin(settings.Temperature, Friction), TimeStep = settings.TimeStep, Seed = unchecked(settings.Seed * 15_485_863 + (ulong)number) }, cancellation: cancellation);
    }

    static double Value(Structure structure, RecrossingSettings settings, CollectiveGradient gradient)
    {
        gradient.Reset(structure.Count);
        return settings.Variable.Evaluate(structure, 1, gradient);
    }

    static double Stiffest(Structure structure, RecrossingSettings settings, CollectiveGradient gradient)
    {
        Value(structure, settings, gradient);
        var inverse = gradient.InverseMass(structure) * Units.AccelerationPerForce;
        var stable = Phase * Phase / (settings.TimeStep * settings.TimeStep * inverse);
        return Math.Min(stable, settings.Energy / Math.Pow(0.01 * settings.Width, 2));
    }

    static void OntoSurface(Structure structure, RecrossingSettings settings, CollectiveGradient gradient)
    {
        for (var iteration = 0; iteration < 20; iteration++)
        {
            var off = CollectiveDifference.Between(Value(structure, settings, gradient), settings.At, settings.Variable.Period);
            if (Math.Abs(off) < 1e-10 * settings.Width)
                return;
            var scale = off / gradient.InverseMass(structure);
            for (var i = 0; i < structure.Count; i++)
                structure.Positions[i] += scale / structure.MassOf(i) * gradient.Atoms[i];
        }
    }
}
