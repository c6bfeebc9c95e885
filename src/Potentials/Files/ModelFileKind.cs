using Athanor.Potentials.Ace;
using Athanor.Potentials.Behler;
using Athanor.Potentials.Cartesian;
using Athanor.Potentials.Nep;
using Athanor.Potentials.Layered;

namespace Athanor.Potentials;

/// <summary>A model file of this program, whatever kind of model it holds, named by its path. The baseline it was trained on comes with it.</summary>
public sealed class ModelFileKind : IPotentialKind
{
    public string Name => "model file";

    public string Usage => "path/to/model.athanor";

    public bool Claims(PotentialName name) => ModelFile.Begins(name.Head);

    public IPotential Open(PotentialName name) => Open(name.Text, name.Title);

    /// <summary>Opens a model file: the model itself, or <see cref="ModelWithBaseline"/> where it was trained on top of another potential.</summary>
    /// <param name="name">What the model is to be called; the path where not given.</param>
    /// <exception cref="PotentialException">The file is missing, broken, or holds a kind of model that is not known.</exception>
    public static IPotential Open(string path, string? name = null)
    {
        var file = ModelFile.Read(path);
        return file.Kind switch
        {
            LayeredModelFile.Kind => WithBaseline(LayeredModelFile.FromFile(file, path).With(name: name), m => m.Baseline),
            BehlerModelFile.Kind => WithBaseline(BehlerModelFile.FromFile(file, path).With(name: name), m => m.Baseline),
            AceModelFile.Kind => WithBaseline(AceModelFile.FromFile(file, path).With(name: name), m => m.Baseline),
            NepModelFile.Kind => NepModelFile.FromFile(file, path).Named(name ?? path),
            CartesianModelFile.Kind => CartesianModelFile.FromFile(file, path, name),
            _ => throw new PotentialException($"'{path}' holds a model of kind '{file.Kind}', which this program does not know. It was written by a newer athanor: use that one."),
        };
    }

    static IPotential WithBaseline<TModel>(TModel model, Func<TModel, string?> baselineOf)
        where TModel : IPotential => baselineOf(model) is { } baseline
        ? new ModelWithBaseline(model, PotentialGrammar.Parse(baseline))
        : model;
}
