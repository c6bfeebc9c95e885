using System.Text.Json.Nodes;

namespace Athanor.Potentials.Nep;

/// <summary>How a <see cref="NepModel"/> stands in a model file of kind "nep": what a <c>nep.txt</c> holds, and what it has no room for. Described in <c>docs/model-file.md</c>.</summary>
public static class NepModelFile
{
    /// <summary>The kind in the file's header.</summary>
    public const string Kind = "nep";

    /// <summary>Writes a model.</summary>
    /// <inheritdoc cref="ModelFile.Write"/>
    public static void Write(NepModel model, string path, bool overwrite) => ToFile(model).Write(path, overwrite);

    public static ModelFile ToFile(NepModel model)
    {
        var form = model.Form;
        var file = new ModelFile(Kind, new JsonObject
        {
            ["units"] = new JsonObject { ["length"] = "angstrom", ["energy"] = "eV" },
            ["elements"] = new JsonArray([.. form.Elements.Select(e => JsonValue.Create(e.Symbol))]),
            ["cutoff"] = model.Range,
            ["head"] = new JsonArray([.. NepWriter.Head(form).Select(line => JsonValue.Create(line))]),
            ["card"] = model.Record,
        });
        file.Add("numbers", ModelArray.From(NepWriter.Numbers(model).ToArray()));
        for (var s = 0; model.Trained is { } range && s < form.Species; s++)
        {
            file.Add($"{form.Elements[s]}/minimum", ModelArray.From(range.Minimum(s)));
            file.Add($"{form.Elements[s]}/maximum", ModelArray.From(range.Maximum(s)));
        }
        return file;
    }

    /// <param name="name">Of the model, and in messages: the file's path.</param>
    /// <exception cref="PotentialException">The file is of another kind, or holds something that cannot be.</exception>
    public static NepModel FromFile(ModelFile file, string name)
    {
        if (file.Kind != Kind)
            throw new PotentialException($"'{name}' holds a model of kind '{file.Kind}', not '{Kind}'.");
        try
        {
            return Parse(file, name);
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException or NullReferenceException)
        {
            throw new PotentialException($"'{name}' has a header that is not that of a neuroevolution potential: {e.Message}", e);
        }
    }

    static NepModel Parse(ModelFile file, string name)
    {
        using var lines = new NepLines(name, new StringReader(string.Join('\n', file.Header["head"]!.AsArray().Select(line => line!.GetValue<string>()))));
        var form = new NepHead(lines).Read();
        var numbers = file["numbers"].ToDoubles();
        if (numbers.Length != form.NumberCount)
            throw new PotentialException($"'{name}' holds {numbers.Length} numbers, and a model with its head has {form.NumberCount}.");
        var model = NepFile.Assemble(form, numbers, name);
        NepFile.RefuseDoubtfulZbl(model.Form, name);
        var known = file.ArrayNames.Contains($"{form.Elements[0]}/minimum");
        var range = known ? new DescriptorRange(Columns("minimum"), Columns("maximum")) : null;
        return model.With(range, file.Header["card"]?.AsObject());

        double[][] Columns(string which) => [.. form.Elements.Select(e => file[$"{e}/{which}"].ToDoubles())];
    }
}
