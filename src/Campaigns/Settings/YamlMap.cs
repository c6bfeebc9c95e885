using System.Globalization;
using Athanor.Atoms;
using Athanor.Potentials;
using YamlDotNet.RepresentationModel;

namespace Athanor.Campaigns;

/// <summary>A mapping of YAML, each key of which is asked for once; what is wrong is said with file and line.</summary>
sealed class YamlMap
{
    readonly YamlMappingNode _node;
    readonly string _source;
    readonly string _where;
    readonly HashSet<string> _asked = [];

    /// <param name="where">"in 'ask'", or nothing at the top.</param>
    YamlMap(YamlMappingNode node, string source, string where)
    {
        (_node, _source, _where) = (node, source, where);
        foreach (var key in node.Children.Keys)
        {
            if (key is not YamlScalarNode)
                throw Error(key, "A key is a word, as in 'oracle: hf/sto-3g'.");
        }
    }

    public static YamlMap Of(string text, string source)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(text));
        }
        catch (YamlDotNet.Core.YamlException e)
        {
            throw new AtomsException($"{source}, line {e.Start.Line}: this is no YAML ({(e.InnerException?.Message ?? e.Message).TrimEnd('.')}). A setting is a line 'key: value'; what belongs together is indented alike.", e);
        }
        if (stream.Documents.Count == 0)
            throw new AtomsException($"{source} is empty. A campaign needs at least 'start: molecule.xyz' and 'oracle: ccsd(t)/cc-pvdz'.");
        if (stream.Documents[0].RootNode is not YamlMappingNode root)
            throw new AtomsException($"{source} has no settings of the form 'key: value'.");
        return new YamlMap(root, source, "");
    }

    public bool Has(string key) => Find(key) is not null;

    public string? Text(string key) => Find(key) switch
    {
        null => null,
        YamlScalarNode { Value: { Length: > 0 } text } => text,
        var node => throw Error(node, $"'{key}' is to be a word or number."),
    };

    public double? Number(string key, Func<double, bool> fits, string what) => Text(key) is not { } text ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && fits(value) ? value
        : throw Error(Find(key)!, $"'{key}' is to be {what}, not '{text}'.");

    public int? Whole(string key, int least, string what) => Text(key) is not { } text ? null
        : int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) && value >= least ? value
        : throw Error(Find(key)!, $"'{key}' is to be {what}, not '{text}'.");

    public bool? YesOrNo(string key) => Text(key) switch
    {
        null => null,
        "true" or "yes" or "on" => true,
        "false" or "no" or "off" => false,
        var text => throw Error(Find(key)!, $"'{key}' is true or false, not '{text}'."),
    };

    /// <summary>90s, 10m, 2h, 1d.</summary>
    public TimeSpan? Time(string key) => Text(key) is not { } text ? null
        : Durations.TryParse(text) ?? throw Error(Find(key)!, $"'{key}' is a time such as 90s, 10m or 2h, not '{text}'.");

    /// <summary>A word, or a list of them.</summary>
    public IReadOnlyList<string>? Texts(string key) => Find(key) is YamlSequenceNode list
        ? [.. list.Select(n => n is YamlScalarNode { Value: { Length: > 0 } text } ? text : throw Error(n, $"'{key}' is a list of words."))]
        : Text(key) is { } one ? [one] : null;

    public YamlMap? Map(string key) => Find(key) switch
    {
        null => null,
        YamlMappingNode map => new YamlMap(map, _source, $" in '{key}'"),
        var node => throw Error(node, $"'{key}' is to hold settings of its own, indented below it or in braces."),
    };

    /// <summary>A list of mappings, or one of them.</summary>
    public IReadOnlyList<YamlMap>? Maps(string key) => Find(key) is YamlSequenceNode list
        ? [.. list.Select(n => n is YamlMappingNode map ? new YamlMap(map, _source, $" in '{key}'") : throw Error(n, $"'{key}' is a list of settings, as in '- {{temperature: 300, count: 2}}'."))]
        : Map(key) is { } one ? [one] : null;

    /// <summary>Complains of the first key that nobody asked for.</summary>
    public void RefuseOthers()
    {
        foreach (var key in _node.Children.Keys.Cast<YamlScalarNode>())
        {
            if (!_asked.Contains(key.Value ?? ""))
                throw Error(key, $"There is no setting '{key.Value}'{_where}.{Spelling.Suggest(key.Value ?? "", _asked)} Known here: {string.Join(", ", _asked)}.");
        }
    }

    /// <summary>Of the value of a key; of the mapping where it has none.</summary>
    public AtomsException Error(string key, string sentence) => Error(Find(key) ?? _node, sentence);

    AtomsException Error(YamlNode node, string sentence) => new($"{_source}, line {node.Start.Line}: {sentence}");

    YamlNode? Find(string key)
    {
        _asked.Add(key);
        return _node.Children.TryGetValue(new YamlScalarNode(key), out var node) && node is not YamlScalarNode { Value: null or "" or "~" or "null" } ? node : null;
    }
}
