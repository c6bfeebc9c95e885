using System.Text.Json.Nodes;
using Athanor.Atoms;

namespace Athanor.Potentials.Ace;

/// <summary>How an <see cref="AceModel"/> stands in a model file of kind "ace"; described in <c>docs/model-file.md</c>.</summary>
public static class AceModelFile
{
    /// <summary>The kind in the file's header.</summary>
    public const string Kind = "ace";

    /// <summary>Writes a model.</summary>
    /// <inheritdoc cref="ModelFile.Write"/>
    public static void Write(AceModel model, string path, bool overwrite) => ToFile(model).Write(path, overwrite);

    public static ModelFile ToFile(AceModel model)
    {
        var form = model.Form;
        var file = new ModelFile(Kind, new JsonObject
        {
            ["units"] = new JsonObject { ["length"] = "angstrom", ["energy"] = "eV" },
            ["elements"] = new JsonArray([.. form.Elements.Select(e => JsonValue.Create(e.Symbol))]),
            ["cutoff"] = form.Basis.Cutoff,
            ["radial"] = new JsonObject { ["functions"] = form.Basis.Count, ["scale"] = form.Basis.Scale },
            ["degrees"] = new JsonArray([.. form.Plan.Degrees.Select(d => JsonValue.Create(d))]),
            ["channels"] = form.Channels,
            ["baseline"] = model.Baseline,
            ["atomEnergies"] = new JsonArray([.. form.Elements.Select((_, s) => JsonValue.Create(model.AtomEnergy(s)))]),
            ["card"] = model.Record,
        });
        if (form.Odd.Length > 0)
            file.Header["oddDegrees"] = new JsonArray([.. form.Odd.Select(d => JsonValue.Create(d))]);
        file.Add("mixing", ModelArray.From(form.Mixing));
        if (form.Embedding is { } embedding)
        {
            file.Header["embedding"] = embedding.Width;
            file.Add("embedding", ModelArray.From(embedding.Values.ToArray()));
        }
        for (var s = 0; s < form.Elements.Length; s++)
        {
            var name = form.Elements[s].Symbol;
            file.Add($"{name}/weights", ModelArray.From(model.Weights(s).ToArray()));
            file.Add($"{name}/minimum", ModelArray.From(model.Trained.Minimum(s)));
            file.Add($"{name}/maximum", ModelArray.From(model.Trained.Maximum(s)));
        }
        if (model.Heads is not { } heads)
            return file;
        file.Header["heads"] = heads.Count;
        file.Add("heads/weights", ModelArray.From([.. Enumerable.Range(0, heads.Count).SelectMany(heads.AllWeights)]));
        file.Add("heads/atomEnergies", ModelArray.From([.. Enumerable.Range(0, heads.Count).SelectMany(m => form.Elements.Select((_, s) => heads.AtomEnergy(m, s)))]));
        return file;
    }

    /// <param name="name">Of the model, and in messages: the file's path.</param>
    /// <exception cref="PotentialException">The file is of another kind, or its header says something that cannot be.</exception>
    public static AceModel FromFile(ModelFile file, string name) => file.Read(Kind, name, "an atomic cluster expansion", Parse);

    static AceModel Parse(ModelFile file, string name)
    {
        var header = file.Header;
        string[] symbols = [.. header["elements"]!.AsArray().Select(e => e!.GetValue<string>())];
        var radial = header["radial"]!;
        var form = new AceForm(
            symbols.Select(s => Element.Parse(s)),
            new RadialBasis(radial["functions"]!.GetValue<int>(), header["cutoff"]!.GetValue<double>(), radial["scale"]!.GetValue<double>()),
            [.. header["degrees"]!.AsArray().Select(d => d!.GetValue<int>())],
            header["channels"]!.GetValue<int>(),
            file["mixing"].ToDoubles(),
            header["oddDegrees"]?.AsArray().Select(d => d!.GetValue<int>()).ToArray(),
            header["embedding"] is { } width ? new AceEmbedding(width.GetValue<int>(), file["embedding"].ToDoubles()) : null);
        return new AceModel(
            form,
            [.. symbols.Select(s => file[$"{s}/weights"].ToDoubles())],
            [.. header["atomEnergies"]!.AsArray().Select(e => e!.GetValue<double>())],
            new DescriptorRange([.. symbols.Select(s => file[$"{s}/minimum"].ToDoubles())], [.. symbols.Select(s => file[$"{s}/maximum"].ToDoubles())]),
            name,
            header["baseline"]?.GetValue<string>(),
            header["card"]?.AsObject(),
            header["heads"] is { } heads ? new AceHeads(Rows(file["heads/weights"], heads.GetValue<int>()), Rows(file["heads/atomEnergies"], heads.GetValue<int>())) : null);
    }

    static double[][] Rows(ModelArray array, int count)
    {
        var values = array.ToDoubles();
        return count > 1 && values.Length % count == 0
            ? [.. values.Chunk(values.Length / count)]
            : throw new PotentialException($"{count} heads cannot share {values.Length} numbers.");
    }
}
