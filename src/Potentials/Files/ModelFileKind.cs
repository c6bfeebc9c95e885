using System.Text.Json.Nodes;
using Athanor.Potentials.Ace;
using Athanor.Potentials.Behler;
using Athanor.Potentials.Cartesian;
using Athanor.Potentials.GaussianProcesses;
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

    /// <summary>Opens a model file: the model itself, or <see cref="ModelWithBaseline"/> where it was trained on top of another potential; <see cref="Calibrated"/> where the card says how large its errors are.</summary>
    /// <param name="name">What the model is to be called; the path where not given.</param>
    /// <exception cref="PotentialException">The file is missing, broken, or holds a kind of model that is not known.</exception>
    public static IPotential Open(string path, string? name = null) => Open(ModelFile.Read(path), path, name);

    /// <summary>The same of a file at hand, which may come from elsewhere than a disk.</summary>
    /// <param name="path">For messages, and the model's name where none is given.</param>
    /// <exception cref="PotentialException">It holds a kind of model that is not known, or its header says something that cannot be.</exception>
    public static IPotential Open(ModelFile file, string path, string? name = null)
    {
        var (model, baseline) = Bare(file, path, name);
        var potential = baseline is null ? model : new ModelWithBaseline(model, PotentialGrammar.Parse(baseline));
        var law = file.Read(file.Kind, path, "a calibrated model", (f, _) => ErrorLawJson.Read(f.Header["card"]?["calibration"] as JsonObject));
        return law is null ? potential : new Calibrated(potential, law);
    }

    /// <summary>The model alone, and the name of the potential it was trained on top of; null where there is none.</summary>
    internal static (IPotential Model, string? Baseline) Bare(ModelFile file, string path, string? name)
    {
        switch (file.Kind)
        {
            case LayeredModelFile.Kind:
                var layered = LayeredModelFile.FromFile(file, path).With(name: name);
                return (layered, layered.Baseline);
            case BehlerModelFile.Kind:
                var behler = BehlerModelFile.FromFile(file, path).With(name: name);
                return (behler, behler.Baseline);
            case AceModelFile.Kind:
                var ace = AceModelFile.FromFile(file, path).With(name: name);
                return (ace, ace.Baseline);
            case GaussianModelFile.Kind:
                var process = GaussianModelFile.FromFile(file, path).With(name: name);
                return (process, process.Baseline);
            case NepModelFile.Kind:
                return (NepModelFile.FromFile(file, path).Named(name ?? path), null);
            case CartesianModelFile.Kind:
                return (CartesianModelFile.FromFile(file, path, name), null);
            case CommitteeModelFile.Kind:
                return (CommitteeModelFile.FromFile(file, path, name, out var baseline), baseline);
            default:
                throw new PotentialException($"'{path}' holds a model of kind '{file.Kind}', which this program does not know. It was written by a newer athanor: use that one.");
        }
    }
}
