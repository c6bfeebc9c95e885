using System.Text.Json.Nodes;
using Athanor.Atoms;
using Athanor.Potentials.Ace;

namespace Athanor.Potentials.GaussianProcesses;

/// <summary>How a <see cref="GaussianModel"/> stands in a model file of kind "gp"; described in <c>docs/model-file.md</c>.</summary>
public static class GaussianModelFile
{
    /// <summary>The kind in the file's header.</summary>
    public const string Kind = "gp";

    /// <summary>Writes a model.</summary>
    /// <inheritdoc cref="ModelFile.Write"/>
    public static void Write(GaussianModel model, string path, bool overwrite) => ToFile(model).Write(path, overwrite);

    /// <exception cref="PotentialException">It is a member that was drawn.</exception>
    public static ModelFile ToFile(GaussianModel model)
    {
        if (model.IsDraw)
            throw new PotentialException($"'{model.Name}' was drawn from a posterior and has no file of its own; write the model that it is a member of.");
        var (sparse, form) = (model.Sparse, model.Sparse.Form.Invariants);
        var file = new ModelFile(Kind, new JsonObject
        {
            ["units"] = new JsonObject { ["length"] = "angstrom", ["energy"] = "eV" },
            ["elements"] = new JsonArray([.. form.Elements.Select(e => JsonValue.Create(e.Symbol))]),
            ["cutoff"] = form.Basis.Cutoff,
            ["radial"] = new JsonObject { ["functions"] = form.Basis.Count, ["scale"] = form.Basis.Scale },
            ["degrees"] = new JsonArray([.. form.Plan.Degrees.Select(d => JsonValue.Create(d))]),
            ["channels"] = form.Channels,
            ["kernel"] = new JsonObject { ["power"] = 2, ["constant"] = sparse.Form.Constant, ["scales"] = new JsonArray([.. form.Elements.Select((_, s) => JsonValue.Create(sparse.Form.Scale(s)))]) },
            ["sparse"] = new JsonArray([.. form.Elements.Select((_, s) => JsonValue.Create(sparse.CountOf(s)))]),
            ["baseline"] = model.Baseline,
            ["atomEnergies"] = new JsonArray([.. form.Elements.Select((_, s) => JsonValue.Create(model.AtomEnergy(s)))]),
            ["card"] = model.Record,
        });
        file.Add("mixing", ModelArray.From(form.Mixing));
        if (form.Embedding is { } embedding)
        {
            file.Header["embedding"] = embedding.Width;
            file.Add("embedding", ModelArray.From(embedding.Values.ToArray()));
        }
        for (var s = 0; s < form.Elements.Length; s++)
        {
            var name = form.Elements[s].Symbol;
            file.Add($"{name}/centre", ModelArray.From(sparse.Form.Centre(s)));
            file.Add($"{name}/sparse", ModelArray.From(sparse.Points(s), sparse.CountOf(s), sparse.Form.Width));
            file.Add($"{name}/weights", ModelArray.From(model.Weights[sparse.Starts[s]..sparse.Starts[s + 1]]));
            file.Add($"{name}/minimum", ModelArray.From(model.Trained.Minimum(s)));
            file.Add($"{name}/maximum", ModelArray.From(model.Trained.Maximum(s)));
        }
        if (model.Posterior is { } posterior)
        {
            file.Header["posterior"] = new JsonObject { ["variance"] = posterior.Variance, ["members"] = posterior.Members, ["seed"] = posterior.Seed };
            file.Add("posterior", ModelArray.From(Packed(posterior)));
        }
        return file;
    }

    /// <summary>The lower triangle, row by row.</summary>
    static double[] Packed(GaussianPosterior posterior)
    {
        var packed = new double[posterior.Count * (posterior.Count + 1) / 2];
        for (int i = 0, k = 0; i < posterior.Count; i++)
        {
            for (var j = 0; j <= i; j++)
                packed[k++] = posterior.Factor[i, j];
        }
        return packed;
    }

    static double[] Unpacked(double[] packed, int count)
    {
        if (packed.Length != count * (count + 1) / 2)
            throw new PotentialException($"A posterior of {count} numbers has a factor of {count * (count + 1) / 2}, not {packed.Length}.");
        var factor = new double[count * count];
        for (int i = 0, k = 0; i < count; i++)
        {
            for (var j = 0; j <= i; j++)
                factor[i * count + j] = packed[k++];
        }
        return factor;
    }

    /// <param name="name">Of the model, and in messages: the file's path.</param>
    /// <exception cref="PotentialException">The file is of another kind, or its header says something that cannot be.</exception>
    public static GaussianModel FromFile(ModelFile file, string name) => file.Read(Kind, name, "a Gaussian process", Parse);

    static GaussianModel Parse(ModelFile file, string name)
    {
        var header = file.Header;
        string[] symbols = [.. header["elements"]!.AsArray().Select(e => e!.GetValue<string>())];
        JsonNode radial = header["radial"]!, kernel = header["kernel"]!;
        if (kernel["power"]!.GetValue<int>() != 2)
            throw new PotentialException($"The kernel is a power of {kernel["power"]}; this program knows squares.");
        var invariants = new AceForm(
            symbols.Select(s => Element.Parse(s)),
            new RadialBasis(radial["functions"]!.GetValue<int>(), header["cutoff"]!.GetValue<double>(), radial["scale"]!.GetValue<double>()),
            [.. header["degrees"]!.AsArray().Select(d => d!.GetValue<int>())],
            header["channels"]!.GetValue<int>(),
            file["mixing"].ToDoubles(),
            embedding: header["embedding"] is { } width ? new AceEmbedding(width.GetValue<int>(), file["embedding"].ToDoubles()) : null);
        var form = new GaussianForm(invariants, [.. symbols.Select(s => file[$"{s}/centre"].ToDoubles())], [.. kernel["scales"]!.AsArray().Select(x => x!.GetValue<double>())], kernel["constant"]!.GetValue<double>());
        var sparse = new SparseSurroundings(form, [.. symbols.Select(s => file[$"{s}/sparse"].ToDoubles())]);
        return new GaussianModel(
            sparse,
            [.. symbols.SelectMany(s => file[$"{s}/weights"].ToDoubles())],
            [.. header["atomEnergies"]!.AsArray().Select(e => e!.GetValue<double>())],
            new DescriptorRange([.. symbols.Select(s => file[$"{s}/minimum"].ToDoubles())], [.. symbols.Select(s => file[$"{s}/maximum"].ToDoubles())]),
            header["posterior"] is { } p ? new GaussianPosterior(p["variance"]!.GetValue<double>(), Unpacked(file["posterior"].ToDoubles(), sparse.Count + symbols.Length), p["members"]!.GetValue<int>(), p["seed"]!.GetValue<int>()) : null,
            name,
            header["baseline"]?.GetValue<string>(),
            header["card"]?.AsObject());
    }
}
