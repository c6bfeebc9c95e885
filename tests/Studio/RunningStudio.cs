using System.Net;
using System.Text.Json;
using Athanor.App.Studio;
using Athanor.Campaigns;

namespace Athanor.Studio.Tests;

/// <summary>A studio in the test's own process, at a port that was free, and somebody who asks it.</summary>
sealed class RunningStudio : IAsyncDisposable
{
    readonly StudioServer _server;
    readonly SocketsHttpHandler _handler = new() { UseCookies = false, AllowAutoRedirect = false };

    RunningStudio(StudioServer server) => (_server, Client) = (server, new HttpClient(_handler) { BaseAddress = new Uri($"http://127.0.0.1:{server.Port}/") });

    public HttpClient Client { get; }

    public int Port => _server.Port;

    public string Address => _server.Address;

    public static async Task<RunningStudio> StartAsync(IStore store, string? key = null, bool forEyesOnly = false) =>
        new(await StudioServer.StartAsync(store, new StudioTerms(IPAddress.Loopback, 0, key is null ? null : new StudioKey(key)) { IsForEyesOnly = forEyesOnly }));

    public async Task<JsonElement> Get(string path)
    {
        using var response = await Client.GetAsync(path);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync());
    }

    /// <summary>The status, and the sentence where it is not good.</summary>
    public async Task<(HttpStatusCode Status, string Text)> Send(HttpMethod method, string path, string? json = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (json is not null)
            request.Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json");
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var response = await Client.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _handler.Dispose();
        await _server.DisposeAsync();
    }
}
