using System.Text.Json;
using System.Text.RegularExpressions;
using Athanor.Atoms;

namespace Athanor.Potentials;

/// <summary>
/// Models that a user gave once and since calls by name. A folder with a small JSON file for each: where the model's files are and a hash of them, so that a model
/// which moved or changed is noticed; the files themselves only where a copy was asked for.
/// </summary>
public sealed partial class ModelLibrary
{
    /// <summary>The environment variable that says where the library is.</summary>
    public const string Variable = "ATHANOR_MODELS";

    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    readonly Func<PotentialCatalogue> _catalogue;

    /// <param name="folder">Made when something is added.</param>
    /// <param name="catalogue">The kinds that read its models; <see cref="PotentialCatalogue.Default"/> where not given.</param>
    public ModelLibrary(string folder, Func<PotentialCatalogue>? catalogue = null)
    {
        Folder = Path.GetFullPath(folder);
        _catalogue = catalogue ?? (() => PotentialCatalogue.Default);
    }

    /// <summary>Of this user: <c>$ATHANOR_MODELS</c>, or athanor/models in the folder for data of programs (<c>~/.local/share</c> on Linux).</summary>
    public static ModelLibrary Default { get; } = new(Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } chosen
        ? chosen
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "athanor", "models"));

    public string Folder { get; }

    internal PotentialCatalogue Catalogue => _catalogue();

    /// <summary>All names, sorted.</summary>
    public IReadOnlyList<string> Names => Directory.Exists(Folder)
        ? [.. Directory.EnumerateFiles(Folder, "*.json").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>Whether a model of that name is there; case does not matter.</summary>
    public bool Contains(string name) => Proper(name) is not null;

    /// <summary>The model of a name; null where there is none. Case does not matter.</summary>
    /// <exception cref="PotentialException">What the library knows of it cannot be read.</exception>
    public LibraryEntry? Find(string name)
    {
        if (Proper(name) is not { } proper)
            return null;
        var file = FileOf(proper);
        try
        {
            var entry = JsonSerializer.Deserialize<LibraryEntry>(File.ReadAllBytes(file), Json) ?? throw new JsonException("it is empty");
            return entry with { Name = proper, Path = Path.GetFullPath(entry.StoredPath, Folder) };
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new PotentialException($"{file} cannot be read ({e.Message.TrimEnd('.')}). Say 'athanor models remove {proper}', and add the model again.", e);
        }
    }

    /// <summary>The models that a path holds: itself, or of a folder those in it.</summary>
    /// <param name="text">A path, or a name with a prefix or arguments that holds one.</param>
    /// <returns>Texts to <see cref="Add"/> one by one.</returns>
    /// <exception cref="PotentialException">Nothing is there, or no model of a known kind.</exception>
    public IReadOnlyList<string> ModelsIn(string text)
    {
        var source = ModelSource.Of(text);
        bool IsModel(string path) => Catalogue.KindOf(new PotentialName(path)) is not null;
        if (source.Prefix.Length + source.Arguments.Length > 0 || !Directory.Exists(source.Path))
            return [source.Text];
        // What is in the folder first: it tells two models apart where the folder as a whole could be either.
        string[] files = [.. Directory.EnumerateFiles(source.Path).Order(StringComparer.Ordinal).Where(IsModel)];
        if (files.Length > 0)
            return files;
        if (IsModel(source.Path))
            return [source.Text];
        string[] folders = [.. Directory.EnumerateDirectories(source.Path).Order(StringComparer.Ordinal).Where(IsModel)];
        return folders.Length > 0
            ? folders
            : throw new PotentialException($"{text} holds no model of a kind that is known here ({string.Join(", ", Catalogue.Kinds.Select(k => k.Name))}).");
    }

    /// <summary>What a model is called where nothing else is said: the name of its file or folder, without the ending; without the _8x of published ensembles.</summary>
    public static string ConventionalName(string text)
    {
        var path = ModelSource.Of(text).Path;
        var name = Directory.Exists(path) ? Path.GetFileName(Path.TrimEndingDirectorySeparator(path)) : Path.GetFileNameWithoutExtension(path);
        return EnsembleSize().Replace(name, "");
    }

    /// <summary>Adds a model, after it has been opened.</summary>
    /// <param name="text">Its path, or a name with a prefix or arguments that holds one.</param>
    /// <param name="name">What it is to be called; <see cref="ConventionalName"/> where null.</param>
    /// <param name="copy">Whether its files are copied, so that they may go where they are.</param>
    /// <param name="overwrite">Whether another model of that name may be replaced.</param>
    /// <exception cref="PotentialException">It is not there, broken, or its name is taken or cannot be one.</exception>
    public LibraryEntry Add(string text, string? name = null, bool copy = false, bool overwrite = false)
    {
        var source = ModelSource.Of(text);
        name ??= ConventionalName(text);
        RefuseName(name);
        var kind = Catalogue.KindOf(new PotentialName(source.Text)) ?? throw new PotentialException($"{text} is not the model of any kind known here ({string.Join(", ", Catalogue.Kinds.Select(k => k.Name))}).");
        var potential = kind.Open(new PotentialName(source.Text));
        var files = ModelFiles.Of(source.Path, kind);
        var entry = new LibraryEntry
        {
            Name = name,
            Kind = kind.Name,
            Path = source.Path,
            StoredPath = source.Path,
            Prefix = source.Prefix,
            Arguments = source.Arguments,
            Copied = copy,
            Elements = PotentialCard.ElementsOf(potential) is { } elements ? [.. elements.Select(e => e.Symbol)] : [],
            Files = files.Names.Count,
            Bytes = files.Length,
            Sha256 = files.Hash(),
            Added = DateTimeOffset.UtcNow,
        };
        if (Contains(name) && !overwrite && Find(name) is { } other && (other.Source != source || other.Sha256 != entry.Sha256 || other.Copied != copy))
            throw new PotentialException($"'{other.Name}' is the name of {other.Path} already. Give --name, or --force to replace it, or say first: athanor models remove {other.Name}");
        Write(entry, files);
        return Find(name)!;
    }

    /// <summary>Removes a name, and the copy of the files if there is one; files that are elsewhere stay.</summary>
    /// <exception cref="PotentialException">There is no such name.</exception>
    public void Remove(string name)
    {
        var proper = Proper(name) ?? throw new PotentialException($"There is no '{name}' in the library.{Spelling.Suggest(name, Names)} {(Names.Count == 0 ? "It is empty." : $"It holds {string.Join(", ", Names)}.")}");
        File.Delete(FileOf(proper));
        var copy = CopyOf(proper);
        if (Directory.Exists(copy))
            Directory.Delete(copy, recursive: true);
    }

    /// <summary>Why a model should not be used as it is: its files are gone, or not those that were added. Null where nothing is wrong.</summary>
    public string? DoubtOf(LibraryEntry entry)
    {
        var again = $"athanor models add {entry.Prefix}{(entry.Copied ? "PATH" : PotentialGrammar.Quote(entry.Path))}{entry.Arguments} --name {entry.Name} --force";
        if (!Path.Exists(entry.Path))
            return $"The files of '{entry.Name}' are no longer at {entry.Path}. Say where they are: {again.Replace(entry.Path, "PATH", StringComparison.Ordinal)}";
        var kind = Catalogue.Kinds.FirstOrDefault(k => k.Name == entry.Kind);
        if (kind is null)
            return $"'{entry.Name}' is of the kind '{entry.Kind}', which this program does not know.";
        try
        {
            if (ModelFiles.Of(entry.Path, kind).Hash() == entry.Sha256)
                return null;
        }
        catch (IOException)
        {
            // A file among several is gone.
        }
        return $"The files of '{entry.Name}' at {entry.Path} are not those that were added on {entry.Added:yyyy-MM-dd}. If that is meant: {again}";
    }

    void Write(LibraryEntry entry, ModelFiles files)
    {
        try
        {
            Directory.CreateDirectory(Folder);
            if (Proper(entry.Name) is { } old && old != entry.Name)
                Remove(old);
            var copy = CopyOf(entry.Name);
            var aside = $"{copy}.{Guid.NewGuid():N}.part";
            if (entry.Copied)
            {
                files.CopyTo(aside);
                entry = entry with { StoredPath = Path.Combine(entry.Name, Path.GetRelativePath(files.Folder, entry.Path)) };
            }
            if (Directory.Exists(copy))
                Directory.Delete(copy, recursive: true);
            if (entry.Copied)
                Directory.Move(aside, copy);
            AtomicFile.Write(FileOf(entry.Name), overwrite: true, stream => JsonSerializer.Serialize(stream, entry, Json));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PotentialException($"The library in {Folder} cannot be written ({e.Message.TrimEnd('.')}). {Variable} names another folder.", e);
        }
    }

    void RefuseName(string name)
    {
        if (!PossibleName().IsMatch(name))
            throw new PotentialException($"'{name}' cannot be the name of a model: it begins with a letter and holds letters, digits, '-', '_' and '.'. Give another with --name.");
        if (Catalogue.Kinds.Any(k => k.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) || name.Equals("committee", StringComparison.OrdinalIgnoreCase))
            throw new PotentialException($"'{name}' means something else in the names of potentials. Give another with --name.");
    }

    /// <summary>The name as it was added; null where it was not.</summary>
    string? Proper(string name) => PossibleName().IsMatch(name) ? Names.FirstOrDefault(n => n.Equals(name, StringComparison.OrdinalIgnoreCase)) : null;

    string FileOf(string name) => Path.Combine(Folder, name + ".json");

    string CopyOf(string name) => Path.Combine(Folder, name);

    [GeneratedRegex(@"^\p{L}[\p{L}\p{Nd}._-]*$")]
    private static partial Regex PossibleName();

    [GeneratedRegex(@"_\d+x$")]
    private static partial Regex EnsembleSize();
}
