using Athanor.Atoms;
using Athanor.Potentials;

namespace Athanor.Studio.Tests;

/// <summary>An oracle that answers some questions at once, then none until it is told to go on, and takes a quarter of a second for each of the others: a page that loads slowly still meets the campaign at work.</summary>
sealed class PatientOracle(IPotential inner, int free) : IPotential, IDisposable
{
    static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);

    readonly ManualResetEventSlim _goOn = new();
    int _asked;

    public string Name => inner.Name;

    public double? Cutoff => inner.Cutoff;

    public bool Covers(Element element) => inner.Covers(element);

    public void GoOn() => _goOn.Set();

    public IEvaluator Open(EvaluatorOptions options) => new Evaluator(this, inner.Open(options), options.Cancellation);

    public void Dispose() => _goOn.Dispose();

    void Wait(CancellationToken cancellation)
    {
        if (Interlocked.Increment(ref _asked) <= free)
            return;
        _goOn.Wait(cancellation);
        cancellation.WaitHandle.WaitOne(Pace);
        cancellation.ThrowIfCancellationRequested();
    }

    sealed class Evaluator(PatientOracle owner, IEvaluator inner, CancellationToken cancellation) : IEvaluator
    {
        public void Evaluate(Structure structure, Request request, Prediction into)
        {
            owner.Wait(cancellation);
            inner.Evaluate(structure, request, into);
        }

        public void Dispose() => inner.Dispose();
    }
}
