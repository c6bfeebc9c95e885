using Athanor.Simulation;

namespace Athanor.Properties;

/// <summary>Tells somebody how many steps were taken.</summary>
/// <param name="from">Where the run stands.</param>
sealed class StepCount(Action<long>? stepped, long from) : IObserver
{
    long _seen = from;

    public int Every => 100;

    public void Observe(MolecularDynamics dynamics)
    {
        // A run that was resumed begins where it stood, which need not be a round number.
        stepped?.Invoke(dynamics.State.Step - _seen);
        _seen = dynamics.State.Step;
    }
}
