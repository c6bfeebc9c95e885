namespace Athanor.Campaigns.Sql;

/// <summary>A database engine: connections, transactions, and its failures as answers. Writers take turns: each sees all that was written before it, so numbers that count up have no gaps.</summary>
interface IDatabase : IDisposable
{
    /// <summary>Where it is, for messages.</summary>
    string Address { get; }

    /// <summary>Runs a transaction that writes. Where the server goes away it is run again; it must not mind.</summary>
    /// <param name="forced">Whether what it writes is on the disk when this returns. Without, a power cut (of a server, its crash too) may undo it together with all that came after; the end of this process does not.</param>
    T Write<T>(Func<Session, T> work, bool forced = true);

    /// <summary>Runs a transaction that only reads.</summary>
    T Read<T>(Func<Session, T> work);
}
