using Athanor.Atoms;

namespace Athanor.Potentials;

/// <summary>
/// A potential cannot be made or cannot answer. Like <see cref="AtomsException"/> the message says what, where and what to do next.
/// </summary>
public class PotentialException : AtomsException
{
    public PotentialException(string message)
        : base(message)
    {
    }

    public PotentialException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
