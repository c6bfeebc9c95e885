using Athanor.Campaigns.Sql;
using Npgsql;

namespace Athanor.Campaigns.Tests;

/// <summary>Which addresses are servers, and what they say.</summary>
public sealed class AddressTests
{
    [Theory]
    [InlineData("campaign.db", false)]
    [InlineData("runs/Host of hosts.db", false)]
    [InlineData("C:\\runs\\campaign.db", false)]
    [InlineData("postgres://host/db", true)]
    [InlineData("postgresql://host/db", true)]
    [InlineData("Host=host;Database=db", true)]
    [InlineData("Database=db; server = host", true)]
    public void Servers_are_told_from_files(string address, bool server) => Assert.Equal(server, PostgresAddress.IsOne(address));

    [Theory]
    [InlineData("postgres://me:pass%40word@host:5433/db?campaign=water&sslmode=require", "host", 5433, "me", "pass@word", "db", "water")]
    [InlineData("postgresql://host/db", "host", 5432, null, null, "db", "athanor")]
    [InlineData("postgres://me@/db?host=/var/run/postgresql", "/var/run/postgresql", 5432, "me", null, "db", "athanor")]
    [InlineData("postgres://me@[::1]:9/db", "::1", 9, "me", null, "db", "athanor")]
    [InlineData("Host=host;Port=7;Username=me;Password='a;b';Database=db;Campaign=x_1", "host", 7, "me", "a;b", "db", "x_1")]
    public void Addresses_are_read(string text, string host, int port, string? user, string? password, string database, string schema)
    {
        var address = PostgresAddress.Parse(text);
        var parts = new NpgsqlConnectionStringBuilder(address.Connection);
        Assert.Equal((host, port, user, password, database, schema, schema), (parts.Host, parts.Port, parts.Username, parts.Password, parts.Database, parts.SearchPath, address.Schema));
        Assert.Equal(text.Contains("sslmode", StringComparison.Ordinal) ? SslMode.Require : SslMode.Prefer, parts.SslMode);
        Assert.DoesNotContain("pass", address.Shown, StringComparison.OrdinalIgnoreCase);
        // What is shown can be given again.
        var again = new NpgsqlConnectionStringBuilder(PostgresAddress.Parse(address.Shown).Connection);
        Assert.Equal((host, port, user, database, schema, address.Shown), (again.Host, again.Port, again.Username, again.Database, again.SearchPath, PostgresAddress.Parse(address.Shown).Shown));
    }

    [Theory]
    [InlineData("postgres://host/db?campaign=Wat er", "called 'Wat er'")]
    [InlineData("postgres://host/db?campaign=x;drop", "called 'x;drop'")]
    [InlineData("postgres://host/db?colour=red", "colour=red")]
    [InlineData("postgres://host:x/db", "not understood")]
    [InlineData("postgres:///db", "names no host")]
    [InlineData("Host=h;Port=many", "Port=many")]
    [InlineData("Host=h;;=", "not understood")]
    public void Mistakes_are_pointed_at(string text, string words) => Assert.Contains(words, Assert.Throws<StoreException>(() => PostgresAddress.Parse(text)).Message, StringComparison.OrdinalIgnoreCase);

    [Theory]
    [InlineData("", new long[0])]
    [InlineData("1-3", new long[] { 3, 1, 2, 2 })]
    [InlineData("1,3,5-7", new long[] { 5, 6, 1, 7, 3 })]
    public void Sets_of_labels_are_ranges(string text, long[] numbers)
    {
        var set = new LabelSet(numbers);
        Assert.Equal(text, set.ToString());
        Assert.Equal(numbers.Distinct().Order(), LabelSet.Parse(text));
        Assert.Equal((numbers.Distinct().Count(), numbers.DefaultIfEmpty().Max(), numbers.DefaultIfEmpty().Min()), (set.Count, set.Last, set.First));
        for (var i = 0L; i < 9; i++)
            Assert.Equal(numbers.Contains(i), set.Contains(i));
    }
}
