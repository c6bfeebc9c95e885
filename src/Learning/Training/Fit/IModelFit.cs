namespace Athanor.Learning;

/// <summary>A model being fitted to targets, step by step. What it reached is all in the <see cref="FitState"/>, so that a fit can be interrupted and gone on with.</summary>
interface IModelFit : IDisposable
{
    int ParameterCount { get; }

    /// <summary>What one of its steps is called, such as "sweep"; an s makes it many.</summary>
    string StepName => "sweep";

    /// <summary>Where a new fit starts.</summary>
    FitState Begin();

    /// <summary>Steps until converged, out of steps or time, or cancelled; the state is complete after every step.</summary>
    void Run(FitState state, Action<FitStep> stepped, CancellationToken cancellation);
}
