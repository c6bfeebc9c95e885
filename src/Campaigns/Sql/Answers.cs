using Microsoft.Data.Sqlite;
using Npgsql;
using SQLitePCL;

namespace Athanor.Campaigns.Sql;

/// <summary>What engines complain of, in sentences that say what to do.</summary>
static class Answers
{
    const string Kept = "What was finished is kept;";

    public static StoreException Newer(string address, long version) =>
        new($"{address} was made by a newer version of Athanor (its tables are of version {version}, this program knows {Layout.Version}). Use that version; nothing was changed.");

    public static StoreException Of(SqliteException e, string path, double patience) => new(e.SqliteErrorCode switch
    {
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => $"{path} is locked: another process has been writing for {patience:0.#} s. {Kept} end or wait for that process (a stopped one, a backup), and give the command again.",
        raw.SQLITE_FULL => $"There is no room left for {path}. {Kept} make room on the disk and give the command again.",
        raw.SQLITE_NOTADB => $"{path} is not a database. It was left as it is; name another file.",
        raw.SQLITE_CORRUPT => $"{path} is damaged ({Words(e)}). Put back a copy from before, with its -wal file if there was one.",
        raw.SQLITE_READONLY => $"{path} cannot be written; allow it, or copy it to where you may write.",
        raw.SQLITE_CANTOPEN or raw.SQLITE_PERM => $"{path} cannot be opened; look whether you may read and write it and its folder, where two more files stand beside it while it is open.",
        raw.SQLITE_IOERR => $"{path} could not be read or written ({Words(e)}). {Kept} look whether the disk is full or gone, and give the command again.",
        _ => $"{path}: {Words(e)}. {Kept} this is a mistake of the program; please report it.",
    }, e);

    public static StoreException Of(Exception e, string address) => new(e is PostgresException server ? Of(server, address)
        : $"The server of {address} does not answer ({e.GetBaseException().Message.TrimEnd('.')}). {Kept} start it, or look at host and port, and give the command again.", e);

    static string Of(PostgresException e, string address) => e.SqlState switch
    {
        PostgresErrorCodes.DiskFull => $"The server of {address} has no room left on its disk. {Kept} make room and give the command again.",
        PostgresErrorCodes.InvalidCatalogName => $"{address}: there is no such database; make it first (createdb).",
        PostgresErrorCodes.InsufficientPrivilege => $"{address}: {Words(e)}. Its owner can allow it (GRANT CREATE ON DATABASE), or make a schema of the campaign's name that belongs to you.",
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification => $"The server of {address} does not let you in: {Words(e)}. Give user and password in the address, or a password file (PGPASSFILE).",
        PostgresErrorCodes.TooManyConnections => $"The server of {address} has as many connections as it allows. {Kept} end some workers, or raise max_connections.",
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow => $"The server of {address} is going down or coming up ({Words(e)}). {Kept} give the command again when it is there.",
        PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.QueryCanceled => $"{address} is locked: another process has been writing for a long time. {Kept} end it (pg_stat_activity shows it) and give the command again.",
        PostgresErrorCodes.ReadOnlySqlTransaction => $"The server of {address} only reads (a standby?); give the address of one that may be written.",
        _ => $"{address}: {Words(e)} ({e.SqlState}). {Kept} this is a mistake of the program; please report it.",
    };

    static string Words(SqliteException e) => e.Message.TrimEnd('.');

    static string Words(PostgresException e) => e.MessageText.TrimEnd('.');
}
