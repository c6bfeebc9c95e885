using System.Text.Json.Nodes;
using Athanor.Atoms;
using Athanor.Potentials.Networks;

namespace Athanor.Potentials.Behler;

/// <summary>How a <see cref="BehlerModel"/> stands in a model file of kind "behler"; described in <c>docs/model-file.md</c>.</summary>
public static class BehlerModelFile
{
    /// <summary>The kind in the file's header.</summary>
    public const string Kind = "behler";

    /// <summary>Writes a model.</summary>
    /// <inheritdoc cref="ModelFile.Write"/>
    public static void Write(BehlerModel model, string path, bool overwrite) => ToFile(model).Write(path, overwrite);

    /// <summary>Reads a model; its name is the path. Its baseline, if it has one, is not added.</summary>
    /// <exception cref="PotentialException">The file is missing, broken, or of another kind.</exception>
    public static BehlerModel Read(string path) => FromFile(ModelFile.Read(path), path);

    public static ModelFile ToFile(BehlerModel model)
    {
        var set = model.Functions;
        var species = new JsonArray();
        for (var s = 0; s < set.Elements.Length; s++)
        {
            var network = model.Networks[s];
            species.Add(new JsonObject
            {
                ["element"] = set.Elements[s].Symbol,
                ["atomEnergy"] = model.AtomEnergy(s),
                ["layers"] = new JsonArray([.. network.Sizes.Select(n => JsonValue.Create(n))]),
                ["activations"] = new JsonArray([.. network.Activations.Select(a => JsonValue.Create(BehlerNames.Of(a)))]),
                ["functions"] = new JsonArray([.. set[s].Select(f => JsonValue.Create(BehlerNames.Of(f)))]),
            });
        }
        var file = new ModelFile(Kind, new JsonObject
        {
            ["units"] = new JsonObject { ["length"] = "angstrom", ["energy"] = "eV" },
            ["elements"] = new JsonArray([.. set.Elements.Select(e => JsonValue.Create(e.Symbol))]),
            ["cutoff"] = set.Range,
            ["cutoffFunction"] = new JsonObject { ["shape"] = BehlerNames.Of(set.CutoffFunction.Shape), ["inner"] = set.CutoffFunction.Inner },
            ["baseline"] = model.Baseline,
            ["energyScale"] = model.EnergyScale,
            ["species"] = species,
            ["card"] = model.Record,
        });
        for (var s = 0; s < set.Elements.Length; s++)
        {
            var scaling = model.Scaling[s];
            var name = set.Elements[s].Symbol;
            file.Add($"{name}/shift", ModelArray.From([.. scaling.Shift]));
            file.Add($"{name}/factor", ModelArray.From([.. scaling.Factor]));
            file.Add($"{name}/minimum", ModelArray.From([.. scaling.Minimum]));
            file.Add($"{name}/maximum", ModelArray.From([.. scaling.Maximum]));
            file.Add($"{name}/parameters", ModelArray.From(model.Networks[s].Parameters));
        }
        return file;
    }

    /// <param name="name">Of the model, and in messages: the file's path.</param>
    /// <exception cref="PotentialException">The file is of another kind, or its header says something that cannot be.</exception>
    public static BehlerModel FromFile(ModelFile file, string name) => file.Read(Kind, name, "a Behler-Parrinello model", Parse);

    static BehlerModel Parse(ModelFile file, string name)
    {
        var header = file.Header;
        var functions = new Dictionary<Element, IReadOnlyList<SymmetryFunction>>();
        var energies = new Dictionary<Element, double>();
        var networks = new Dictionary<Element, ElementNetwork>();
        var scaling = new Dictionary<Element, FunctionScaling>();
        foreach (var entry in header["species"]!.AsArray())
        {
            var symbol = entry!["element"]!.GetValue<string>();
            var element = Element.Parse(symbol);
            functions[element] = [.. entry["functions"]!.AsArray().Select(f => BehlerNames.Function(f!.GetValue<string>()))];
            energies[element] = entry["atomEnergy"]!.GetValue<double>();
            networks[element] = new ElementNetwork(
                [.. entry["layers"]!.AsArray().Select(n => n!.GetValue<int>())],
                [.. entry["activations"]!.AsArray().Select(a => BehlerNames.Activation(a!.GetValue<string>()))],
                file[$"{symbol}/parameters"].ToDoubles());
            scaling[element] = new FunctionScaling(
                file[$"{symbol}/shift"].ToDoubles(), file[$"{symbol}/factor"].ToDoubles(), file[$"{symbol}/minimum"].ToDoubles(), file[$"{symbol}/maximum"].ToDoubles());
        }
        var cutoff = header["cutoffFunction"]!;
        var set = new SymmetryFunctionSet(new CutoffFunction(BehlerNames.Shape(cutoff["shape"]!.GetValue<string>()), cutoff["inner"]!.GetValue<double>()), functions);
        return new BehlerModel(
            set,
            [.. set.Elements.Select(e => scaling[e])],
            [.. set.Elements.Select(e => networks[e])],
            [.. set.Elements.Select(e => energies[e])],
            header["energyScale"]!.GetValue<double>(),
            name,
            header["baseline"]?.GetValue<string>(),
            header["card"]?.AsObject());
    }
}
