namespace Athanor.Campaigns.Sql;

/// <summary>The tables, the same for both engines. Numbers count up from 1 without gaps; times are milliseconds since 1970; <c>docs/store.md</c> says what stands where.</summary>
static class Layout
{
    /// <summary>Goes up with every change of what is below, with the statements that bring an older store here.</summary>
    public const int Version = 1;

    /// <param name="whole">The engine's type of 64-bit numbers that may be the key of rows.</param>
    /// <param name="bytes">Its type of bytes.</param>
    public static void Create(Session session, string whole, string bytes)
    {
        foreach (var statement in Statements(whole, bytes))
            session.Execute(statement);
    }

    static IEnumerable<string> Statements(string whole, string bytes) =>
    [
        "CREATE TABLE campaign (settings text NOT NULL, state bigint NOT NULL, reason text, begun bigint NOT NULL, changed bigint NOT NULL)",
        $"""
        CREATE TABLE candidates (
            number {whole} PRIMARY KEY, structure {bytes} NOT NULL, reason text NOT NULL, amount double precision, model bigint, walker text, step bigint,
            priority double precision NOT NULL, tag text NOT NULL UNIQUE, asked bigint NOT NULL,
            state bigint NOT NULL, tries bigint NOT NULL, lapses bigint NOT NULL, worker text, ticket text, until bigint NOT NULL, note text)
        """,
        "CREATE INDEX candidates_pending ON candidates (priority DESC, number) WHERE state < 2",
        "CREATE INDEX candidates_state ON candidates (state)",
        // For eyes, energies are numbers too; SQLite keeps no sign of a zero, hence their bits.
        $"""
        CREATE TABLE labels (
            number {whole} PRIMARY KEY, candidate bigint NOT NULL UNIQUE REFERENCES candidates (number), at bigint NOT NULL, worker text NOT NULL, ticket text NOT NULL,
            oracle text NOT NULL, seconds double precision NOT NULL, energy double precision NOT NULL, energy_bits bigint NOT NULL, forces {bytes}, stress {bytes}, dipole {bytes},
            remarks text, warnings text)
        """,
        $"""
        CREATE TABLE models (
            number {whole} PRIMARY KEY, made bigint NOT NULL, sha256 text NOT NULL, path text, bytes {bytes}, training text NOT NULL, validation text NOT NULL, errors text NOT NULL, note text)
        """,
        $"CREATE TABLE events (number {whole} PRIMARY KEY, at bigint NOT NULL, kind text NOT NULL, words text NOT NULL, candidate bigint, model bigint, amount double precision)",
        "CREATE TABLE counters (name text PRIMARY KEY, total double precision NOT NULL)",
        $"CREATE TABLE checkpoints (name text PRIMARY KEY, at bigint NOT NULL, bytes {bytes} NOT NULL)",
    ];
}
