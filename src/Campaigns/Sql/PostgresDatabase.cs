using Npgsql;

namespace Athanor.Campaigns.Sql;

/// <summary>A schema on a server of PostgreSQL (10 or newer), one for each campaign. Who writes locks the table <c>campaign</c> against others who write; reading goes on meanwhile.</summary>
sealed class PostgresDatabase : IDatabase
{
    const string Clock = "SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint";
    const string Lock = "LOCK TABLE campaign IN EXCLUSIVE MODE";

    /// <summary>Of this transaction only.</summary>
    const string Hurry = "SET LOCAL synchronous_commit = off";

    /// <summary>Only one process at a time makes tables.</summary>
    const long MakersLock = 0x4174686E;

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    readonly NpgsqlDataSource _source;
    readonly TimeProvider? _clock;
    readonly TimeSpan _patience;

    /// <param name="clock">In place of the server's, which all workers share.</param>
    /// <param name="patience">How long a server may be away; none for the first connection.</param>
    /// <exception cref="StoreException">The server does not answer or does not let us in, or the schema is another program's or a newer version's.</exception>
    public PostgresDatabase(PostgresAddress address, TimeProvider? clock, TimeSpan? patience = null)
    {
        Address = address.Shown;
        _patience = patience ?? Patience;
        _clock = clock;
        // Only types that every server has: no need to ask for the others at each start.
        _source = new NpgsqlDataSourceBuilder(address.Connection).ConfigureTypeLoading(types => types.EnableTypeLoading(false)).Build();
        try
        {
            Persist((connection, _) => Open(connection, address.Schema), () => TimeSpan.Zero);
        }
        catch
        {
            _source.Dispose();
            throw;
        }
    }

    public string Address { get; }

    public T Write<T>(Func<Session, T> work, Outlives outlives) => Persist((connection, again) =>
    {
        using var transaction = connection.BeginTransaction();
        var session = new Session(connection, Now) { Again = again };
        // Each statement is a way to the server and back: these go together, and what the clock says when the lock is ours is the time of all.
        session.Begin(outlives == Outlives.Process ? $"{Lock}; {Hurry}; {Clock}" : $"{Lock}; {Clock}", _clock?.GetUtcNow().ToUnixTimeMilliseconds());
        var result = work(session);
        transaction.Commit();
        return result;
    }, () => _patience);

    public T Read<T>(Func<Session, T> work) => Persist((connection, again) =>
    {
        using var transaction = connection.BeginTransaction(System.Data.IsolationLevel.RepeatableRead);
        var result = work(new Session(connection, Now) { Again = again });
        transaction.Commit();
        return result;
    }, () => _patience);

    public void Dispose() => _source.Dispose();

    long Now(Session session) => _clock?.GetUtcNow().ToUnixTimeMilliseconds() ?? session.Number(Clock);

    bool Open(NpgsqlConnection connection, string schema)
    {
        using var transaction = connection.BeginTransaction();
        var session = new Session(connection, Now);
        session.Execute($"SELECT pg_advisory_xact_lock({MakersLock})");
        if (session.Number("SELECT count(*) FROM pg_namespace WHERE nspname = $1", schema) == 0)
            session.Execute($"CREATE SCHEMA {schema}");
        var tables = session.All("SELECT tablename::text FROM pg_tables WHERE schemaname = $1", r => r.Text(), schema);
        if (tables.Contains("athanor_layout"))
        {
            var version = session.Number($"SELECT version FROM {schema}.athanor_layout");
            return version <= Layout.Version ? true : throw Answers.Newer(Address, version);
        }
        if (tables.Count > 0)
            throw new StoreException($"The schema {schema} of {Address} holds tables of another program. It was left as it is; give another name (campaign=NAME).");
        Layout.Create(session, "bigint", "bytea");
        session.Execute("CREATE TABLE athanor_layout (version bigint NOT NULL)");
        session.Execute("INSERT INTO athanor_layout VALUES ($1)", (long)Layout.Version);
        transaction.Commit();
        return true;
    }

    /// <summary>Again and again until the server has been away for too long.</summary>
    T Persist<T>(Func<NpgsqlConnection, bool, T> work, Func<TimeSpan> patience)
    {
        var since = Environment.TickCount64;
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                using var connection = _source.OpenConnection();
                return work(connection, attempt > 0);
            }
            catch (NpgsqlException e)
            {
                if (!PassesBy(e) || Environment.TickCount64 - since > patience().TotalMilliseconds)
                    throw Answers.Of(e, Address);
            }
            Thread.Sleep(Math.Min(20 << Math.Min(attempt, 5), 500));
        }
    }

    /// <summary>Whether time alone can heal it: the server restarts, the network was cut, somebody else was first.</summary>
    static bool PassesBy(NpgsqlException e) => e is PostgresException server
        ? server.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.TooManyConnections
            or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected || server.SqlState.StartsWith("08", StringComparison.Ordinal)
        : e.InnerException is System.Net.Sockets.SocketException or IOException or TimeoutException;
}
