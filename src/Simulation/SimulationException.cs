using Athanor.Atoms;

namespace Athanor.Simulation;

/// <summary>A simulation cannot begin or go on. The message says what, where and what to do next.</summary>
public class SimulationException : AtomsException
{
    public SimulationException(string message)
        : base(message)
    {
    }

    public SimulationException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
