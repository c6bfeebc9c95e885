namespace Athanor.Campaigns.Tests;

/// <summary>The suite on SQLite, and what is its own.</summary>
public sealed class SqliteStoreTests : StoreSuite
{
    readonly string _folder = Directory.CreateTempSubdirectory("athanor-store-").FullName;

    protected override string NewAddress() => Path.Combine(_folder, "campaign.db");

    protected override void Clean() => Directory.Delete(_folder, recursive: true);
}
