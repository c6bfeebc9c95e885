using System.Text.Json.Serialization;

namespace Athanor.Potentials;

/// <summary>A model of the library: where it is, and what it was when it was added.</summary>
public sealed record LibraryEntry
{
    /// <summary>What it is called in the grammar.</summary>
    public required string Name { get; init; }

    /// <summary>The kind that reads it: "ani", "nep", "model file".</summary>
    public required string Kind { get; init; }

    /// <summary>File or folder, absolute.</summary>
    [JsonIgnore]
    public string Path { get; init; } = "";

    /// <summary>Whether the library holds a copy of the files.</summary>
    public required bool Copied { get; init; }

    /// <summary>Symbols of the elements it covers; empty where it covers all.</summary>
    public required IReadOnlyList<string> Elements { get; init; }

    /// <summary>How many files it consists of.</summary>
    public required int Files { get; init; }

    /// <summary>Their bytes together.</summary>
    public required long Bytes { get; init; }

    /// <summary>Over names, lengths and contents of the files: 64 lower-case hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    public required DateTimeOffset Added { get; init; }

    /// <summary>Before the path in the grammar, with its colon.</summary>
    [JsonInclude]
    internal string Prefix { get; init; } = "";

    /// <summary>After the path in the grammar, with their comma.</summary>
    [JsonInclude]
    internal string Arguments { get; init; } = "";

    /// <summary>The path as it stands in the library's file: relative to its folder where the files were copied.</summary>
    [JsonInclude, JsonPropertyName("path")]
    internal string StoredPath { get; init; } = "";

    internal ModelSource Source => new(Prefix, Path, Arguments);
}
