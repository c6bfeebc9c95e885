using Athanor.Campaigns;
using Microsoft.Playwright;

namespace Athanor.Studio.Tests;

/// <summary>The page in a browser, as a person meets it.</summary>
public sealed class PageTests(Browser browser) : IClassFixture<Browser>, IDisposable
{
    readonly TestCampaign _campaign = new TestCampaign().Run();

    public void Dispose() => _campaign.Dispose();

    [Fact]
    public async Task The_campaign_is_shown_and_nothing_comes_from_elsewhere()
    {
        await using var studio = await RunningStudio.StartAsync(_campaign.Store);
        await using var page = await browser.OpenAsync(studio.Address);
        await page.Says("#name", "water");
        await page.Says("#state", "running");
        await page.Says("#figure-labels", "50 of 150");
        await page.Says("#figure-error", "83.6 meV/Å");
        await page.Says("#queue", "with worker-2");
        await page.Says("#aside", "did not converge");
        await page.Says("#models", "prospective, meV/Å");
        await page.Says("#events", "Version 7");
        await Assertions.Expect(page.Find("#curve svg.chart")).ToBeVisibleAsync();
        await Assertions.Expect(page.Find("#calibration svg.chart")).ToBeVisibleAsync();
        await Assertions.Expect(page.Find("#disagreement svg.chart")).ToBeVisibleAsync();
        await Assertions.Expect(page.Find("#molecule canvas")).ToBeVisibleAsync();
        Assert.All(page.Asked, address => Assert.StartsWith(studio.Address, address, StringComparison.Ordinal));
        page.MustBeSound();
    }

    [Fact]
    public async Task Numbers_change_when_labels_and_models_come()
    {
        await using var studio = await RunningStudio.StartAsync(_campaign.Store);
        await using var page = await browser.OpenAsync(studio.Address);
        await page.Says("#figure-labels", "50 of 150");
        await page.Says("#figure-versions", "version 7");
        _campaign.Label();
        await page.Says("#figure-labels", "51 of 150");
        _campaign.Label();
        _campaign.Fit();
        await page.Says("#figure-labels", "52 of 150");
        await page.Says("#figure-versions", "version 8");
        await page.Says("#events li:first-child", "Version 8");
        page.MustBeSound();
    }

    [Fact]
    public async Task Pause_pauses_and_resume_goes_on()
    {
        await using var studio = await RunningStudio.StartAsync(_campaign.Store);
        await using var page = await browser.OpenAsync(studio.Address);
        await page.Find("#pause").ClickAsync();
        await page.Says("#state", "paused in the studio");
        Assert.Equal(CampaignState.Paused, _campaign.Store.Look()!.State);
        await page.Find("#resume").ClickAsync();
        await page.Says("#state", "running");
        Assert.Equal(CampaignState.Running, _campaign.Store.Look()!.State);
        page.MustBeSound();
    }

    [Fact]
    public async Task The_budget_is_raised_and_mistakes_are_explained()
    {
        await using var studio = await RunningStudio.StartAsync(_campaign.Store);
        await using var page = await browser.OpenAsync(studio.Address);
        await page.Find("#raise").ClickAsync();
        var labels = page.Find("#budget-form input[name=labels]");
        Assert.Equal("150", await labels.InputValueAsync());
        Assert.Equal("10", await page.Find("#budget-form input[name=target]").InputValueAsync());
        await labels.FillAsync("10");
        await page.Find("#budget-form button[type=submit]").ClickAsync();
        await page.Says("#budget-form .problem", "50 labels are spent already");
        await labels.FillAsync("300");
        await page.Find("#budget-form button[type=submit]").ClickAsync();
        await page.Says("#figure-labels", "50 of 300");
        await Assertions.Expect(page.Find("#budget-form")).ToBeHiddenAsync();
        var budget = CampaignSettings.Parse(_campaign.Store.Look()!.Settings, ".").Budget;
        Assert.Equal((300, TimeSpan.FromMinutes(4), 0.01), (budget.Labels, budget.Time, budget.Target));
    }

    [Fact]
    public async Task What_cannot_be_done_stays_said()
    {
        await using var studio = await RunningStudio.StartAsync(_campaign.Store);
        await using var page = await browser.OpenAsync(studio.Address);
        await page.Says("#state", "running");
        // Ended by somebody else, before the page has heard of it.
        await page.Page.RouteAsync("**/api/course*", async route =>
        {
            await Task.Delay(3000);
            await route.ContinueAsync();
        });
        _campaign.Store.Turn(CampaignState.Ended, "the budget of 150 labels is used up");
        await page.Find("#pause").ClickAsync();
        await page.Says("#complaint", "nothing to pause");
        await page.Page.UnrouteAllAsync();
        await page.Says("#state", "ended");
        await page.Says("#hint", "athanor learn");
        Assert.True(await page.Find("#complaint").IsVisibleAsync());
        await page.Find("#resume").ClickAsync();
        await page.Says("#state", "running");
        Assert.False(await page.Find("#complaint").IsVisibleAsync());
    }

    [Fact]
    public async Task The_molecule_turns_plays_and_grows()
    {
        await using var studio = await RunningStudio.StartAsync(_campaign.Store);
        await using var page = await browser.OpenAsync(studio.Address, height: 1600);
        var canvas = page.Find("#molecule canvas");
        await canvas.ScrollIntoViewIfNeededAsync();
        var before = await Pixels(canvas);
        Assert.True(await canvas.EvaluateAsync<bool>("c => { const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data; return d.some((v, i) => i % 4 === 3 && v > 0); }"), "nothing was drawn");
        var box = (await canvas.BoundingBoxAsync())!;
        await page.Page.Mouse.MoveAsync(box.X + box.Width / 2, box.Y + box.Height / 2);
        await page.Page.Mouse.DownAsync();
        await page.Page.Mouse.MoveAsync(box.X + box.Width / 2 + 80, box.Y + box.Height / 2 + 30, new MouseMoveOptions { Steps = 4 });
        await page.Page.Mouse.UpAsync();
        await Until(async () => await Pixels(canvas) != before);

        var slider = page.Find("#molecule input[type=range]");
        var most = int.Parse((await slider.GetAttributeAsync("max"))!);
        await page.Find("#molecule button").ClickAsync();
        await Until(async () => int.Parse(await slider.InputValueAsync()) > 1);
        await page.Find("#molecule button").ClickAsync();

        // What is walked on later is added, and the view stays as it was turned.
        _campaign.Walk(3000);
        await Until(async () => int.Parse((await slider.GetAttributeAsync("max"))!) > most);
        page.MustBeSound();

        static Task<string> Pixels(ILocator canvas) => canvas.EvaluateAsync<string>("c => c.toDataURL()");
    }

    [Fact]
    public async Task For_eyes_only_there_is_nothing_to_press()
    {
        await using var studio = await RunningStudio.StartAsync(_campaign.Store, forEyesOnly: true);
        await using var page = await browser.OpenAsync(studio.Address);
        await page.Says("#figure-labels", "50 of 150");
        Assert.Equal(0, await page.Find("#controls button").CountAsync());
        page.MustBeSound();
    }

    [Fact]
    public async Task Another_walker_is_chosen()
    {
        await using var studio = await RunningStudio.StartAsync(_campaign.Store);
        await using var page = await browser.OpenAsync(studio.Address);
        await page.Says("#disagreement figcaption", "500K-1");
        await page.Find(".walker:nth-child(2)").ClickAsync();
        await page.Says("#disagreement figcaption", "300K-1");
        Assert.Equal("true", await page.Find(".walker:nth-child(2)").GetAttributeAsync("aria-pressed"));
        page.MustBeSound();
    }

    [Fact]
    public async Task What_a_campaign_says_is_text_and_never_markup()
    {
        const string nasty = "<img src=x onerror=alert(1)><b>no</b>";
        _campaign.Store.Note(nasty, nasty);
        _campaign.Ask(nasty);
        _campaign.Store.Turn(CampaignState.Paused, nasty);
        await using var studio = await RunningStudio.StartAsync(_campaign.Store);
        await using var page = await browser.OpenAsync(studio.Address);
        await page.Says("#state", nasty);
        await page.Says("#queue", nasty);
        await page.Says("#events", nasty);
        Assert.Equal(0, await page.Find("img").CountAsync());
        page.MustBeSound();
    }

    [Fact]
    public async Task The_token_leaves_the_address_and_the_page_lives()
    {
        await using var studio = await RunningStudio.StartAsync(_campaign.Store, "salt-and-sulphur-9");
        await using var page = await browser.OpenAsync(studio.Address);
        await page.Says("#figure-labels", "50 of 150");
        Assert.DoesNotContain("token", page.Page.Url, StringComparison.Ordinal);
        await page.Find("#pause").ClickAsync();
        await page.Says("#state", "paused");
        page.MustBeSound();
    }

    [Fact]
    public async Task Who_has_no_token_reads_what_to_do()
    {
        await using var studio = await RunningStudio.StartAsync(_campaign.Store, "salt-and-sulphur-9");
        await using var page = await browser.OpenAsync($"http://127.0.0.1:{studio.Port}/");
        await page.Says("p", "This studio asks for its token");
        Assert.DoesNotContain("water", await page.Page.ContentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_studio_that_went_away_is_said_and_comes_back()
    {
        var studio = await RunningStudio.StartAsync(_campaign.Store);
        await using var page = await browser.OpenAsync(studio.Address);
        await page.Says("#name", "water");
        await studio.DisposeAsync();
        await page.Says("#trouble", "The studio does not answer");
        Assert.True(await page.Find("#trouble").IsVisibleAsync());
    }

    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(800, ColorScheme.Dark)]
    [InlineData(400, ColorScheme.Light)]
    public async Task Nothing_sticks_out(int width, ColorScheme colours)
    {
        await using var studio = await RunningStudio.StartAsync(_campaign.Store);
        await using var page = await browser.OpenAsync(studio.Address, width, colours: colours);
        await Assertions.Expect(page.Find("#molecule canvas")).ToBeVisibleAsync();
        Assert.Equal(width, await page.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        page.MustBeSound();
    }

    static async Task Until(Func<Task<bool>> done)
    {
        for (var k = 0; k < 1800; k++)
        {
            if (await done())
                return;
            await Task.Delay(50);
        }
        Assert.Fail("It did not happen within a minute and a half.");
    }
}
