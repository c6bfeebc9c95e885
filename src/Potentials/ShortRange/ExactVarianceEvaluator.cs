using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials;

/// <summary>Hands out what another evaluator says, but standard deviations exactly in place of the spread of its members; of structures so large that it would take minutes and gigabytes, still their spread.</summary>
/// <param name="factor">Of the term whose variance it is.</param>
sealed class ExactVarianceEvaluator(IEvaluator inner, double factor, IExactVariance variance) : IEvaluator, IMemberForces, IForceTangent, ITrainingRange
{
    /// <summary>Atoms of a structure, at most, whose deviations are exact.</summary>
    internal const int MostAtoms = 2000;

    public ReadOnlySpan<Vec3> ListPositions => inner.ListPositions;

    public Cell? ListCell => inner.ListCell;

    public void Evaluate(Structure structure, Request request, Prediction into)
    {
        var exact = (request & Request.Uncertainty) != 0 && structure.Count <= MostAtoms;
        inner.Evaluate(structure, exact ? request & ~Request.Uncertainty : request, into);
        if (exact)
            Add(structure, into);
    }

    public void EvaluateEach(IReadOnlyList<Structure> structures, Request request, IReadOnlyList<Prediction> into)
    {
        if ((request & Request.Uncertainty) == 0)
        {
            inner.EvaluateEach(structures, request, into);
            return;
        }
        for (var k = 0; k < structures.Count; k++)
            Evaluate(structures[k], request, into[k]);
    }

    void Add(Structure structure, Prediction into)
    {
        var forces = into.RequireForcesStd();
        into.EnergyStd = Math.Abs(factor) * Math.Sqrt(variance.Of(structure, forces));
        foreach (ref var f in forces)
            f = Math.Abs(factor) * new Vec3(Math.Sqrt(f.X), Math.Sqrt(f.Y), Math.Sqrt(f.Z));
    }

    public int MemberCount => ((IMemberForces)inner).MemberCount;

    public void EvaluateMembers(Structure structure, Span<double> energies, Span<Vec3> forces) => ((IMemberForces)inner).EvaluateMembers(structure, energies, forces);

    public bool HasForceTangent => ((IForceTangent)inner).HasForceTangent;

    public void ForceTangent(Structure structure, ReadOnlySpan<Vec3> direction, Span<Vec3> tangent) => ((IForceTangent)inner).ForceTangent(structure, direction, tangent);

    public RangeExcess ExcessOf(Structure structure) => ((ITrainingRange)inner).ExcessOf(structure);

    public void Dispose()
    {
        inner.Dispose();
        variance.Dispose();
    }
}
