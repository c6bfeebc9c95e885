using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials;

/// <summary>The mean of a committee, and where it is asked for the spread of the members, who are opened when that first happens.</summary>
sealed class CommitteeEvaluator(Committee committee, EvaluatorOptions options) : IEvaluator, IForceTangent, ITrainingRange
{
    readonly IEvaluator _mean = committee.Mean.Open(options);
    readonly Prediction _one = new();
    IEvaluator[] _members = [];

    public ReadOnlySpan<Vec3> ListPositions => _mean.ListPositions;

    public Cell? ListCell => _mean.ListCell;

    public void Evaluate(Structure structure, Request request, Prediction into)
    {
        _mean.Evaluate(structure, request & ~Request.Uncertainty, into);
        if ((request & Request.Uncertainty) == 0)
            return;
        if (_members.Length == 0)
            _members = [.. committee.Members.Select(m => m.Open(options))];
        var variances = into.RequireForcesStd();
        var energies = 0.0;
        foreach (var member in _members)
        {
            member.Evaluate(structure, Request.Forces, _one);
            energies += Square(_one.Energy - into.Energy);
            for (var i = 0; i < variances.Length; i++)
            {
                var d = _one.Forces[i] - into.Forces[i];
                variances[i] += new Vec3(d.X * d.X, d.Y * d.Y, d.Z * d.Z);
            }
        }
        var divisor = _members.Length - 1;
        into.EnergyStd = Math.Sqrt(energies / divisor);
        for (var i = 0; i < variances.Length; i++)
            variances[i] = new Vec3(Math.Sqrt(variances[i].X / divisor), Math.Sqrt(variances[i].Y / divisor), Math.Sqrt(variances[i].Z / divisor));
    }

    public bool HasForceTangent => _mean is IForceTangent { HasForceTangent: true };

    public void ForceTangent(Structure structure, ReadOnlySpan<Vec3> direction, Span<Vec3> tangent) =>
        ((IForceTangent)_mean).ForceTangent(structure, direction, tangent);

    public RangeExcess ExcessOf(Structure structure) => _mean is ITrainingRange range ? range.ExcessOf(structure) : RangeExcess.None;

    public void Dispose()
    {
        _mean.Dispose();
        foreach (var member in _members)
            member.Dispose();
    }

    static double Square(double x) => x * x;
}
