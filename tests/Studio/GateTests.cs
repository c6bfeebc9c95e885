using System.Net;
using Athanor.App;
using Athanor.App.Studio;
using Athanor.Campaigns;

namespace Athanor.Studio.Tests;

/// <summary>Who is let in, and who is not.</summary>
public sealed class GateTests : IDisposable
{
    const string Key = "salt-and-sulphur-9";

    readonly TestCampaign _campaign = new();

    public void Dispose() => _campaign.Dispose();

    [Theory]
    [InlineData("127.0.0.1:8650", HttpStatusCode.OK)]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("LOCALHOST:1234", HttpStatusCode.OK)]
    [InlineData("[::1]:8650", HttpStatusCode.OK)]
    [InlineData("evil.example", HttpStatusCode.MisdirectedRequest)]
    [InlineData("127.0.0.1.evil.example:8650", HttpStatusCode.MisdirectedRequest)]
    [InlineData("localhost.evil.example", HttpStatusCode.MisdirectedRequest)]
    public async Task A_name_that_was_pointed_here_is_refused(string host, HttpStatusCode expected)
    {
        await using var studio = await RunningStudio.StartAsync(_campaign.Store);
        foreach (var path in (string[])["", "api/course", "main.mjs"])
            Assert.Equal(expected, (await studio.Send(HttpMethod.Get, path, null, ("Host", host))).Status);
    }

    [Fact]
    public async Task The_machine_may_go_by_its_own_name()
    {
        await using var studio = await RunningStudio.StartAsync(_campaign.Store);
        Assert.Equal(HttpStatusCode.OK, (await studio.Send(HttpMethod.Get, "", null, ("Host", Dns.GetHostName()))).Status);
    }

    [Fact]
    public async Task Nothing_is_shown_without_the_token()
    {
        await using var studio = await RunningStudio.StartAsync(_campaign.Store, Key);
        foreach (var path in (string[])["", "api/course", "main.mjs", "api/charts/learning", "nothing", $"?token={Key}x", "?token=", "?token="])
            Assert.Equal(HttpStatusCode.Unauthorized, (await studio.Send(HttpMethod.Get, path)).Status);
        foreach (var header in (string[])[$"Bearer {Key}x", $"Bearer {Key[..^1]}", "Bearer", $"Basic {Key}", Key])
            Assert.Equal(HttpStatusCode.Unauthorized, (await studio.Send(HttpMethod.Get, "api/course", null, ("Authorization", header))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await studio.Send(HttpMethod.Post, "api/pause", "{}")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await studio.Send(HttpMethod.Post, $"api/pause?token={Key}", "{}")).Status);
        Assert.Equal(CampaignState.Running, _campaign.Store.Look()!.State);
    }

    [Fact]
    public async Task The_token_opens_by_header_and_by_cookie()
    {
        await using var studio = await RunningStudio.StartAsync(_campaign.Store, Key);
        Assert.Equal(HttpStatusCode.OK, (await studio.Send(HttpMethod.Get, "api/course", null, ("Authorization", $"Bearer {Key}"))).Status);
        using var welcome = await studio.Client.GetAsync($"?token={Key}");
        // Out of the address, where histories keep it, into a cookie that no script sees and no other site has sent along.
        Assert.Equal(HttpStatusCode.SeeOther, welcome.StatusCode);
        Assert.Equal("/", welcome.Headers.Location!.OriginalString);
        var cookie = Assert.Single(welcome.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(HttpStatusCode.OK, (await studio.Send(HttpMethod.Get, "api/course", null, ("Cookie", cookie.Split(';')[0]))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await studio.Send(HttpMethod.Get, "api/course", null, ("Cookie", $"athanor-studio-{studio.Port}=wrong-one-here"))).Status);
    }

    [Fact]
    public async Task Another_page_cannot_change_anything()
    {
        await using var studio = await RunningStudio.StartAsync(_campaign.Store);
        var own = $"http://127.0.0.1:{studio.Port}";
        Assert.Equal(HttpStatusCode.Forbidden, (await studio.Send(HttpMethod.Post, "api/pause", "{}", ("Origin", "http://evil.example"))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await studio.Send(HttpMethod.Post, "api/pause", "{}", ("Origin", "null"))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await studio.Send(HttpMethod.Post, "api/pause", "{}", ("Origin", $"http://127.0.0.1:{studio.Port + 1}"))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await studio.Send(HttpMethod.Post, "api/pause", "{}", ("Origin", own), ("Sec-Fetch-Site", "cross-site"))).Status);
        // What a form can post.
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await studio.Send(HttpMethod.Post, "api/pause")).Status);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await studio.Send(HttpMethod.Put, "api/pause", "{}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await studio.Send(HttpMethod.Get, "api/pause")).Status);
        Assert.Equal(CampaignState.Running, _campaign.Store.Look()!.State);
        Assert.Equal(HttpStatusCode.OK, (await studio.Send(HttpMethod.Post, "api/pause", "{}", ("Origin", own), ("Sec-Fetch-Site", "same-origin"))).Status);
        Assert.Equal(CampaignState.Paused, _campaign.Store.Look()!.State);
    }

    [Fact]
    public async Task Every_answer_forbids_frames_and_foreign_code()
    {
        await using var studio = await RunningStudio.StartAsync(_campaign.Store);
        foreach (var path in (string[])["", "api/course", "nothing"])
        {
            using var answer = await studio.Client.GetAsync(path);
            var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
            Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.Equal("DENY", Assert.Single(answer.Headers.GetValues("X-Frame-Options")));
            Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
            Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
            Assert.False(answer.Headers.Contains("Server"));
        }
    }

    [Fact]
    public void Random_tokens_are_long_and_differ()
    {
        var keys = Enumerable.Range(0, 50).Select(_ => StudioKey.Random().Text).ToHashSet();
        Assert.Equal(50, keys.Count);
        Assert.All(keys, k => Assert.Equal(32, k.Length));
        Assert.All(keys, k => Assert.True(new StudioKey(k).Opens(k)));
    }

    [Theory]
    [InlineData("short")]
    [InlineData("with a blank in it")]
    [InlineData("ampersand&question?")]
    public void Tokens_that_could_be_guessed_or_garbled_are_refused(string text) => Assert.Throws<UsageException>(() => new StudioKey(text));
}
