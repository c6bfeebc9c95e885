namespace Athanor.Potentials.Nep;

/// <summary>The <c>nep.txt</c> that GPUMD, NEP_CPU and LAMMPS's <c>pair_style nep</c> read.</summary>
sealed class NepExport : IModelExport
{
    public string Name => "nep";

    public string Summary => "one nep.txt";

    public bool IsFolder => false;

    public string? WhyNot(IPotential potential) => potential is NepModel ? null : "the file holds NEP models.";

    public void Write(IPotential potential, string path) => NepFile.Write((NepModel)potential, path, overwrite: false);
}
