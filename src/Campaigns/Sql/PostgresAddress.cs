using System.Text.RegularExpressions;
using Npgsql;

namespace Athanor.Campaigns.Sql;

/// <summary>
/// Where a campaign is on a server: <c>postgres://user:password@host:port/database?campaign=name</c>, or <c>Host=…;Database=…;Campaign=name</c> as .NET programs write it. The campaign is a schema of the
/// database; <c>athanor</c> where none is named. Other keys (sslmode, timeout, …) are the driver's.
/// </summary>
sealed partial record PostgresAddress(string Connection, string Schema, string Shown)
{
    const string DefaultSchema = "athanor";

    /// <summary>Whether a text names a server rather than a file.</summary>
    public static bool IsOne(string text) => IsUri(text) || Keys().IsMatch(text);

    /// <exception cref="StoreException">It cannot be understood.</exception>
    public static PostgresAddress Parse(string text)
    {
        var builder = new NpgsqlConnectionStringBuilder();
        var schema = DefaultSchema;
        foreach (var (key, value) in IsUri(text) ? OfUri(text) : OfKeys(text))
        {
            if (key.Equals("campaign", StringComparison.OrdinalIgnoreCase))
            {
                schema = value;
                continue;
            }
            try
            {
                builder[key.Replace('_', ' ')] = value;
            }
            catch (Exception e) when (e is ArgumentException or KeyNotFoundException or FormatException or InvalidCastException or OverflowException)
            {
                throw new StoreException($"The address of the store has '{key}={value}', which is not understood ({e.Message.TrimEnd('.')}). Addresses look like postgres://user@host/database?campaign=name.", e);
            }
        }
        if (!Name().IsMatch(schema))
            throw new StoreException($"A campaign on a server cannot be called '{schema}'; use small letters, digits and '_', beginning with a letter, 63 at most.");
        if (string.IsNullOrEmpty(builder.Host))
            throw new StoreException("The address of the store names no host. Addresses look like postgres://user@host/database?campaign=name.");
        builder.SearchPath = schema;
        builder.ApplicationName ??= "athanor";
        builder.MaxAutoPrepare = Math.Max(builder.MaxAutoPrepare, 100);
        // A process that was stopped in the middle of a transaction must not hold up all others for ever.
        builder.Options = $"-c idle_in_transaction_session_timeout=30000 {builder.Options}".TrimEnd();
        return new PostgresAddress(builder.ToString(), schema, Show(builder, schema));
    }

    static bool IsUri(string text) => text.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase);

    static IEnumerable<(string Key, string Value)> OfUri(string text)
    {
        // Not System.Uri: with a user it wants a host, which sockets have not.
        var parts = Uris().Match(text);
        if (!parts.Success)
            throw new StoreException("The address of the store is not understood. Addresses look like postgres://user@host/database?campaign=name.");
        foreach (var key in (string[])["Username", "Password", "Host", "Port", "Database"])
        {
            if (parts.Groups[key].Length > 0)
                yield return (key, Uri.UnescapeDataString(parts.Groups[key].Value));
        }
        foreach (var pair in parts.Groups["query"].Value.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var at = pair.Split('=', 2);
            yield return (Uri.UnescapeDataString(at[0]), at.Length > 1 ? Uri.UnescapeDataString(at[1]) : "");
        }
    }

    static IEnumerable<(string Key, string Value)> OfKeys(string text)
    {
        var pairs = new System.Data.Common.DbConnectionStringBuilder();
        try
        {
            pairs.ConnectionString = text;
        }
        catch (ArgumentException e)
        {
            throw new StoreException("The address of the store is not understood. Addresses look like Host=server;Database=name;Username=name, or postgres://user@host/database?campaign=name.", e);
        }
        return pairs.Keys.Cast<string>().Select(k => (k, (string)pairs[k]));
    }

    static string Show(NpgsqlConnectionStringBuilder builder, string schema)
    {
        var user = string.IsNullOrEmpty(builder.Username) ? "" : $"{builder.Username}@";
        var port = builder.Port == NpgsqlConnection.DefaultPort ? "" : $":{builder.Port}";
        return builder.Host!.StartsWith('/')
            ? $"postgres://{user}{port}/{builder.Database}?host={builder.Host}&campaign={schema}"
            : $"postgres://{user}{(builder.Host.Contains(':') ? $"[{builder.Host}]" : builder.Host)}{port}/{builder.Database}?campaign={schema}";
    }

    [GeneratedRegex(@"(^|;)\s*(Host|Server)\s*=", RegexOptions.IgnoreCase)]
    private static partial Regex Keys();

    [GeneratedRegex(@"^[a-z]+://((?<Username>[^:@/?]*)(:(?<Password>[^@/?]*))?@)?(\[(?<Host>[^\]]*)\]|(?<Host>[^\[:/?]*))(:(?<Port>\d+))?(/(?<Database>[^?]*))?(\?(?<query>.*))?\z", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Uris();

    [GeneratedRegex(@"^[a-z][a-z0-9_]{0,62}\z")]
    private static partial Regex Name();
}
