using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials;

/// <summary>Evaluates a weighted sum: one evaluator for all short-range members together, one for each of the others.</summary>
sealed class WeightedSumEvaluator : IEvaluator, IMemberForces, IForceTangent, IForceNoise, ITrainingRange
{
    readonly (double Factor, IEvaluator Evaluator)[] _parts;
    readonly IEvaluator? _shortRange;
    readonly int _ensemble;
    readonly Prediction _one = new();
    readonly List<Prediction> _each = [];

    internal WeightedSumEvaluator(IReadOnlyList<(double Factor, IPotential Potential)> terms, EvaluatorOptions options)
    {
        var parts = new List<(double, IEvaluator)>();
        terms = [.. terms.SelectMany(Parts)];
        // Members of several ensembles do not belong to one another: each such model then goes by itself.
        var apart = terms.Count(t => HeadsOf(t.Potential) > 0) > 1;
        bool Shares(IPotential potential) => potential is ShortRangeModel { IsSumOverAtoms: true } && !(apart && HeadsOf(potential) > 0);
        var local = terms.Where(t => Shares(t.Potential)).Select(t => (t.Factor, (ShortRangeModel)t.Potential)).ToArray();
        if (local.Length > 0)
        {
            _shortRange = ShortRangeEvaluator.Open(local, options);
            parts.Add((1, _shortRange));
        }
        foreach (var (factor, potential) in terms)
        {
            if (!Shares(potential))
                parts.Add((factor, potential.Open(options)));
        }
        _parts = [.. parts];
        _ensemble = Array.FindIndex(_parts, HasMembers);
        if (Array.FindLastIndex(_parts, HasMembers) != _ensemble)
            _ensemble = -1;
    }

    static int HeadsOf(IPotential potential) => (potential as ShortRangeModel)?.HeadCount ?? 0;

    static bool HasMembers((double Factor, IEvaluator Evaluator) part) => part.Evaluator is IMemberForces { MemberCount: > 0 };

    /// <summary>What has a name of its own may still be a sum, whose members can share the lists.</summary>
    static IEnumerable<(double, IPotential)> Parts((double Factor, IPotential Potential) term) => term.Potential switch
    {
        ModelWithBaseline m => Parts((term.Factor, m.Model)).Concat(Parts((term.Factor, m.Baseline))),
        Committee { Shared: { } shared } => Parts((term.Factor, shared)),
        WeightedSum sum => sum.Terms.SelectMany(t => Parts((term.Factor * t.Factor, t.Potential))),
        _ => [term],
    };

    public ReadOnlySpan<Vec3> ListPositions => _shortRange is null ? default : _shortRange.ListPositions;

    public Cell? ListCell => _shortRange?.ListCell;

    public void Evaluate(Structure structure, Request request, Prediction into)
    {
        if (_parts is [(1.0, var only)])
        {
            only.Evaluate(structure, request, into);
            return;
        }
        Begin(structure, request, into);
        foreach (var (factor, evaluator) in _parts)
        {
            evaluator.Evaluate(structure, request, _one);
            into.Add(factor, _one);
        }
    }

    public void EvaluateEach(IReadOnlyList<Structure> structures, Request request, IReadOnlyList<Prediction> into)
    {
        if (_parts is [(1.0, var only)])
        {
            only.EvaluateEach(structures, request, into);
            return;
        }
        while (_each.Count < structures.Count)
            _each.Add(new Prediction());
        for (var k = 0; k < structures.Count; k++)
            Begin(structures[k], request, into[k]);
        foreach (var (factor, evaluator) in _parts)
        {
            evaluator.EvaluateEach(structures, request, _each);
            for (var k = 0; k < structures.Count; k++)
                into[k].Add(factor, _each[k]);
        }
    }

    public int MemberCount => _ensemble < 0 ? 0 : ((IMemberForces)_parts[_ensemble].Evaluator).MemberCount;

    public void EvaluateMembers(Structure structure, Span<double> energies, Span<Vec3> forces)
    {
        if (_ensemble < 0)
            throw new NotSupportedException();
        var (scale, ensemble) = _parts[_ensemble];
        ((IMemberForces)ensemble).EvaluateMembers(structure, energies, forces);
        foreach (ref var energy in energies)
            energy *= scale;
        foreach (ref var force in forces)
            force = scale * force;
        for (var k = 0; k < _parts.Length; k++)
        {
            if (k == _ensemble)
                continue;
            var (factor, evaluator) = _parts[k];
            evaluator.Evaluate(structure, Request.Forces, _one);
            foreach (ref var energy in energies)
                energy += factor * _one.Energy;
            for (var i = 0; i < forces.Length; i++)
                forces[i] += factor * _one.Forces[i % structure.Count];
        }
    }

    /// <summary>Members are asked for no more than the caller wants; what all of them give is what the sum holds.</summary>
    static void Begin(Structure structure, Request request, Prediction into)
    {
        into.Reset(structure.Count, request | Request.Forces);
        if ((request & Request.Charges) != 0)
            into.RequireCharges();
        if ((request & Request.BornCharges) != 0)
            into.RequireBornCharges();
        if ((request & Request.AtomVirials) != 0)
            into.RequireAtomVirials();
    }

    public bool HasForceTangent => Array.TrueForAll(_parts, p => p.Evaluator is IForceTangent { HasForceTangent: true });

    public void ForceTangent(Structure structure, ReadOnlySpan<Vec3> direction, Span<Vec3> tangent)
    {
        var one = new Vec3[structure.Count];
        tangent[..one.Length].Clear();
        foreach (var (factor, evaluator) in _parts)
        {
            ((IForceTangent)evaluator).ForceTangent(structure, direction, one);
            for (var i = 0; i < one.Length; i++)
                tangent[i] += factor * one[i];
        }
    }

    /// <summary>Members err in the same direction at worst.</summary>
    public double ForceNoise => _parts.Sum(p => Math.Abs(p.Factor) * ((p.Evaluator as IForceNoise)?.ForceNoise ?? 0));

    /// <summary>Of the member that the structure leaves farthest.</summary>
    public RangeExcess ExcessOf(Structure structure)
    {
        var worst = RangeExcess.None;
        foreach (var (_, evaluator) in _parts)
        {
            if (evaluator is ITrainingRange range && range.ExcessOf(structure) is var excess && excess.Amount > worst.Amount)
                worst = excess;
        }
        return worst;
    }

    public void Dispose()
    {
        foreach (var (_, evaluator) in _parts)
            evaluator.Dispose();
    }
}
