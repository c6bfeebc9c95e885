using System.Text.Json.Nodes;
using Athanor.Atoms;
using Athanor.Potentials.Ace;

namespace Athanor.Potentials.Layered;

/// <summary>How a <see cref="LayeredModel"/> stands in a model file of kind "layered"; described in <c>docs/model-file.md</c>.</summary>
public static class LayeredModelFile
{
    /// <summary>The kind in the file's header.</summary>
    public const string Kind = "layered";

    /// <summary>Writes a model.</summary>
    /// <inheritdoc cref="ModelFile.Write"/>
    public static void Write(LayeredModel model, string path, bool overwrite) => ToFile(model).Write(path, overwrite);

    public static ModelFile ToFile(LayeredModel model)
    {
        var form = model.Form;
        var file = new ModelFile(Kind, new JsonObject
        {
            ["units"] = new JsonObject { ["length"] = "angstrom", ["energy"] = "eV" },
            ["elements"] = new JsonArray([.. form.Elements.Select(e => JsonValue.Create(e.Symbol))]),
            ["cutoff"] = form.Basis.Cutoff,
            ["radial"] = new JsonObject { ["functions"] = form.Basis.Count, ["scale"] = form.Basis.Scale },
            ["degrees"] = Numbers(form.Degrees),
            ["messageDegrees"] = Numbers(form.MessageDegrees),
            ["featureDegree"] = form.FeatureDegree,
            ["channels"] = form.Channels,
            ["hidden"] = form.Hidden,
            ["embedding"] = form.Embedding,
            ["crowding"] = form.Crowding,
            ["scale"] = form.Scale,
            ["baseline"] = model.Baseline,
            ["atomEnergies"] = new JsonArray([.. form.Elements.Select((_, s) => JsonValue.Create(model.AtomEnergy(s)))]),
            ["card"] = model.Record,
        });
        foreach (var run in model.Layout.Runs)
            file.Add(run.Name, ModelArray.From(model.Parameters[run.Start..run.End].ToArray()));
        for (var s = 0; s < form.Elements.Length; s++)
        {
            file.Add($"{form.Elements[s].Symbol}/minimum", ModelArray.From(model.Trained.Minimum(s)));
            file.Add($"{form.Elements[s].Symbol}/maximum", ModelArray.From(model.Trained.Maximum(s)));
        }
        if (model.Heads is { } heads)
        {
            file.Header["heads"] = heads.Count;
            file.Add("heads", ModelArray.From(heads.Deviations.ToArray()));
        }
        return file;
    }

    static JsonArray Numbers(IEnumerable<int> values) => [.. values.Select(v => JsonValue.Create(v))];

    /// <param name="name">Of the model, and in messages: the file's path.</param>
    /// <exception cref="PotentialException">The file is of another kind, or its header says something that cannot be.</exception>
    public static LayeredModel FromFile(ModelFile file, string name) => file.Read(Kind, name, "a layered model", Parse);

    static LayeredModel Parse(ModelFile file, string name)
    {
        var header = file.Header;
        string[] symbols = [.. header["elements"]!.AsArray().Select(e => e!.GetValue<string>())];
        var radial = header["radial"]!;
        var form = new LayeredForm
        {
            Elements = [.. symbols.Select(s => Element.Parse(s))],
            Basis = new RadialBasis(radial["functions"]!.GetValue<int>(), header["cutoff"]!.GetValue<double>(), radial["scale"]!.GetValue<double>()),
            Degrees = [.. header["degrees"]!.AsArray().Select(d => d!.GetValue<int>())],
            MessageDegrees = [.. header["messageDegrees"]!.AsArray().Select(d => d!.GetValue<int>())],
            FeatureDegree = header["featureDegree"]!.GetValue<int>(),
            Channels = header["channels"]!.GetValue<int>(),
            Hidden = header["hidden"]!.GetValue<int>(),
            Embedding = header["embedding"]!.GetValue<int>(),
            Crowding = header["crowding"]!.GetValue<double>(),
            Scale = header["scale"]!.GetValue<double>(),
        };
        var layout = new LayeredLayout(form);
        double[] parameters = [.. layout.Runs.SelectMany(run => file[run.Name].ToDoubles() is { } values && values.Length == run.Size
            ? values
            : throw new PotentialException($"The array '{run.Name}' does not have {run.Size} numbers."))];
        var model = new LayeredModel(
            form,
            parameters,
            [.. header["atomEnergies"]!.AsArray().Select(e => e!.GetValue<double>())],
            new DescriptorRange([.. symbols.Select(s => file[$"{s}/minimum"].ToDoubles())], [.. symbols.Select(s => file[$"{s}/maximum"].ToDoubles())]),
            name,
            header["baseline"]?.GetValue<string>(),
            header["card"]?.AsObject());
        return header["heads"]?.GetValue<int>() is { } heads ? model.With(new LayeredHeads(layout, heads, file["heads"].ToDoubles())) : model;
    }
}
