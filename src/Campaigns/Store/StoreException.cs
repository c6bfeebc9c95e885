using Athanor.Atoms;

namespace Athanor.Campaigns;

/// <summary>What is wrong with a store: it is locked, full, away, of another program, or of a newer version. What was finished is kept in all of these cases.</summary>
public sealed class StoreException : AtomsException
{
    public StoreException(string message)
        : base(message)
    {
    }

    public StoreException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
