using Athanor.Campaigns.Sql;

namespace Athanor.Campaigns;

/// <summary>The door to stores: a file, or a server.</summary>
public static class CampaignStore
{
    /// <summary>
    /// Opens a store, and makes it where there is none: <c>campaign.db</c>, any path, is a file of SQLite; <c>postgres://user@host/database?campaign=name</c> and <c>Host=…;Database=…;Campaign=name</c> are
    /// PostgreSQL.
    /// </summary>
    /// <param name="clock">By which leases run out; null for the server's, or this machine's where the store is a file.</param>
    /// <param name="patience">How long to wait for a lock that another process holds, or a server that went away; half a minute where null.</param>
    /// <exception cref="StoreException">The address is not understood, or what is there cannot be used.</exception>
    public static IStore Open(string address, TimeProvider? clock = null, TimeSpan? patience = null)
    {
        if (string.IsNullOrWhiteSpace(address))
            throw new StoreException("The address of the store is empty. Name a file (campaign.db), or a server (postgres://user@host/database?campaign=name).");
        if (PostgresAddress.IsOne(address))
            return new SqlStore(new PostgresDatabase(PostgresAddress.Parse(address), clock, patience));
        var scheme = address.IndexOf("://", StringComparison.Ordinal);
        if (scheme > 0)
            throw new StoreException($"There is no kind of store '{address[..scheme]}'. Name a file (campaign.db), or a server (postgres://user@host/database?campaign=name).");
        return new SqlStore(new SqliteDatabase(address, clock, patience));
    }
}
