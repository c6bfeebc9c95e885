using Athanor.Potentials.Behler;

namespace Athanor.Potentials;

/// <summary>This program's own model file, for what it reads in another format too: a network on symmetry functions.</summary>
sealed class ModelFileExport : IModelExport
{
    public string Name => "athanor";

    public string Summary => "one model file of this program";

    public bool IsFolder => false;

    public string? WhyNot(IPotential potential) => Model(potential) is null ? "the model file holds networks on symmetry functions." : null;

    public void Write(IPotential potential, string path) => BehlerModelFile.Write(Model(potential)!, path, overwrite: false);

    /// <summary>The network; the file names its baseline.</summary>
    static BehlerModel? Model(IPotential potential) => potential as BehlerModel ?? (potential as ModelWithBaseline)?.Model as BehlerModel;
}
