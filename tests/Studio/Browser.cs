using Microsoft.Playwright;

namespace Athanor.Studio.Tests;

/// <summary>A real browser without a window: Chromium as the system has it, driven by Playwright. Started once for a class of tests.</summary>
public sealed class Browser : IAsyncLifetime
{
    static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    IPlaywright? _playwright;
    IBrowser? _browser;

    static string? Executable => Array.Find(Places, File.Exists);

    public async ValueTask InitializeAsync()
    {
        if (Executable is not { } path)
            return;
        _playwright = await Playwright.CreateAsync();
        // Machines are busy while all is tested.
        Assertions.SetDefaultExpectTimeout(30_000);
        // Root, as in containers, has no sandbox; what is opened is our own page.
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = path, Headless = true, Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"] });
    }

    /// <summary>A page that fails the test on any error of a script or in the console. Skips where there is no browser.</summary>
    internal async Task<StudioPage> OpenAsync(string address, int width = 1280, int height = 900, ColorScheme colours = ColorScheme.Light)
    {
        Assert.SkipUnless(_browser is not null, $"needs Chromium ({string.Join(", ", Places)}); apt-get install chromium");
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions { ViewportSize = new() { Width = width, Height = height }, ColorScheme = colours });
        context.SetDefaultTimeout(30_000);
        var page = new StudioPage(context, await context.NewPageAsync());
        await page.Page.GotoAsync(address);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}

/// <summary>A page, and what went wrong in it.</summary>
sealed class StudioPage : IAsyncDisposable
{
    readonly IBrowserContext _context;
    readonly List<string> _errors = [];

    public StudioPage(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.PageError += (_, error) => _errors.Add(error);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                _errors.Add(message.Text);
        };
        page.Request += (_, request) => Asked.Add(request.Url);
    }

    public IPage Page { get; }

    /// <summary>All addresses that it asked for.</summary>
    public List<string> Asked { get; } = [];

    public ILocator Find(string selector) => Page.Locator(selector);

    /// <summary>Waits until an element says so.</summary>
    public Task Says(string selector, string text) => Assertions.Expect(Page.Locator(selector)).ToContainTextAsync(text);

    public void MustBeSound() => Assert.Empty(_errors);

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
