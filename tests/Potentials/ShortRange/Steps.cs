using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials.Tests;

/// <summary>A few steps of a simulation, as far as an evaluator notices.</summary>
static class Steps
{
    /// <summary>Bytes that five steps allocate after three that made room; an atom a step moves by less than half a skin of 0.5 Å.</summary>
    internal static long Allocated(IPotential potential, Structure structure, EvaluatorOptions options, Request request = Request.Forces)
    {
        using var evaluator = potential.Open(options);
        var prediction = new Prediction();
        for (var i = 0; i < 3; i++)
            evaluator.Evaluate(structure, request, prediction);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 5; i++)
        {
            structure.Positions[i] += new Vec3(0.01, 0, 0);
            evaluator.Evaluate(structure, request, prediction);
        }
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
