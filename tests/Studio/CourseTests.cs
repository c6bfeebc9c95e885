using System.Net;
using System.Text.Json;
using Athanor.Campaigns;

namespace Athanor.Studio.Tests;

/// <summary>What the studio answers about a campaign, as programs read it.</summary>
public sealed class CourseTests(RanCampaign ran) : IClassFixture<RanCampaign>, IDisposable
{
    readonly TestCampaign _campaign = new();

    public void Dispose() => _campaign.Dispose();

    [Fact]
    public async Task The_course_is_what_the_store_holds()
    {
        var campaign = ran.Campaign;
        await using var studio = await RunningStudio.StartAsync(campaign.Store);
        var course = await studio.Get("api/course");
        Assert.Equal("water", course.GetProperty("name").GetString());
        Assert.Equal("running", course.GetProperty("state").GetString());
        var labels = campaign.Store.Count().Labelled;
        Assert.Equal(labels, course.GetProperty("budget").GetProperty("labels").GetProperty("spent").GetInt64());
        Assert.Equal(150, course.GetProperty("budget").GetProperty("labels").GetProperty("of").GetInt32());
        Assert.Equal(240, course.GetProperty("budget").GetProperty("seconds").GetProperty("of").GetDouble());
        Assert.Equal(1, course.GetProperty("counts").GetProperty("setAside").GetInt32());
        Assert.Equal(3, course.GetProperty("failures").GetInt32());
        Assert.Contains("did not converge", course.GetProperty("aside")[0].GetProperty("note").GetString(), StringComparison.Ordinal);
        Assert.Equal("worker-2", course.GetProperty("queue")[0].GetProperty("worker").GetString());
        Assert.Equal("leased", course.GetProperty("queue")[0].GetProperty("state").GetString());
        Assert.Equal(7, course.GetProperty("newest").GetProperty("number").GetInt32());
        Assert.Equal(campaign.Store.NewestModel()!.Errors[ModelErrors.Forces], course.GetProperty("newest").GetProperty("forces").GetDouble());
        Assert.Equal(7, course.GetProperty("models").GetArrayLength());
        Assert.Equal(3, course.GetProperty("walkers").GetArrayLength());
        Assert.Equal(labels, course.GetProperty("workers").EnumerateArray().Sum(w => w.GetProperty("labels").GetInt64()));
    }

    [Fact]
    public async Task A_new_label_is_seen_within_the_second()
    {
        _campaign.Ask();
        await using var studio = await RunningStudio.StartAsync(_campaign.Store);
        Assert.Equal(0, await Labels());
        _campaign.Label();
        await Task.Delay(400);
        Assert.Equal(1, await Labels());

        async Task<int> Labels() => (await studio.Get("api/course")).GetProperty("budget").GetProperty("labels").GetProperty("spent").GetInt32();
    }

    [Fact]
    public async Task Events_are_told_once()
    {
        var campaign = ran.Campaign;
        await using var studio = await RunningStudio.StartAsync(campaign.Store);
        var all = Numbers(await studio.Get("api/course"));
        Assert.Equal(campaign.Store.Events().Select(e => e.Number), all);
        Assert.Equal(all.Skip(3), Numbers(await studio.Get($"api/course?after={all[2]}")));
        Assert.Empty(Numbers(await studio.Get($"api/course?after={all[^1]}")));

        static long[] Numbers(JsonElement course) => [.. course.GetProperty("events").EnumerateArray().Select(e => e.GetProperty("number").GetInt64())];
    }

    [Fact]
    public async Task What_has_not_changed_is_not_sent_again()
    {
        _campaign.Run();
        await using var studio = await RunningStudio.StartAsync(_campaign.Store);
        using var first = await studio.Client.GetAsync("api/course");
        var tag = first.Headers.ETag!.ToString();
        Assert.Equal(HttpStatusCode.NotModified, (await studio.Send(HttpMethod.Get, "api/course", null, ("If-None-Match", tag))).Status);
        _campaign.Store.Turn(CampaignState.Paused);
        await Task.Delay(400);
        Assert.Equal(HttpStatusCode.OK, (await studio.Send(HttpMethod.Get, "api/course", null, ("If-None-Match", tag))).Status);
    }

    [Theory]
    [InlineData("charts/learning", "held back")]
    [InlineData("charts/calibration", "forces on H")]
    [InlineData("walkers/500K-1/disagreement", "asks above 0.1")]
    [InlineData("walkers/500K-1/temperature", "thermostat")]
    [InlineData("walkers/500K-1/molecule", "<canvas")]
    public async Task Pictures_are_pieces_of_a_report(string path, string word)
    {
        await using var studio = await RunningStudio.StartAsync(ran.Campaign.Store);
        var (status, text) = await studio.Send(HttpMethod.Get, "api/" + path);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.StartsWith("<figure", text, StringComparison.Ordinal);
        Assert.Contains(word, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_last_fit_is_on_all_labels_and_the_one_before_tells_of_error_bars()
    {
        _campaign.Ask("start");
        _campaign.Label();
        _campaign.Fit();
        _campaign.Ask("start");
        _campaign.Label();
        _campaign.Fit(isTried: false);
        await using var studio = await RunningStudio.StartAsync(_campaign.Store);
        Assert.Contains("Of version 1,", (await studio.Send(HttpMethod.Get, "api/charts/calibration")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_campaign_that_just_began_pictures_say_what_they_wait_for()
    {
        await using var studio = await RunningStudio.StartAsync(_campaign.Store);
        Assert.Contains("No model has been fitted yet", (await studio.Send(HttpMethod.Get, "api/charts/learning")).Text, StringComparison.Ordinal);
        Assert.Contains("No model has been calibrated yet", (await studio.Send(HttpMethod.Get, "api/charts/calibration")).Text, StringComparison.Ordinal);
        var (status, text) = await studio.Send(HttpMethod.Get, "api/walkers/500K-1/molecule");
        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Contains("No walker goes by the name", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Frames_come_as_they_are_walked()
    {
        _campaign.Ask("start");
        _campaign.Label();
        _campaign.Fit();
        _campaign.Walk(1000);
        await using var studio = await RunningStudio.StartAsync(_campaign.Store);
        var last = LastFrame(await studio.Get("api/course"));
        Assert.Equal(0, (await studio.Get($"api/walkers/500K-1/frames?after={last}")).GetProperty("frames").GetArrayLength());
        _campaign.Walk(3000);
        await Task.Delay(400);
        var more = await studio.Get($"api/walkers/500K-1/frames?after={last}");
        var expected = WalkTrace.Read(_campaign.Store, "500K-1").Frames.Where(f => f.Step > last).ToArray();
        Assert.NotEmpty(expected);
        Assert.Equal(expected.Length, more.GetProperty("frames").GetArrayLength());
        Assert.Equal(9, more.GetProperty("frames")[0].GetArrayLength());
        var (frame, atoms) = (more.GetProperty("frames")[0], expected[0].Structure.Positions);
        Assert.Equal(atoms[1].X - atoms[0].X, frame[3].GetDouble() - frame[0].GetDouble(), 2e-3);
        Assert.Equal($"{expected[0].Step * 0.5 / 1000:0.000} ps", more.GetProperty("labels")[0].GetString());
        Assert.Equal(expected[^1].Step, LastFrame(await studio.Get("api/course")));

        static long LastFrame(JsonElement course) => course.GetProperty("walkers")[0].GetProperty("lastFrame").GetInt64();
    }

    [Fact]
    public async Task A_store_without_a_campaign_says_so()
    {
        var path = Path.Combine(Path.GetTempPath(), $"athanor-empty-{Guid.NewGuid():N}.db");
        try
        {
            using var store = CampaignStore.Open(path);
            await using var studio = await RunningStudio.StartAsync(store);
            var course = await studio.Get("api/course");
            Assert.Equal("none", course.GetProperty("state").GetString());
            Assert.Contains("athanor learn", course.GetProperty("reason").GetString(), StringComparison.Ordinal);
            var (status, text) = await studio.Send(HttpMethod.Post, "api/pause", "{}");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
            Assert.Contains("holds no campaign yet", text, StringComparison.Ordinal);
        }
        finally
        {
            foreach (var file in Directory.GetFiles(Path.GetTempPath(), Path.GetFileName(path) + "*"))
                File.Delete(file);
        }
    }

    [Theory]
    [InlineData("api/nothing", HttpStatusCode.NotFound)]
    [InlineData("api/course?after=x", HttpStatusCode.BadRequest)]
    [InlineData("api/walkers/500K-1/colour", HttpStatusCode.NotFound)]
    [InlineData("api/walkers/500K-1/frames?after=1e3", HttpStatusCode.BadRequest)]
    [InlineData("../campaign.db", HttpStatusCode.NotFound)]
    [InlineData("%2e%2e/campaign.db", HttpStatusCode.NotFound)]
    [InlineData("studio/index.html", HttpStatusCode.NotFound)]
    public async Task What_is_not_there_is_said(string path, HttpStatusCode expected)
    {
        await using var studio = await RunningStudio.StartAsync(ran.Campaign.Store);
        var (status, text) = await studio.Send(HttpMethod.Get, path);
        Assert.Equal(expected, status);
        Assert.False(string.IsNullOrEmpty(JsonSerializer.Deserialize<JsonElement>(text).GetProperty("problem").GetString()));
    }

    [Fact]
    public async Task The_page_asks_for_nothing_that_is_not_there()
    {
        await using var studio = await RunningStudio.StartAsync(_campaign.Store);
        var (_, page) = await studio.Send(HttpMethod.Get, "");
        var files = new Queue<string>(System.Text.RegularExpressions.Regex.Matches(page, "(?:src|href)=\"([^\"]+)\"").Select(m => m.Groups[1].Value));
        var seen = new HashSet<string>();
        while (files.TryDequeue(out var file))
        {
            if (!seen.Add(file))
                continue;
            Assert.DoesNotContain("//", file, StringComparison.Ordinal);
            var (status, text) = await studio.Send(HttpMethod.Get, file);
            Assert.True(status == HttpStatusCode.OK, $"{file} is missing");
            foreach (System.Text.RegularExpressions.Match import in System.Text.RegularExpressions.Regex.Matches(text, "from \"\\./([^\"]+)\""))
                files.Enqueue(import.Groups[1].Value);
        }
        Assert.Contains("molecule.mjs", seen);
        Assert.Contains("look.css", seen);
    }
}

/// <summary>A campaign that tests only look at.</summary>
public sealed class RanCampaign : IDisposable
{
    internal TestCampaign Campaign { get; } = new TestCampaign().Run();

    public void Dispose() => Campaign.Dispose();
}
