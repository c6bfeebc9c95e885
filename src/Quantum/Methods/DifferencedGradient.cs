using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Quantum;

/// <summary>
/// ∂E/∂R where a method has no formula for it: the gradient of its field, and central differences of what it adds to the field's energy, (C(R + h u) − C(R − h u)) / 2h along the <see cref="InternalDirections"/> u.
/// What is added is therefore free of net force and torque but for rounding. Displaced molecules are shared among threads, one thread each.
/// </summary>
internal sealed class DifferencedGradient : IJob
{
    // bohr. Correlation energies change slowly: the third derivative leaves some 1e-7 Eh/bohr, the amplitudes' threshold as much.
    const double Step = 2.5e-3;

    // Eh/bohr²: no bond is so stiff. Where energies on both sides bend more, one of them belongs to another solution.
    const double Stiffest = 100;

    readonly IMethod _method;
    readonly MethodTask _task;
    readonly double[][] _directions;
    readonly double[] _total, _added;
    readonly bool _fieldKnown;

    DifferencedGradient(IMethod method, MethodTask task, ScfResult field)
    {
        // Begun with the field in the middle, fields stay on one solution; iterations are only a little fewer.
        (_method, _task, _fieldKnown) = (method, task with { Team = Team.Single, Gradient = false, Near = field }, field.Gradient.Length > 0);
        _directions = InternalDirections.Of([.. task.Structure.Positions.Select(r => r * (1 / Units.Bohr))]);
        (_total, _added) = (new double[2 * _directions.Length], new double[2 * _directions.Length]);
    }

    /// <summary>What the method finds, with a gradient where the task wants one.</summary>
    /// <param name="judge">Looks at what was found before anything is displaced, and throws where it is not to be believed.</param>
    /// <exception cref="PotentialException">As <see cref="IMethod.Solve"/>; of a displaced molecule too.</exception>
    public static MethodResult Solve(IMethod method, MethodTask task, Action<MethodResult>? judge = null)
    {
        var centre = method.Solve(task);
        judge?.Invoke(centre);
        if (!task.Gradient || method.HasGradient)
            return centre;
        var field = centre.Field.Gradient;
        var job = new DifferencedGradient(method, task, centre.Field);
        job.Run(task);
        return centre with { Gradient = job.Gradient(centre.Energy, field) };
    }

    void Run(MethodTask task)
    {
        // As many at a time as memory allows.
        var atATime = (int)Math.Clamp(task.Memory / Math.Max(1, _method.Bytes(_task)), 1, task.Team.Threads);
        if (atATime == task.Team.Threads)
        {
            task.Team.Run(this, _total.Length);
            return;
        }
        using var few = new Team(atATime);
        few.Run(this, _total.Length);
    }

    void IJob.Run(int index, int worker)
    {
        _task.Cancellation.ThrowIfCancellationRequested();
        var direction = _directions[index / 2];
        var step = (index % 2 == 0 ? Step : -Step) * Units.Bohr;
        var structure = _task.Structure.Clone();
        for (var i = 0; i < structure.Count; i++)
            structure.Positions[i] += step * new Vec3(direction[3 * i], direction[3 * i + 1], direction[3 * i + 2]);
        var result = _method.Solve(_task with { Structure = structure });
        _total[index] = result.Energy;
        _added[index] = _fieldKnown ? result.Energy - result.Field.Energy : result.Energy;
    }

    Vec3[] Gradient(double energy, Vec3[] field)
    {
        var gradient = _fieldKnown ? [.. field] : new Vec3[_task.Structure.Count];
        for (var k = 0; k < _directions.Length; k++)
        {
            var bend = (_total[2 * k] + _total[2 * k + 1] - 2 * energy) / (Step * Step);
            if (!(Math.Abs(bend) < Stiffest))
                throw new PotentialException(
                    $"The energy of {_task.Structure.Formula} by {_method.Name} in {_task.Basis.Name} jumps when atoms move by {Step} bohr: its field has several solutions close by. It has no forces here; label another geometry, or energies alone.");
            var slope = (_added[2 * k] - _added[2 * k + 1]) / (2 * Step);
            for (var i = 0; i < gradient.Length; i++)
                gradient[i] += slope * new Vec3(_directions[k][3 * i], _directions[k][3 * i + 1], _directions[k][3 * i + 2]);
        }
        return gradient;
    }
}
