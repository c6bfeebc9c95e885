using System.Net;
using Microsoft.AspNetCore.Http;

namespace Athanor.App.Studio;

/// <summary>
/// Who may ask. Three things stand between the campaign and a web page of somebody else that is open in the same browser: the name in <c>Host</c> (a foreign name that was
/// pointed at this machine, "DNS rebinding"), <c>Origin</c> and the kind of content of whatever changes something (a form that posts across sites), and, where there is one, the key.
/// </summary>
sealed class StudioGate(StudioKey? key)
{
    /// <summary>The part of the address that carries the key the first time.</summary>
    public const string Parameter = "token";

    static readonly string[] OwnNames = ["localhost", Dns.GetHostName()];

    /// <summary>Cookies know no ports, so two studios of one machine need two names.</summary>
    public static string CookieOf(int port) => $"athanor-studio-{port}";

    /// <summary>Null where the request may be answered.</summary>
    public Answer? Refusal(HttpRequest request)
    {
        if (Why(request) is not { } why)
            return null;
        // Browsers say so where a person opens an address.
        return request.Headers["Sec-Fetch-Mode"] == "navigate" ? Answer.ProblemPage(why.Status, why.Sentence) : Answer.Problem(why.Status, why.Sentence);
    }

    (int Status, string Sentence)? Why(HttpRequest request)
    {
        if (!IsOwnName(request.Host.Host))
            return (StatusCodes.Status421MisdirectedRequest, $"This studio does not go by the name '{request.Host.Host}'. Ask for it by its address, localhost, or the machine's own name.");
        if (request.Method is not ("GET" or "HEAD" or "POST"))
            return (StatusCodes.Status405MethodNotAllowed, "Only GET, HEAD and POST are known here.");
        if (key is not null && !key.Opens(Given(request)))
            return (StatusCodes.Status401Unauthorized, "This studio asks for its token. Open the address that 'athanor studio' printed, with everything after the question mark; programs send it as 'Authorization: Bearer TOKEN'.");
        if (request.Method == "POST" && !IsFromOwnPage(request))
            return (StatusCodes.Status403Forbidden, "What changes the campaign is taken from the studio's own page, or from programs that send no Origin; this came from elsewhere.");
        if (request.Method == "POST" && !request.HasJsonContentType())
            return (StatusCodes.Status415UnsupportedMediaType, "What is posted here is JSON: send 'Content-Type: application/json'.");
        return null;
    }

    /// <summary>Whether the key came in the address, from where it should go: addresses are kept in histories.</summary>
    public bool CameInAddress(HttpRequest request) => key is not null && key.Opens(request.Query[Parameter]);

    static string? Given(HttpRequest request)
    {
        const string scheme = "Bearer ";
        var header = request.Headers.Authorization.ToString();
        if (header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
            return header[scheme.Length..].Trim();
        if (request.Method != "POST" && request.Query.TryGetValue(Parameter, out var inAddress))
            return inAddress;
        return request.Cookies[CookieOf(request.HttpContext.Connection.LocalPort)];
    }

    // A number cannot be pointed elsewhere, whatever the port; a name can, so only our own.
    static bool IsOwnName(string host) =>
        IPAddress.TryParse(host.Trim('[', ']'), out _) || OwnNames.Any(name => host.Equals(name, StringComparison.OrdinalIgnoreCase));

    static bool IsFromOwnPage(HttpRequest request)
    {
        if (request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site && site is not ("same-origin" or "none"))
            return false;
        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0 || origin.Equals($"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
    }
}
