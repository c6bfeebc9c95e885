using System.Reflection;
using Athanor.Campaigns.Sql;
using Microsoft.Data.Sqlite;

namespace Athanor.Campaigns.Tests;

/// <summary>The suite on SQLite, and what is its own: files that are in the way, locked, full, damaged.</summary>
public sealed class SqliteStoreTests : StoreSuite
{
    readonly string _folder = Directory.CreateTempSubdirectory("athanor-store-").FullName;

    protected override string NewAddress() => Path.Combine(_folder, "campaign.db");

    protected override void Clean() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_cannot_be_a_store_is_named()
    {
        Assert.Contains("is a folder", Refused(_folder), StringComparison.Ordinal);
        Assert.Contains("its folder does not exist", Refused(Path.Combine(_folder, "no", "campaign.db")), StringComparison.Ordinal);
        Assert.Contains("The address of the store is empty", Refused(" "), StringComparison.Ordinal);
        Assert.Contains("no kind of store 'mysql'", Refused("mysql://here"), StringComparison.Ordinal);
    }

    [Fact]
    public void Files_of_others_are_left_as_they_are()
    {
        File.WriteAllText(Address, "settings: I am a text, and longer than the header of a database would be, which is a hundred bytes long, so that this is certain.");
        Unchanged("is not a database");
        File.Delete(Address);
        Execute("CREATE TABLE mine (x)");
        Unchanged("not that of a campaign");
        File.WriteAllBytes(Address, []);
        Assert.Null(Open().Look());
    }

    [Fact]
    public void A_newer_versions_store_is_left_as_it_is()
    {
        Open().Dispose();
        Execute("PRAGMA user_version = 99");
        Unchanged("newer version of Athanor (its tables are of version 99");
    }

    [Fact]
    public async Task A_lock_that_stays_is_an_answer_and_one_that_goes_is_waited_for()
    {
        var store = Begun();
        using var hasty = CampaignStore.Open(Address, patience: TimeSpan.FromMilliseconds(100));
        using (var other = new SqliteConnection($"Data Source={Address};Pooling=false"))
        {
            other.Open();
            using var transaction = other.BeginTransaction();
            var complaint = Assert.Throws<StoreException>(() => hasty.Ask([Q(1)])).Message;
            Assert.Contains("locked", complaint, StringComparison.Ordinal);
            // Reading goes on.
            Assert.NotNull(hasty.Look());
            var asked = Task.Run(() => store.Ask([Q(2)]));
            await Task.Delay(100);
            Assert.False(asked.IsCompleted);
            transaction.Rollback();
            Assert.Equal([1], await asked);
        }
        Assert.Equal([2], hasty.Ask([Q(1)]));
    }

    [Fact]
    public void A_full_disk_is_an_answer_and_costs_only_what_did_not_fit()
    {
        using var database = new SqliteDatabase(Address, null);
        using var store = new SqlStore(database);
        store.Begin("s");
        store.Ask([Q(1)]);
        var connection = (SqliteConnection)typeof(SqliteDatabase).GetField("_connection", BindingFlags.NonPublic | BindingFlags.Instance)!.GetValue(database)!;
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA max_page_count = 40";
        command.ExecuteScalar();
        var complaint = Assert.Throws<StoreException>(() => store.Ask([Q(2)], new Checkpoint("large", new byte[1 << 20]))).Message;
        Assert.Contains("no room left", complaint, StringComparison.Ordinal);
        Assert.Equal(1, store.Count().Open);
        Assert.Null(store.Load("large"));
        Assert.Equal(Completion.Kept, store.Complete(store.Take("w", new LeaseTerms(TimeSpan.FromMinutes(1)))!, L(1)));
    }

    [Fact]
    public void A_damaged_file_is_an_answer()
    {
        using (var store = CampaignStore.Open(Address))
        {
            store.Begin("s");
            store.Ask([.. Enumerable.Range(0, 500).Select(i => Q(i))]);
        }
        var bytes = File.ReadAllBytes(Address);
        new Random(1).NextBytes(bytes.AsSpan(4096));
        File.WriteAllBytes(Address, bytes);
        Assert.Contains("damaged", Assert.Throws<StoreException>(() => Open().Candidates()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void After_its_end_a_store_says_so()
    {
        var store = Begun();
        store.Dispose();
        store.Dispose();
        Assert.Throws<ObjectDisposedException>(() => store.Look());
    }

    [Fact]
    public void Nothing_stays_beside_the_file_that_was_closed()
    {
        using (var store = CampaignStore.Open(Address))
            store.Begin("s");
        Assert.Equal([Address], Directory.GetFiles(_folder));
    }

    string Refused(string address) => Assert.Throws<StoreException>(() => CampaignStore.Open(address)).Message;

    void Unchanged(string words)
    {
        var before = File.ReadAllBytes(Address);
        Assert.Contains(words, Refused(Address), StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(Address));
        Assert.Equal([Address], Directory.GetFiles(_folder));
    }

    private protected override void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Address};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
