using System.Data.Common;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Athanor.Campaigns.Sql;

/// <summary>
/// A file of SQLite with a write-ahead log. One connection, whose users take turns; other processes wait for each other in SQLite. Only files that Athanor made are opened: the header says whose they are
/// (<c>application_id</c>) and what version their tables have (<c>user_version</c>).
/// </summary>
sealed class SqliteDatabase : IDatabase
{
    /// <summary>"Athn" in ASCII.</summary>
    const long Mark = 0x4174686E;

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    readonly Lock _turn = new();
    readonly SqliteConnection _connection;
    readonly Dictionary<string, DbCommand> _prepared = [];
    readonly Func<Session, long> _clock;
    readonly int _patience;
    bool? _forced;
    bool _disposed;

    /// <exception cref="StoreException">The file is another program's, a newer version's, damaged, locked, or cannot be made.</exception>
    public SqliteDatabase(string path, TimeProvider? clock, TimeSpan? patience = null)
    {
        Address = path;
        _patience = (int)(patience ?? Patience).TotalMilliseconds;
        var time = clock ?? TimeProvider.System;
        _clock = _ => time.GetUtcNow().ToUnixTimeMilliseconds();
        var full = Path.GetFullPath(path);
        if (Directory.Exists(full))
            throw new StoreException($"{path} is a folder; name a file in it, such as {Path.Combine(path, "campaign.db")}.");
        if (!Directory.Exists(Path.GetDirectoryName(full)))
            throw new StoreException($"{path} cannot be made: its folder does not exist; make it first.");
        Batteries_V2.Init();
        // The engine itself waits for locks (busy_timeout); the driver's own waiting, in naps of 150 ms, is kept short.
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = full, Mode = SqliteOpenMode.ReadWriteCreate, Pooling = false, DefaultTimeout = 1 }.ToString());
        try
        {
            Answered(Open);
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    public string Address { get; }

    public T Write<T>(Func<Session, T> work, Outlives outlives) => Answered(() =>
    {
        var forced = outlives == Outlives.PowerCut;
        if (forced != _forced)
        {
            Pragma(forced ? "synchronous = FULL" : "synchronous = NORMAL");
            _forced = forced;
        }
        return Transaction(BeginWriting, work);
    });

    public T Read<T>(Func<Session, T> work) => Answered(() => Transaction(Begin, work));

    public void Dispose()
    {
        lock (_turn)
        {
            if (_disposed)
                return;
            _disposed = true;
            foreach (var command in _prepared.Values)
                command.Dispose();
            _connection.Dispose();
        }
    }

    bool Open()
    {
        _connection.Open();
        Pragma($"busy_timeout = {_patience}");
        // Before anything is changed: a file that is not ours stays as it is.
        var known = Transaction(Begin, IsOurs);
        // Does not heed busy_timeout.
        Waiting(() => Pragma("journal_mode = WAL"));
        Pragma("foreign_keys = ON");
        return known || Transaction(BeginWriting, session =>
        {
            if (IsOurs(session))
                return true;
            Layout.Create(session, "integer", "blob");
            session.Execute($"PRAGMA application_id = {Mark}");
            session.Execute($"PRAGMA user_version = {Layout.Version}");
            return true;
        });
    }

    /// <summary>False where there is nothing in it yet.</summary>
    bool IsOurs(Session session)
    {
        if (session.Number("PRAGMA application_id") != Mark)
        {
            return session.Number("SELECT count(*) FROM sqlite_master") == 0
                ? false
                : throw new StoreException($"{Address} is a database, but not that of a campaign. It was left as it is; name another file.");
        }
        var version = session.Number("PRAGMA user_version");
        return version <= Layout.Version ? true : throw Answers.Newer(Address, version);
    }

    T Transaction<T>(Action<Session> begin, Func<Session, T> work)
    {
        var session = new Session(_connection, _clock) { Prefix = "$", Prepared = _prepared };
        begin(session);
        try
        {
            var result = work(session);
            session.Execute("COMMIT");
            return result;
        }
        catch
        {
            // Some failures end the transaction by themselves; to end it once more is then an error that says nothing.
            if (raw.sqlite3_get_autocommit(_connection.Handle) == 0)
                session.Execute("ROLLBACK");
            throw;
        }
    }

    static void Begin(Session session) => session.Execute("BEGIN");

    /// <summary>Waits for other processes. SQLite's own waiting takes longer and longer naps, to 100 ms, in which others come and go: who has waited for long waits longest. Ours are short.</summary>
    void BeginWriting(Session session)
    {
        var handle = _connection.Handle;
        raw.sqlite3_busy_timeout(handle, 0);
        try
        {
            for (var since = Environment.TickCount64; ;)
            {
                var code = raw.sqlite3_exec(handle, "BEGIN IMMEDIATE");
                if (code == raw.SQLITE_OK)
                    return;
                if ((code & 0xFF) != raw.SQLITE_BUSY || Environment.TickCount64 - since > _patience)
                    throw new SqliteException(raw.sqlite3_errmsg(handle).utf8_to_string(), code & 0xFF, code);
                Thread.Sleep(1);
            }
        }
        finally
        {
            raw.sqlite3_busy_timeout(handle, _patience);
        }
    }

    void Waiting(Action work)
    {
        for (var since = Environment.TickCount64; ;)
        {
            try
            {
                work();
                return;
            }
            catch (SqliteException e) when (e.SqliteErrorCode is raw.SQLITE_BUSY or raw.SQLITE_LOCKED && Environment.TickCount64 - since < _patience)
            {
                Thread.Sleep(1);
            }
        }
    }

    void Pragma(string text)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = $"PRAGMA {text}";
        command.ExecuteNonQuery();
    }

    T Answered<T>(Func<T> work)
    {
        lock (_turn)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            try
            {
                return work();
            }
            catch (SqliteException e)
            {
                throw Answers.Of(e, Address, _patience / 1000.0);
            }
        }
    }
}
