namespace Athanor.Campaigns.Sql;

/// <summary>What is worth a wait for the disk. What comes after something that was waited for is not there without it.</summary>
enum Outlives
{
    /// <summary>The end of a process, however it comes: found again or done again by those that live on.</summary>
    Process,

    /// <summary>The crash of a server while its clients go on and believe that it was written.</summary>
    Server,

    /// <summary>Everything: it cost hours, or somebody decided it.</summary>
    PowerCut,
}

/// <summary>A database engine: connections, transactions, and its failures as answers. Writers take turns: each sees all that was written before it, so numbers that count up have no gaps.</summary>
interface IDatabase : IDisposable
{
    /// <summary>Where it is, for messages.</summary>
    string Address { get; }

    /// <summary>Runs a transaction that writes. Where the server goes away it is run again.</summary>
    /// <param name="work">It must not mind to be run twice.</param>
    /// <param name="outlives">What it writes is there after that. A file's users end with their machine, so that only a power cut makes a difference to them.</param>
    T Write<T>(Func<Session, T> work, Outlives outlives = Outlives.PowerCut);

    /// <summary>Runs a transaction that only reads.</summary>
    T Read<T>(Func<Session, T> work);
}
