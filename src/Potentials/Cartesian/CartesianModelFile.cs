using System.Text.Json.Nodes;
using Athanor.Atoms;
using Athanor.Potentials.Behler;
using Athanor.Potentials.Networks;

namespace Athanor.Potentials.Cartesian;

/// <summary>How a <see cref="CartesianModel"/> stands in a model file of kind "cartesian".</summary>
public static class CartesianModelFile
{
    /// <summary>The kind in the file's header.</summary>
    public const string Kind = "cartesian";

    /// <inheritdoc cref="ModelFile.Write"/>
    public static void Write(CartesianModel model, string path, bool overwrite) => ToFile(model).Write(path, overwrite);

    public static ModelFile ToFile(CartesianModel model)
    {
        var file = new ModelFile(Kind, new JsonObject
        {
            ["units"] = new JsonObject { ["length"] = "angstrom", ["energy"] = "eV" },
            ["elements"] = new JsonArray([.. model.Elements.Select(e => JsonValue.Create(e.Symbol))]),
            ["layers"] = new JsonArray([.. model.Network.Sizes.Select(n => JsonValue.Create(n))]),
            ["energyOffset"] = model.EnergyOffset,
            ["card"] = model.Record,
        });
        file.Add("shift", ModelArray.From([.. model.Scaling.Shift]));
        file.Add("factor", ModelArray.From([.. model.Scaling.Factor]));
        file.Add("parameters", ModelArray.From(model.Network.Parameters));
        return file;
    }

    /// <param name="path">For messages.</param>
    /// <param name="name">Of the model; the path where not given.</param>
    /// <exception cref="PotentialException">The header says something that cannot be.</exception>
    public static CartesianModel FromFile(ModelFile file, string path, string? name = null)
    {
        try
        {
            var sizes = file.Header["layers"]!.AsArray().Select(n => n!.GetValue<int>()).ToArray();
            var activations = Enumerable.Repeat(Activation.Tanh, sizes.Length - 2).Append(Activation.Linear).ToArray();
            var (shift, factor) = (file["shift"].ToDoubles(), file["factor"].ToDoubles());
            var open = Enumerable.Repeat(double.PositiveInfinity, shift.Length).ToArray();
            return new CartesianModel(
                [.. file.Header["elements"]!.AsArray().Select(e => Element.Parse(e!.GetValue<string>()))],
                new FunctionScaling(shift, factor, [.. open.Select(x => -x)], open),
                new ElementNetwork(sizes, activations, file["parameters"].ToDoubles()),
                file.Header["energyOffset"]!.GetValue<double>(),
                name ?? path,
                file.Header["card"]?.AsObject());
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException or NullReferenceException or AtomsException or KeyNotFoundException)
        {
            throw new PotentialException($"'{path}' has a header that is not that of a Cartesian model: {e.Message}", e);
        }
    }
}
