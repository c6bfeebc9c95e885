using System.Text.Json.Nodes;
using Athanor.Potentials;
using Athanor.Potentials.Behler;
using Athanor.Reports;

namespace Athanor.App;

/// <summary>What a model file says of itself.</summary>
sealed class ModelCard
{
    ModelCard(string path, string kind, JsonObject header, string text) => (Path, Kind, Header, Text) = (path, kind, header, text);

    public string Path { get; }

    public string Kind { get; }

    public JsonObject Header { get; }

    /// <summary>For people, several lines.</summary>
    public string Text { get; }

    /// <summary>Whether a file begins as a model file does.</summary>
    public static bool IsOne(string path) => File.Exists(path) && ModelFile.Begins(new PotentialName(path).Head);

    /// <exception cref="PotentialException">It is damaged, or of a kind that is not known.</exception>
    public static ModelCard Read(string path)
    {
        var file = ModelFile.Read(path);
        var potential = ModelFileKind.Open(path);
        var text = (potential is ModelWithBaseline { Model: var inner } ? inner : potential) switch
        {
            BehlerModel behler => BehlerCard.Text(behler),
            _ => $"A model of kind '{file.Kind}'\n{JsonText.Of(file.Header)}",
        };
        return new ModelCard(path, file.Kind, file.Header, $"{path}, model file of version {file.Version}\n{text.TrimEnd()}");
    }

    public object ToJson() => new { Path, Kind, Header };
}
