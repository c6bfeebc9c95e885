using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Simulation;

namespace Athanor.Properties;

/// <summary>How a structure came to rest.</summary>
/// <param name="Structure">Where it came to rest, or as it was.</param>
/// <param name="ForceBefore">Largest force on an atom as it was given, eV/Å.</param>
/// <param name="Force">Largest force on an atom where the Hessian is taken, eV/Å.</param>
/// <param name="Energy">eV, there.</param>
/// <param name="Steps">Of the relaxation.</param>
/// <param name="NewtonSteps">Steps by the Hessian after those.</param>
/// <param name="Pushes">Times it came to rest at a saddle point and was pushed off along the imaginary mode.</param>
public sealed record Rest(Structure Structure, double ForceBefore, double Force, double Energy, int Steps, int NewtonSteps, int Pushes = 0)
{
    /// <summary>Whether it was at rest already, or was to be left where it stood.</summary>
    public bool Stood => Steps + NewtonSteps == 0;
}

/// <summary>Brings a structure to rest as exactly as harmonic frequencies ask: limited-memory BFGS until Newton's method converges, then Newton's method in the space without rigid motions.</summary>
sealed class RestFinder(IPotential potential, IEvaluator evaluator, VibrationSettings settings, Team team, Action<VibrationStep>? progress, CancellationToken cancellation)
{
    const double NewtonBegins = 1e-4; // eV/Å
    const double LongestMove = 0.05; // Å
    const double Push = 0.1; // Å
    const double LeastCurvature = 1e-3; // eV/Å²/amu, about 16 cm⁻¹
    const int MostHessians = 5, MostNewtonSteps = 30;

    readonly Prediction _prediction = new();
    readonly HashSet<int> _fixed = [.. settings.FixedAtoms];

    /// <exception cref="SimulationException">It does not come to rest.</exception>
    internal Rest Find(Structure start) => Find(start, NewtonBegins);

    Rest Find(Structure start, double newtonBegins)
    {
        var structure = start.Clone();
        structure.Velocities = null;
        var before = Force(structure);
        if (!settings.Relax || before <= settings.ForceTolerance)
            return new Rest(structure, before, before, _prediction.Energy, 0, 0);
        var steps = 0;
        if (before > newtonBegins)
        {
            var relaxed = Relaxation.Run(structure, potential, new RelaxationSettings { ForceTolerance = Math.Max(newtonBegins, settings.ForceTolerance), MostSteps = settings.MostSteps, FixedAtoms = settings.FixedAtoms },
                team, s => progress?.Invoke(new VibrationStep("relaxing", s.Step, null)), cancellation);
            cancellation.ThrowIfCancellationRequested();
            steps = relaxed.Steps;
            structure = relaxed.Structure;
            if (!relaxed.Converged)
                throw new SimulationException($"{structure} did not come to rest in {steps:N0} steps: an atom still feels {relaxed.LargestForce:0.####} eV/Å. Relax it by itself first ('relax'), or take it as it stands (--no-relax).");
        }
        var newton = Polish(structure);
        return new Rest(structure, before, Force(structure), _prediction.Energy, steps, newton);
    }

    /// <summary>Newton steps with one Hessian as long as they bring forces down quickly, then with a new one; until at rest, or until rounding or a kink lets nothing more be gained.</summary>
    int Polish(Structure structure)
    {
        var (steps, force) = (0, Force(structure));
        for (var h = 0; h < MostHessians && force > settings.ForceTolerance; h++)
        {
            var hessian = Hessian.Of(structure, evaluator, settings.FixedAtoms, k => progress?.Invoke(new VibrationStep("coming to rest", k, 3 * structure.Count)), cancellation);
            var modes = MassWeighted.Of(hessian, structure, settings.FixedAtoms);
            var first = true;
            while (force > settings.ForceTolerance && steps < MostNewtonSteps)
            {
                Force(structure);
                Vec3[] stood = [.. structure.Positions];
                Move(structure, modes.NewtonStep(Vec3.Flatten(_prediction.Forces), LeastCurvature));
                var now = Force(structure);
                if (!(now < force))
                {
                    stood.CopyTo(structure.Positions, 0);
                    if (first)
                        return steps;
                    break;
                }
                steps++;
                var slow = now > 0.3 * force;
                (force, first) = (now, false);
                if (slow)
                    break;
            }
        }
        return steps;
    }

    /// <summary>From a saddle point down along one of its imaginary modes, to rest again; null where it does not come to rest.</summary>
    internal Rest? PushOff(Rest saddle, NormalMode mode)
    {
        var structure = saddle.Structure.Clone();
        var scale = Push / mode.Displacements.Max(d => d.Length);
        for (var i = 0; i < structure.Count; i++)
            structure.Positions[i] += scale * mode.Displacements[i];
        Rest rest;
        try
        {
            // Beside a saddle point forces are small and grow on the way: all the way downhill.
            rest = Find(structure, settings.ForceTolerance);
        }
        catch (SimulationException)
        {
            return null;
        }
        return rest with { ForceBefore = saddle.ForceBefore, Steps = saddle.Steps + rest.Steps, NewtonSteps = saddle.NewtonSteps + rest.NewtonSteps, Pushes = saddle.Pushes + 1 };
    }

    static void Move(Structure structure, double[] step)
    {
        var moves = new Vec3[structure.Count];
        for (var i = 0; i < moves.Length; i++)
            moves[i] = new Vec3(step[3 * i], step[3 * i + 1], step[3 * i + 2]);
        var scale = Math.Min(1, LongestMove / Math.Max(1e-300, moves.Max(m => m.Length)));
        for (var i = 0; i < moves.Length; i++)
            structure.Positions[i] += scale * moves[i];
    }

    /// <summary>The largest force on an atom; the prediction is that of the structure afterwards.</summary>
    double Force(Structure structure)
    {
        evaluator.Evaluate(structure, Request.Forces, _prediction);
        var largest = 0.0;
        for (var i = 0; i < structure.Count; i++)
        {
            if (_fixed.Contains(i))
                continue;
            var f = _prediction.Forces[i];
            if (!f.IsFinite)
                throw new SimulationException("A force is not a finite number. Begin from a structure with its atoms farther apart.");
            largest = Math.Max(largest, f.Length);
        }
        return largest;
    }
}
