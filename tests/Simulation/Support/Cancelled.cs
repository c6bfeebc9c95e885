using Athanor.Atoms;
using Athanor.Potentials;

namespace Athanor.Simulation.Tests;

/// <summary>Another potential, as if it waited for another program: in one of its evaluations somebody presses Ctrl-C, and what it had to say is half said.</summary>
/// <param name="at">Which evaluation that is, from 1.</param>
sealed class Cancelled(IPotential potential, int at, CancellationTokenSource source) : IPotential
{
    public string Name => potential.Name;

    public double? Cutoff => null;

    public bool Covers(Element element) => potential.Covers(element);

    public IEvaluator Open(EvaluatorOptions options) => new Evaluator(potential.Open(options), at, source, options.Cancellation);

    sealed class Evaluator(IEvaluator evaluator, int at, CancellationTokenSource source, CancellationToken cancellation) : IEvaluator
    {
        int _count;

        public ReadOnlySpan<Numerics.Vec3> ListPositions => evaluator.ListPositions;

        public Cell? ListCell => evaluator.ListCell;

        public void Evaluate(Structure structure, Request request, Prediction into)
        {
            evaluator.Evaluate(structure, request, into);
            if (++_count < at)
                return;
            into.Reset(structure.Count, request);
            source.Cancel();
            cancellation.ThrowIfCancellationRequested();
        }

        public void Dispose() => evaluator.Dispose();
    }
}
