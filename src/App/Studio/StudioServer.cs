using System.Net;
using Athanor.Atoms;
using Athanor.Campaigns;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Athanor.App.Studio;

/// <summary>The web server: every request passes the gate, then goes to a route, or to a file of the page.</summary>
sealed class StudioServer : IAsyncDisposable
{
    /// <summary>Bytes that somebody may post.</summary>
    const int LongestBody = 4096;

    // Nothing from elsewhere, no frames, no script within the markup.
    const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    readonly StudioTerms _terms;
    readonly StudioGate _gate;
    readonly StudioRoutes _routes;
    readonly WebApplication _app;

    StudioServer(IStore store, StudioTerms terms)
    {
        (_terms, _gate, _routes) = (terms, new StudioGate(terms.Key), new StudioRoutes(store, terms.IsForEyesOnly));
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LongestBody;
            kestrel.Limits.MaxConcurrentConnections = 200;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
            kestrel.Listen(terms.Address, terms.Port);
        });
        _app = builder.Build();
        _app.Run(HandleAsync);
    }

    public int Port { get; private set; }

    /// <summary>The address to open, the key included.</summary>
    public string Address
    {
        get
        {
            var host = _terms.Address.Equals(IPAddress.Any) || _terms.Address.Equals(IPAddress.IPv6Any) ? Dns.GetHostName()
                : _terms.Address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? $"[{_terms.Address}]"
                : _terms.Address.ToString();
            return $"http://{host}:{Port}/" + (_terms.Key is { } key ? $"?{StudioGate.Parameter}={key.Text}" : "");
        }
    }

    /// <exception cref="AtomsException">Somebody else listens there, or the address is not this machine's.</exception>
    public static async Task<StudioServer> StartAsync(IStore store, StudioTerms terms)
    {
        var server = new StudioServer(store, terms);
        try
        {
            await server._app.StartAsync();
        }
        catch (Exception e) when (e is IOException or System.Net.Sockets.SocketException)
        {
            await server.DisposeAsync();
            throw new AtomsException($"The studio cannot listen at {terms.Address} port {terms.Port}: {(e.InnerException ?? e).Message.TrimEnd('.')}. Choose another --port (0 takes any that is free), or another --bind.", e);
        }
        var bound = server._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        server.Port = BindingAddress.Parse(bound).Port;
        return server;
    }

    async Task HandleAsync(HttpContext context)
    {
        SetHeaders(context.Response.Headers);
        if (_gate.Refusal(context.Request) is { } refusal)
            await refusal.WriteAsync(context);
        else if (_gate.CameInAddress(context.Request))
            Welcome(context);
        else
            await (await AnswerAsync(context.Request)).WriteAsync(context);
    }

    async Task<Answer> AnswerAsync(HttpRequest request)
    {
        try
        {
            if (_routes.Find(request.Method == "HEAD" ? "GET" : request.Method, request.Path.Value ?? "/") is { } route)
                return await route(request);
            if (request.Method != "POST" && PageFiles.Find(request.Path.Value ?? "/") is { } file)
                return file;
            return Answer.Problem(StatusCodes.Status404NotFound, $"There is nothing at {request.Method} {request.Path}.");
        }
        catch (StoreException e)
        {
            // Locked, or its server away: the page says so and asks again.
            return Answer.Problem(StatusCodes.Status503ServiceUnavailable, e.Message);
        }
        catch (AtomsException e)
        {
            return Answer.Problem(StatusCodes.Status400BadRequest, e.Message);
        }
        catch (BadHttpRequestException e)
        {
            return Answer.Problem(e.StatusCode, $"The request cannot be read: {e.Message}");
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The studio goes on, and the page says what happened.
            return Answer.Problem(StatusCodes.Status500InternalServerError, $"This is a mistake in the program, not in what you did: {e.GetType().Name}: {e.Message} Please report it.");
        }
    }

    /// <summary>The key goes from the address into a cookie that scripts and other sites do not see.</summary>
    void Welcome(HttpContext context)
    {
        // Lax and not Strict: a browser that followed a link from a mail would not send a strict one after being sent on. What changes something is looked at by its origin anyway.
        context.Response.Cookies.Append(StudioGate.CookieOf(context.Connection.LocalPort), _terms.Key!.Text,
            new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Path = "/", IsEssential = true });
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = context.Request.Path.Value is { Length: > 0 } path && !path.StartsWith("//", StringComparison.Ordinal) ? path : "/";
    }

    static void SetHeaders(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        // Kept, but compared by its tag before it is shown.
        headers.CacheControl = "private, no-cache";
    }

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await _app.StopAsync(patience.Token);
        await _app.DisposeAsync();
    }
}
