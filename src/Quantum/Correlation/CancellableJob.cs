using Athanor.Numerics;

namespace Athanor.Quantum;

/// <summary>A job whose pieces are long enough for each to look whether it is still wanted.</summary>
internal sealed class CancellableJob(IJob job, CancellationToken cancellation) : IJob
{
    public void Run(int index, int worker)
    {
        cancellation.ThrowIfCancellationRequested();
        job.Run(index, worker);
    }
}
