using Athanor.Potentials.Networks;

namespace Athanor.Potentials.Ani;

/// <summary>The folder in which NeuroChem and TorchANI read ANI models.</summary>
sealed class NeuroChemExport : IModelExport
{
    public string Name => "ani";

    public string Summary => "a folder with an .info file, constants, self energies and networks, as NeuroChem and TorchANI read";

    public bool IsFolder => true;

    public string? WhyNot(IPotential potential) => Model(potential) switch
    {
        null => "the folder holds networks on ANI's environment vector, all members on the same.",
        var model when model.Members.SelectMany(m => m).SelectMany(n => n.Activations).Any(a => a is not (Activation.Celu or Activation.Gaussian or Activation.Linear)) => "its networks have an activation for which the format has no code.",
        _ => null,
    };

    public void Write(IPotential potential, string path) => NeuroChemFolder.Write(Model(potential)!, path, "ani");

    static AniModel? Model(IPotential potential) => potential as AniModel ?? (potential as Committee)?.Mean as AniModel;
}
