namespace Athanor.Campaigns.Tests;

/// <summary>The suite on PostgreSQL, and what is its own.</summary>
public sealed class PostgresStoreTests : StoreSuite
{
    protected override string NewAddress()
    {
        Assert.SkipUnless(PostgresServer.IsThere, PostgresServer.Missing);
        return PostgresServer.Shared.NewCampaign();
    }
}
