using Athanor.Simulation;

namespace Athanor.Properties;

/// <summary>Tells somebody how many steps were taken.</summary>
sealed class StepCount(Action<long>? stepped) : IObserver
{
    public int Every => 100;

    public void Observe(MolecularDynamics dynamics) => stepped?.Invoke(dynamics.State.Step == 0 ? 0 : Every);
}
