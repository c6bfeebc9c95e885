using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Simulation;

namespace Athanor.Properties;

/// <summary>
/// What the members of a potential would say of a quantum energy: now and then each is asked on all beads, and its own averages are had from the run of the mean by weights e^(−β ΔV̄), ΔV̄ being how much higher the member takes the
/// mean over the beads. Energies count from what the member says of the structure at rest.
/// </summary>
public sealed class MemberPaths : IRingObserver, IDisposable
{
    /// <summary>Effective share of frames below which weights say nothing and members are averaged directly.</summary>
    const double LeastShare = 0.1;

    readonly IEvaluator _evaluator;
    readonly IMemberForces _members;
    readonly double[] _rest;
    readonly List<double[]> _potential = [];
    readonly List<double[]> _total = [];
    readonly List<double> _mean = [];

    MemberPaths(IEvaluator evaluator, IMemberForces members, Structure rest, int every)
    {
        (_evaluator, _members, Every) = (evaluator, members, every);
        _rest = new double[members.MemberCount];
        members.EvaluateMembers(rest, _rest, new Vec3[members.MemberCount * rest.Count]);
    }

    public int Every { get; }

    /// <summary>Looks before this step are left out.</summary>
    public long From { get; init; }

    /// <summary>Members, M.</summary>
    public int Count => _members.MemberCount;

    /// <param name="rest">Whose energy is zero to each member.</param>
    /// <returns>Null where the potential has no members.</returns>
    public static MemberPaths? Of(IPotential potential, Structure rest, int every, long from, Team team, CancellationToken cancellation = default)
    {
        var evaluator = potential.Open(new EvaluatorOptions(team) { Cancellation = cancellation });
        if (evaluator is IMemberForces { MemberCount: > 1 } members)
            return new MemberPaths(evaluator, members, rest, every) { From = from };
        evaluator.Dispose();
        return null;
    }

    public void Observe(PathIntegralDynamics dynamics)
    {
        if (dynamics.Ring.Step < From)
            return;
        var atoms = dynamics.Ring.Atoms;
        var centroid = dynamics.Ring.UpdateCentroid().Positions;
        var (energies, forces) = (new double[Count], new Vec3[Count * atoms]);
        var (potential, total) = (new double[Count], new double[Count]);
        var share = 1.0 / dynamics.BeadStructures.Count;
        foreach (var bead in dynamics.BeadStructures)
        {
            _members.EvaluateMembers(bead, energies, forces);
            for (var m = 0; m < Count; m++)
            {
                double virial = 0;
                for (var i = 0; i < atoms; i++)
                    virial += Vec3.Dot(bead.Positions[i] - centroid[i], forces[m * atoms + i]);
                potential[m] += share * (energies[m] - _rest[m]);
                total[m] += share * (energies[m] - _rest[m] - 0.5 * virial);
            }
        }
        _potential.Add(potential);
        _total.Add(total);
        _mean.Add(potential.Average());
    }

    /// <summary>Sample standard deviation over members of the quantum energy above rest, eV; NaN where nobody was asked.</summary>
    public double Spread(double temperature)
    {
        if (_total.Count == 0)
            return double.NaN;
        var beta = 1 / (Units.Boltzmann * temperature);
        return MemberSpread.Deviation([.. Enumerable.Range(0, Count).Select(m =>
        {
            double[] exponents = [.. _potential.Select((p, n) => -beta * (p[m] - _mean[n]))];
            var highest = exponents.Max();
            double[] weights = [.. exponents.Select(x => Math.Exp(x - highest))];
            var sum = weights.Sum();
            if (sum * sum / weights.Sum(w => w * w) < LeastShare * weights.Length)
                return _total.Average(t => t[m]);
            return weights.Select((w, n) => w * _total[n][m]).Sum() / sum;
        })]);
    }

    public void Dispose() => _evaluator.Dispose();
}
