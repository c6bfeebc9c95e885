using System.Data.Common;
using System.Text;

namespace Athanor.Campaigns.Sql;

/// <summary>One transaction: statements with values for <c>$1</c>, <c>$2</c>, …, in the SQL that both engines understand. Values are null, long, double, string or byte[].</summary>
sealed class Session(DbConnection connection, Func<Session, long> clock)
{
    long? _now;

    /// <summary>Names of parameters: none where their order counts.</summary>
    public string? Prefix { get; init; }

    /// <summary>Statements that are kept prepared; null where the driver does so.</summary>
    public Dictionary<string, DbCommand>? Prepared { get; init; }

    /// <summary>Whether it was tried before and nobody knows whether it was done: look before you do it again.</summary>
    public bool Again { get; init; }

    /// <summary>Milliseconds since 1970, UTC; the same throughout.</summary>
    public long Now => _now ??= clock(this);

    /// <summary>Statements of which the last one says the time.</summary>
    /// <param name="instead">The time, where another clock counts.</param>
    public void Begin(string sql, long? instead)
    {
        var now = Number(sql);
        _now = instead ?? now;
    }

    /// <returns>How many rows changed.</returns>
    public int Execute(string sql, params object?[] values) => Run(sql, values, command => command.ExecuteNonQuery());

    /// <summary>The rows that a statement returns.</summary>
    public List<T> All<T>(string sql, Func<Row, T> read, params object?[] values) => Run(sql, values, command =>
    {
        var rows = new List<T>();
        using var reader = command.ExecuteReader();
        while (reader.Read())
            rows.Add(read(new Row(reader)));
        return rows;
    });

    /// <summary>The first row, or nothing.</summary>
    public T? First<T>(string sql, Func<Row, T> read, params object?[] values)
        where T : class => All(sql, read, values) is [var first, ..] ? first : null;

    /// <summary>A whole number that a statement returns.</summary>
    public long Number(string sql, params object?[] values) => All(sql, r => r.Long(), values)[0];

    T Run<T>(string sql, object?[] values, Func<DbCommand, T> run)
    {
        if (Prepared is null)
        {
            using var once = Command(sql, values.Length);
            return run(Bound(once, values));
        }
        if (!Prepared.TryGetValue(sql, out var kept))
            Prepared.Add(sql, kept = Command(sql, values.Length));
        return run(Bound(kept, values));
    }

    DbCommand Command(string sql, int values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 1; i <= values; i++)
        {
            var parameter = command.CreateParameter();
            if (Prefix is not null)
                parameter.ParameterName = $"{Prefix}{i}";
            command.Parameters.Add(parameter);
        }
        return command;
    }

    static DbCommand Bound(DbCommand command, object?[] values)
    {
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i] is string text ? Clean(text) : values[i] ?? DBNull.Value;
        return command;
    }

    /// <summary>What programs print need not be text: PostgreSQL takes no zero, and nobody half a pair of surrogates.</summary>
    static string Clean(string text) => text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') || text.Contains('\0')
        ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text.Replace('\0', '\uFFFD')))
        : text;
}

/// <summary>A row, read column by column from the left.</summary>
sealed class Row(DbDataReader reader)
{
    int _at;

    public long Long() => reader.GetInt64(_at++);

    public long? LongOrNull() => reader.IsDBNull(_at) ? Skip<long?>() : Long();

    public double Double() => reader.GetDouble(_at++);

    public double? DoubleOrNull() => reader.IsDBNull(_at) ? Skip<double?>() : Double();

    public string Text() => reader.GetString(_at++);

    public string? TextOrNull() => reader.IsDBNull(_at) ? Skip<string>() : Text();

    public byte[] Bytes() => reader.GetFieldValue<byte[]>(_at++);

    public byte[]? BytesOrNull() => reader.IsDBNull(_at) ? Skip<byte[]>() : Bytes();

    /// <summary>Milliseconds since 1970.</summary>
    public DateTimeOffset Time() => DateTimeOffset.FromUnixTimeMilliseconds(Long());

    T? Skip<T>()
    {
        _at++;
        return default;
    }
}
