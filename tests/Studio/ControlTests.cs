using System.Net;
using Athanor.Campaigns;

namespace Athanor.Studio.Tests;

/// <summary>Pausing, going on, another budget.</summary>
public sealed class ControlTests : IDisposable
{
    readonly TestCampaign _campaign = new();

    public void Dispose() => _campaign.Dispose();

    [Fact]
    public async Task A_paused_campaign_hands_out_nothing_until_it_goes_on()
    {
        _campaign.Ask();
        await using var studio = await RunningStudio.StartAsync(_campaign.Store);
        var (status, text) = await studio.Send(HttpMethod.Post, "api/pause", "{}");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("{\"state\":\"paused\"}", text);
        Assert.Null(_campaign.Store.Take("w", new LeaseTerms(TimeSpan.FromMinutes(1))));
        Assert.Equal("paused in the studio", _campaign.Store.Look()!.Reason);
        // Whoever asks next sees it, though the course is read a few times a second only.
        Assert.Equal("paused", (await studio.Get("api/course")).GetProperty("state").GetString());
        await studio.Send(HttpMethod.Post, "api/resume", "{}");
        Assert.Equal("running", (await studio.Get("api/course")).GetProperty("state").GetString());
        Assert.NotNull(_campaign.Store.Take("w", new LeaseTerms(TimeSpan.FromMinutes(1))));
    }

    [Fact]
    public async Task Pausing_twice_is_pausing_once()
    {
        await using var studio = await RunningStudio.StartAsync(_campaign.Store);
        await studio.Send(HttpMethod.Post, "api/pause", "{}");
        var events = _campaign.Store.Events().Count;
        Assert.Equal(HttpStatusCode.OK, (await studio.Send(HttpMethod.Post, "api/pause", "{}")).Status);
        Assert.Equal(events, _campaign.Store.Events().Count);
    }

    [Fact]
    public async Task What_has_ended_cannot_be_paused_but_opened_again()
    {
        await using var studio = await RunningStudio.StartAsync(_campaign.Store);
        _campaign.Store.Turn(CampaignState.Ended, "the budget of 150 labels is spent");
        var (status, text) = await studio.Send(HttpMethod.Post, "api/pause", "{}");
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("has ended", text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await studio.Send(HttpMethod.Post, "api/resume", "{}")).Status);
        Assert.Equal(CampaignState.Running, _campaign.Store.Look()!.State);
    }

    [Fact]
    public async Task The_budget_changes_and_nothing_else_does()
    {
        var before = CampaignSettings.Parse(_campaign.Store.Look()!.Settings, ".");
        await using var studio = await RunningStudio.StartAsync(_campaign.Store);
        var (status, text) = await studio.Send(HttpMethod.Post, "api/budget", "{\"labels\": 400, \"seconds\": 900, \"target\": null}");
        Assert.True(status == HttpStatusCode.OK, text);
        var after = CampaignSettings.Parse(_campaign.Store.Look()!.Settings, ".");
        Assert.Equal((400, TimeSpan.FromMinutes(15), null), (after.Budget.Labels, after.Budget.Time, after.Budget.Target));
        Assert.Equal((before with { Budget = after.Budget }).ToText(), after.ToText());
        Assert.Equal(before.Budget.Calm, after.Budget.Calm);
        Assert.Contains(_campaign.Store.Events(), e => e.Kind == "budget" && e.Text.Contains("400 labels", StringComparison.Ordinal));
        Assert.Equal(400, (await studio.Get("api/course")).GetProperty("budget").GetProperty("labels").GetProperty("of").GetInt32());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"labels\": \"many\"}")]
    [InlineData("{\"labels\": 0}")]
    [InlineData("{\"labels\": -5}")]
    [InlineData("{\"labels\": 10.5}")]
    [InlineData("{\"labels\": 99999999999}")]
    [InlineData("{\"labels\": 200, \"seconds\": -1}")]
    [InlineData("{\"labels\": 200, \"seconds\": 1e300}")]
    [InlineData("{\"labels\": 200, \"target\": 0}")]
    [InlineData("{\"labels\": 200, \"oracle\": \"hf/sto-3g\"}")]
    public async Task A_budget_that_is_none_is_refused_with_a_sentence(string json)
    {
        var before = _campaign.Store.Look()!.Settings;
        await using var studio = await RunningStudio.StartAsync(_campaign.Store);
        var (status, text) = await studio.Send(HttpMethod.Post, "api/budget", json);
        Assert.True(status == HttpStatusCode.BadRequest, $"{status}: {text}");
        Assert.Contains("problem", text, StringComparison.Ordinal);
        Assert.Equal(before, _campaign.Store.Look()!.Settings);
    }

    [Fact]
    public async Task Less_than_is_spent_is_refused()
    {
        for (var k = 0; k < 3; k++)
        {
            _campaign.Ask();
            _campaign.Walk(5);
        }
        while (_campaign.Store.Count().Open > 0)
            _campaign.Label();
        await using var studio = await RunningStudio.StartAsync(_campaign.Store);
        Assert.Contains("are spent already", (await studio.Send(HttpMethod.Post, "api/budget", "{\"labels\": 1}")).Text, StringComparison.Ordinal);
        Assert.Contains("are spent already", (await studio.Send(HttpMethod.Post, "api/budget", "{\"labels\": 9, \"seconds\": 0.5}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_studio_for_eyes_only_changes_nothing()
    {
        await using var studio = await RunningStudio.StartAsync(_campaign.Store, forEyesOnly: true);
        foreach (var path in (string[])["api/pause", "api/resume", "api/budget"])
            Assert.Equal(HttpStatusCode.Forbidden, (await studio.Send(HttpMethod.Post, path, "{\"labels\": 200}")).Status);
        Assert.Equal(CampaignState.Running, _campaign.Store.Look()!.State);
        Assert.True((await studio.Get("api/course")).GetProperty("forEyesOnly").GetBoolean());
    }

    [Fact]
    public async Task More_than_a_budget_needs_is_not_read()
    {
        await using var studio = await RunningStudio.StartAsync(_campaign.Store);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await studio.Send(HttpMethod.Post, "api/budget", "{\"labels\": 200" + new string(' ', 10_000) + "}")).Status);
    }
}
