using System.Diagnostics;

namespace Athanor.Campaigns.Tests;

/// <summary>The suite on PostgreSQL, and what is its own: schemas that are in the way, servers that are away.</summary>
public sealed class PostgresStoreTests : StoreSuite
{
    protected override string NewAddress()
    {
        Assert.SkipUnless(PostgresServer.IsThere, PostgresServer.Missing);
        return PostgresServer.Shared.NewCampaign();
    }

    string Campaign => Address[(Address.LastIndexOf('=') + 1)..];

    [Fact]
    public void Campaigns_on_one_server_do_not_know_one_another()
    {
        Begun().Ask([Q(1)]);
        using var other = CampaignStore.Open(NewAddress());
        Assert.Null(other.Look());
        Assert.Equal(0, other.Count().Open);
    }

    [Fact]
    public void Schemas_of_others_are_left_as_they_are()
    {
        _ = Address;
        Execute($"CREATE SCHEMA {Campaign}; CREATE TABLE {Campaign}.campaign (x bigint)");
        Assert.Contains("another program", Assert.Throws<StoreException>(Open).Message, StringComparison.Ordinal);
        Execute($"DROP TABLE {Campaign}.campaign");
        // An empty one, made for us by whoever may, is used.
        Assert.Null(Open().Look());
    }

    [Fact]
    public void A_newer_versions_store_is_left_as_it_is()
    {
        Open().Dispose();
        Execute($"UPDATE {Campaign}.athanor_layout SET version = 99");
        Assert.Contains("newer version of Athanor (its tables are of version 99", Assert.Throws<StoreException>(Open).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Servers_databases_and_rights_that_are_not_there_are_named()
    {
        var watch = Stopwatch.StartNew();
        Assert.Contains("does not answer", Refused("postgres://me:secret@127.0.0.1:1/x"), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", Refused("postgres://me:secret@127.0.0.1:1/x"), StringComparison.Ordinal);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), "A server that is not there when the store is opened is not waited for.");
        Assert.Contains("no such database", Refused(Address.Replace("/postgres?", "/nowhere?", StringComparison.Ordinal)), StringComparison.Ordinal);
        var guest = $"guest_{Campaign}"[..20];
        Execute($"CREATE ROLE {guest} LOGIN");
        Assert.Contains("GRANT CREATE ON DATABASE", Refused(Address.Replace("athanor@", $"{guest}@", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_connection_that_was_cut_is_made_anew()
    {
        using var store = CampaignStore.Open($"{Address}&application_name={Campaign}");
        store.Ask([Q(1)]);
        Execute($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '{Campaign}'");
        Assert.Equal([2], store.Ask([Q(2)]));
    }

    [Fact(Explicit = true)]
    [Trait("Category", "Long")]
    public async Task A_server_that_goes_away_is_waited_for_and_then_an_answer()
    {
        Assert.SkipUnless(PostgresServer.IsThere, PostgresServer.Missing);
        using var server = new PostgresServer();
        var address = server.NewCampaign();
        using var store = CampaignStore.Open(address);
        using var hasty = CampaignStore.Open(address, patience: TimeSpan.FromMilliseconds(200));
        store.Begin("s");
        server.Crash();
        var asked = Task.Run(() => store.Ask([Q(1)]));
        Assert.Contains("does not answer", Assert.Throws<StoreException>(() => hasty.Ask([Q(2)])).Message, StringComparison.Ordinal);
        server.Start();
        Assert.Equal([1], await asked);
        Assert.Equal(1, hasty.Count().Open);
    }

    static string Refused(string address) => Assert.Throws<StoreException>(() => CampaignStore.Open(address)).Message;

    private protected override void Execute(string sql)
    {
        using var connection = PostgresServer.Shared.Connect();
        using var command = connection.CreateCommand();
        command.CommandText = $"SET search_path = {Campaign}; {sql}";
        command.ExecuteNonQuery();
    }
}
