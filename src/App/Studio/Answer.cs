using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace Athanor.App.Studio;

/// <summary>What goes back: a status, a kind of content and its bytes.</summary>
sealed record Answer(int Status, string ContentType, byte[] Body)
{
    const string JsonType = "application/json; charset=utf-8", HtmlType = "text/html; charset=utf-8";

    static readonly JsonSerializerOptions Compact = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        // JSON has no NaN: what is no number comes as a word, which the page shows as a dash.
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Null for what may not be kept; else what a browser compares with before it is sent once more.</summary>
    public string? Tag { get; init; }

    public static Answer Json<T>(T value) => Tagged(JsonType, JsonSerializer.SerializeToUtf8Bytes(value, Compact));

    public static Answer Html(string text) => Tagged(HtmlType, Encoding.UTF8.GetBytes(text));

    public static Answer Tagged(string contentType, byte[] body) =>
        new(StatusCodes.Status200OK, contentType, body) { Tag = $"\"{Convert.ToHexString(SHA256.HashData(body).AsSpan(0, 12))}\"" };

    /// <summary>A sentence that says what is wrong and what to do, as everywhere.</summary>
    public static Answer Problem(int status, string sentence) => new(status, JsonType, JsonSerializer.SerializeToUtf8Bytes(new { Problem = sentence }, Compact));

    /// <summary>The same sentence for a person who opened an address.</summary>
    public static Answer ProblemPage(int status, string sentence) =>
        new(status, HtmlType, Encoding.UTF8.GetBytes($"<!DOCTYPE html>\n<html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"color-scheme\" content=\"light dark\"><title>Athanor studio</title><p>{System.Net.WebUtility.HtmlEncode(sentence)}</p></html>\n"));

    public async Task WriteAsync(HttpContext context)
    {
        var response = context.Response;
        if (Tag is not null)
        {
            response.Headers.ETag = Tag;
            if (context.Request.Headers.IfNoneMatch == Tag)
            {
                response.StatusCode = StatusCodes.Status304NotModified;
                return;
            }
        }
        response.StatusCode = Status;
        response.ContentType = ContentType;
        response.ContentLength = Body.Length;
        if (context.Request.Method != "HEAD")
            await response.Body.WriteAsync(Body, context.RequestAborted);
    }
}
