namespace Athanor.Quantum;

/// <summary>The other side died, hangs or does not speak the protocol. The message is the end of a sentence that begins with who it is: "closed the connection".</summary>
sealed class IpiFault : Exception
{
    public IpiFault(string message)
        : base(message)
    {
    }

    public IpiFault(string message, Exception inner)
        : base(message, inner)
    {
    }
}
