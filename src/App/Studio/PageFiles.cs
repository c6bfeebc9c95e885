using System.Text;
using Athanor.Reports;

namespace Athanor.App.Studio;

/// <summary>The page: markup, style and modules that travel inside the assembly, and the looks and the viewer it shares with reports.</summary>
static class PageFiles
{
    const string Prefix = "studio/";

    static readonly Dictionary<string, Answer> Files = Read();

    /// <summary>The file of a path; null where there is none.</summary>
    public static Answer? Find(string path) => Files.GetValueOrDefault(path);

    static Dictionary<string, Answer> Read()
    {
        var assembly = typeof(PageFiles).Assembly;
        var files = new Dictionary<string, Answer>
        {
            ["/look.css"] = Answer.Tagged(TypeOf(".css"), Encoding.UTF8.GetBytes(SharedLook.Style)),
            ["/viewer.js"] = Answer.Tagged(TypeOf(".js"), Encoding.UTF8.GetBytes(SharedLook.Viewer)),
        };
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            files["/" + name[Prefix.Length..]] = Answer.Tagged(TypeOf(Path.GetExtension(name)), bytes);
        }
        files["/"] = files["/index.html"];
        return files;
    }

    static string TypeOf(string extension) => extension switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".js" or ".mjs" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => throw new InvalidOperationException($"The studio's page has a file of an unknown kind: {extension}."),
    };
}
