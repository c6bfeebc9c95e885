using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials;

/// <summary>The mean of a committee, and where it is asked for the spread of the members, who are opened when that first happens.</summary>
sealed class CommitteeEvaluator(Committee committee, EvaluatorOptions options) : IEvaluator, IMemberForces, IForceTangent, IForceNoise, ITrainingRange
{
    readonly IEvaluator _mean = committee.Mean.Open(options);
    readonly Prediction _one = new();
    readonly List<Prediction> _each = [];
    IEvaluator[] _members = [];

    public ReadOnlySpan<Vec3> ListPositions => _mean.ListPositions;

    public Cell? ListCell => _mean.ListCell;

    public void Evaluate(Structure structure, Request request, Prediction into)
    {
        _mean.Evaluate(structure, request & ~Request.Uncertainty, into);
        if ((request & Request.Uncertainty) == 0)
            return;
        var energies = 0.0;
        into.RequireForcesStd();
        foreach (var member in Members())
        {
            member.Evaluate(structure, Request.Forces, _one);
            AddSquares(_one, into, ref energies);
        }
        Finish(into, energies);
    }

    public void EvaluateEach(IReadOnlyList<Structure> structures, Request request, IReadOnlyList<Prediction> into)
    {
        _mean.EvaluateEach(structures, request & ~Request.Uncertainty, into);
        if ((request & Request.Uncertainty) == 0)
            return;
        while (_each.Count < structures.Count)
            _each.Add(new Prediction());
        var energies = new double[structures.Count];
        for (var k = 0; k < energies.Length; k++)
            into[k].RequireForcesStd();
        foreach (var member in Members())
        {
            member.EvaluateEach(structures, Request.Forces, _each);
            for (var k = 0; k < energies.Length; k++)
                AddSquares(_each[k], into[k], ref energies[k]);
        }
        for (var k = 0; k < energies.Length; k++)
            Finish(into[k], energies[k]);
    }

    public int MemberCount => committee.Members.Count;

    public void EvaluateMembers(Structure structure, Span<double> energies, Span<Vec3> forces)
    {
        var members = Members();
        for (var m = 0; m < members.Length; m++)
        {
            members[m].Evaluate(structure, Request.Forces, _one);
            energies[m] = _one.Energy;
            _one.Forces.CopyTo(forces[(m * structure.Count)..]);
        }
    }

    IEvaluator[] Members()
    {
        if (_members.Length == 0)
            _members = [.. committee.Members.Select(m => m.Open(options))];
        return _members;
    }

    static void AddSquares(Prediction member, Prediction mean, ref double energies)
    {
        energies += Square(member.Energy - mean.Energy);
        var variances = mean.ForcesStd;
        for (var i = 0; i < variances.Length; i++)
        {
            var d = member.Forces[i] - mean.Forces[i];
            variances[i] += new Vec3(d.X * d.X, d.Y * d.Y, d.Z * d.Z);
        }
    }

    /// <summary>From sums of squares to standard deviations.</summary>
    void Finish(Prediction into, double energies)
    {
        var divisor = _members.Length - 1;
        into.EnergyStd = Math.Sqrt(energies / divisor);
        var variances = into.ForcesStd;
        for (var i = 0; i < variances.Length; i++)
            variances[i] = new Vec3(Math.Sqrt(variances[i].X / divisor), Math.Sqrt(variances[i].Y / divisor), Math.Sqrt(variances[i].Z / divisor));
    }

    public bool HasForceTangent => _mean is IForceTangent { HasForceTangent: true };

    public void ForceTangent(Structure structure, ReadOnlySpan<Vec3> direction, Span<Vec3> tangent) =>
        ((IForceTangent)_mean).ForceTangent(structure, direction, tangent);

    public double ForceNoise => (_mean as IForceNoise)?.ForceNoise ?? 0;

    public RangeExcess ExcessOf(Structure structure) => _mean is ITrainingRange range ? range.ExcessOf(structure) : RangeExcess.None;

    public void Dispose()
    {
        _mean.Dispose();
        foreach (var member in _members)
            member.Dispose();
    }

    static double Square(double x) => x * x;
}
