using System.Diagnostics;
using System.Text.Json;
using Athanor.Campaigns;

namespace Athanor.App.Tests;

/// <summary>The verb; what its page and its answers do is told in tests/Studio.</summary>
public sealed class StudioTests : IDisposable
{
    const string Settings = "name: helium\nstart: he.xyz\noracle: lj:epsilon=0.001,sigma=2.6,cutoff=6\n";

    const string NoSignal = "needs kill -INT";

    readonly Program _program = new();

    public StudioTests()
    {
        _program.Write("he.xyz", "1\n\nHe 0 0 0\n");
        _program.Write("helium.yaml", Settings);
    }

    public void Dispose() => _program.Dispose();

    [Theory]
    [InlineData("helium.yaml")]
    [InlineData("campaign.db")]
    [InlineData(".")]
    public async Task A_campaign_is_shown_until_Ctrl_C(string what)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), NoSignal);
        using (var store = CampaignStore.Open(_program.PathOf("campaign.db")))
            store.Begin(Settings);
        using var process = _program.Start("studio", what, "--port", "0", "--json");
        var answer = await AddressOf(process);
        Assert.StartsWith("http://127.0.0.1:", answer.GetProperty("address").GetString(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("token").ValueKind);
        using var client = new HttpClient();
        Assert.Contains("\"name\":\"helium\"", await client.GetStringAsync(answer.GetProperty("address").GetString() + "api/course"), StringComparison.Ordinal);
        Interrupt(process);
        Program.Await(process).MustEndWith(0);
    }

    [Fact]
    public async Task A_token_is_made_and_asked_for()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), NoSignal);
        using (var store = CampaignStore.Open(_program.PathOf("campaign.db")))
            store.Begin(Settings);
        using var process = _program.Start("studio", "campaign.db", "--port", "0", "--json", "--bind", "0.0.0.0");
        var answer = await AddressOf(process);
        var (port, token) = (answer.GetProperty("port").GetInt32(), answer.GetProperty("token").GetString()!);
        Assert.EndsWith("?token=" + token, answer.GetProperty("address").GetString(), StringComparison.Ordinal);
        using var client = new HttpClient();
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, (await client.GetAsync($"http://127.0.0.1:{port}/api/course")).StatusCode);
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        Assert.Equal(System.Net.HttpStatusCode.OK, (await client.GetAsync($"http://127.0.0.1:{port}/api/course")).StatusCode);
        Interrupt(process);
        Assert.Contains("not encrypted", Program.Await(process).MustEndWith(0).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_said()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), NoSignal);
        using (var store = CampaignStore.Open(_program.PathOf("campaign.db")))
            store.Begin(Settings);
        using var first = _program.Start("studio", "campaign.db", "--port", "0", "--json");
        var port = (await AddressOf(first)).GetProperty("port").GetInt32();
        _program.Run("studio", "campaign.db", "--port", $"{port}").MustEndWith(1).MustComplain($"port {port}", "--port");
        Interrupt(first);
        Program.Await(first).MustEndWith(0);
    }

    [Fact]
    public void Wrong_calls_are_explained()
    {
        _program.Run("studio").MustEndWith(2).MustComplain("studio --help");
        _program.Run("studio", "helium.yaml").MustEndWith(1).MustComplain("has not begun", "athanor learn helium.yaml", "-o");
        _program.Run("studio", "nothing.db").MustEndWith(1).MustComplain("There is no store nothing.db");
        _program.Run("studio", "nothing.yaml").MustEndWith(1).MustComplain("nothing.yaml");
        _program.Run("studio", "he.xyz").MustEndWith(1).MustComplain("he.xyz");
        _program.Run("studio", "helium.yaml", "--port", "70000").MustEndWith(2).MustComplain("--port");
        _program.Run("studio", "helium.yaml", "--bind", "somewhere").MustEndWith(2).MustComplain("--bind", "0.0.0.0");
        _program.Run("studio", "helium.yaml", "--token", "short").MustEndWith(2).MustComplain("--token", "12 characters");
        Assert.Equal(["he.xyz", "helium.yaml"], _program.Files);
    }

    static async Task<JsonElement> AddressOf(Process process)
    {
        var text = "";
        while (!text.EndsWith('}'))
            text += await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("It ended: " + await process.StandardError.ReadToEndAsync());
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    // What Ctrl-C sends; Windows has no such signal for one process.
    static void Interrupt(Process process) => Process.Start("kill", ["-INT", $"{process.Id}"]).WaitForExit();
}
