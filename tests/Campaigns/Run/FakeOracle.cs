using Athanor.Atoms;
using Athanor.Potentials;

namespace Athanor.Campaigns.Tests;

/// <summary>A Morse potential that takes its time, and fails where it is told to.</summary>
sealed class FakeOracle(int milliseconds, Func<Structure, bool>? fails = null) : IPotential
{
    readonly IPotential _morse = PotentialGrammar.Parse(Trial.Morse);

    public string Name => _morse.Name;

    public double? Cutoff => null;

    public bool Covers(Element element) => _morse.Covers(element);

    public IEvaluator Open(EvaluatorOptions options) => new Evaluator(_morse.Open(options), milliseconds, fails, options.Cancellation);

    sealed class Evaluator(IEvaluator morse, int milliseconds, Func<Structure, bool>? fails, CancellationToken cancellation) : IEvaluator
    {
        public void Evaluate(Structure structure, Request request, Prediction into)
        {
            cancellation.WaitHandle.WaitOne(milliseconds);
            cancellation.ThrowIfCancellationRequested();
            if (fails?.Invoke(structure) == true)
                throw new PotentialException("It did not converge.");
            morse.Evaluate(structure, request, into);
        }

        public void Dispose() => morse.Dispose();
    }
}
