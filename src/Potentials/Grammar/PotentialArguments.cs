using System.Globalization;

namespace Athanor.Potentials;

/// <summary>
/// The arguments of a name, <c>key=value</c> or bare <c>word</c>, separated by commas that stand in no parentheses. Case matters (Stillinger and Weber have both an a and an A). A kind
/// asks for what it knows and then calls <see cref="Finish"/>, which refuses whatever nobody asked for.
/// </summary>
public sealed class PotentialArguments
{
    readonly PotentialName _name;
    readonly List<Argument> _items = [];
    readonly List<string> _asked = [];

    /// <exception cref="PotentialGrammarException">An empty argument, or one given twice.</exception>
    public PotentialArguments(PotentialName name)
    {
        _name = name;
        if (name.Arguments is not { } arguments)
            return;
        var offset = name.Prefix.Length + 1;
        foreach (var piece in Pieces(arguments))
        {
            if (piece.Length == 0)
                throw name.Error("An argument is missing here.", Math.Min(offset, name.Text.Length - 1), 1);
            var equals = piece.IndexOf('=', StringComparison.Ordinal);
            var key = equals < 0 ? piece : piece[..equals];
            if (_items.Exists(i => i.Key == key))
                throw name.Error($"'{key}' is given twice.", offset, piece.Length);
            _items.Add(new Argument(key, equals < 0 ? null : piece[(equals + 1)..], offset, piece.Length));
            offset += piece.Length + 1;
        }
    }

    sealed record Argument(string Key, string? Value, int Offset, int Length)
    {
        internal bool Used { get; set; }
    }

    /// <summary>The keys as written, in order.</summary>
    public IEnumerable<string> Keys => _items.Select(i => i.Key);

    /// <summary>Whether the key is there, with or without a value; it still has to be asked for.</summary>
    public bool Has(string key) => Find(key) is not null;

    /// <summary>The value of a key; null where it is not there.</summary>
    public string? Text(string key) => Ask(key) is { } item
        ? item.Value ?? throw Wrong(item, $"'{item.Key}' wants a value: {item.Key}=…")
        : null;

    /// <summary>A number; null where the key is not there.</summary>
    public double? Number(string key)
    {
        if (Text(key) is not { } text)
            return null;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : throw Error(key, $"'{text}' is not a number.");
    }

    /// <summary>A number that must be there.</summary>
    public double Required(string key, string meaning) =>
        Number(key) ?? throw _name.Error($"'{_name.Prefix}' needs {key}=… ({meaning}).");

    /// <summary>A number above zero; null where the key is not there.</summary>
    public double? Positive(string key)
    {
        var number = Number(key);
        return number is <= 0 ? throw Error(key, $"'{key}' must be above zero.") : number;
    }

    /// <summary>A bare word: true where it is there.</summary>
    public bool Flag(string word)
    {
        if (Ask(word) is not { } item)
            return false;
        return item.Value is null ? true : throw Wrong(item, $"'{item.Key}' stands by itself, without a value.");
    }

    /// <summary>An error that points at one argument (at the whole name where it is not there).</summary>
    public PotentialGrammarException Error(string key, string message) => Find(key) is { } item ? Wrong(item, message) : _name.Error(message);

    /// <exception cref="PotentialGrammarException">An argument that nobody asked for.</exception>
    public void Finish()
    {
        if (_items.Find(i => !i.Used) is not { } item)
            return;
        var known = _asked.Distinct().ToArray();
        var takes = known.Length == 0 ? "takes no arguments" : $"takes {string.Join(", ", known)}";
        throw Wrong(item, $"'{_name.Prefix}' does not know '{item.Key}'.{Spelling.Suggest(item.Key, known)} It {takes}.");
    }

    static List<string> Pieces(string arguments)
    {
        var pieces = new List<string>();
        int start = 0, depth = 0;
        for (var at = 0; at < arguments.Length; at++)
        {
            depth += arguments[at] == '(' ? 1 : arguments[at] == ')' ? -1 : 0;
            if (arguments[at] != ',' || depth > 0)
                continue;
            pieces.Add(arguments[start..at]);
            start = at + 1;
        }
        pieces.Add(arguments[start..]);
        return pieces;
    }

    PotentialGrammarException Wrong(Argument item, string message) => _name.Error(message, item.Offset, item.Length);

    Argument? Ask(string key)
    {
        _asked.Add(key);
        var item = Find(key);
        if (item is not null)
            item.Used = true;
        return item;
    }

    Argument? Find(string key) => _items.Find(i => i.Key == key);
}
