using System.Globalization;
using Athanor.Atoms;
using Athanor.Potentials.Networks;

namespace Athanor.Potentials.Ani;

/// <summary>
/// Models as the NeuroChem program keeps them and the published ANI ones come: an <c>.info</c> file beside a folder with constants, self energies and, for every
/// member of the ensemble, the networks.
/// </summary>
public static class NeuroChemFolder
{
    /// <summary>Whether a path looks like such a model; the reader says whether it is one.</summary>
    internal static bool Claims(PotentialName name) => name.IsFolder
        ? Directory.EnumerateFiles(name.Text, "*.info").Any(f => NeuroChemInfo.Begins(new PotentialName(f).Head))
        : NeuroChemInfo.Begins(name.Head);

    /// <summary>Reads a model with all its members, energies converted with 1 Hartree = <see cref="AniModel.Hartree"/>.</summary>
    /// <param name="path">The <c>.info</c> file, or a folder that holds exactly one.</param>
    /// <param name="name">What the model is to be called; the path where it is not given.</param>
    /// <exception cref="PotentialException">A file is missing or wrong; the message says which and where.</exception>
    public static AniModel Read(string path, string? name = null)
    {
        if (!File.Exists(path) && !Directory.Exists(path))
            throw new PotentialException($"There is no '{path}'. An ANI model is named by its .info file, or by the folder that holds it.");
        var info = NeuroChemInfo.Read(path);
        var functions = NeuroChemConstants.Read(info.Constants);
        var energies = NeuroChemConstants.ReadSelfEnergies(info.SelfEnergies, functions.Elements);
        var members = new ElementNetwork[info.Members][];
        for (var m = 0; m < members.Length; m++)
            members[m] = [.. functions.Elements.Select(e => NeuroChemNetwork.Read(info.Networks(m), e, functions.Count))];
        return new AniModel(functions, members, energies, name ?? path);
    }

    /// <summary>The files of a model that has been read, without what training left beside them.</summary>
    /// <param name="path">The <c>.info</c> file, or a folder that holds exactly one.</param>
    internal static IReadOnlyList<string> FilesOf(string path)
    {
        var info = NeuroChemInfo.Read(path);
        return
        [
            info.Path, info.Constants, info.SelfEnergies,
            .. Enumerable.Range(0, info.Members).SelectMany(m => Directory.EnumerateFiles(info.Networks(m), "ANN-*")),
        ];
    }

    /// <summary>Writes <c>NAME.info</c> and the folder <c>NAME</c> beside it. Weights become floats, as the format has them.</summary>
    /// <param name="folder">Exists; what it holds under these names is overwritten.</param>
    /// <exception cref="PotentialException">A network has an activation that the format does not know.</exception>
    public static void Write(AniModel model, string folder, string name)
    {
        var below = Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
        var f = model.Functions;
        File.WriteAllText(Path.Combine(folder, $"{name}.info"), $"{name}/{name}.params\n{name}/sae_linfit.dat\n{name}/train\n{model.Members.Length}\n");
        File.WriteAllText(Path.Combine(below, $"{name}.params"), $"""
            TM = 1
            Rcr = {Number(f.RadialCutoff)}
            Rca = {Number(f.AngularCutoff)}
            EtaR = {List(f.RadialEta)}
            ShfR = {List([.. f.RadialShifts])}
            Zeta = {List(f.Zeta)}
            ShfZ = {List([.. f.Angles])}
            EtaA = {List(f.AngularEta)}
            ShfA = {List([.. f.AngularShifts])}
            Atyp = [{string.Join(",", f.Elements.Select(e => e.Symbol))}]

            """);
        File.WriteAllLines(Path.Combine(below, "sae_linfit.dat"), f.Elements.Select((e, s) => $"{e.Symbol},{s}={Number(model.SelfEnergies[s])}"));
        for (var m = 0; m < model.Members.Length; m++)
        {
            var networks = Directory.CreateDirectory(Path.Combine(below, string.Create(CultureInfo.InvariantCulture, $"train{m}"), "networks")).FullName;
            for (var s = 0; s < f.Elements.Length; s++)
                NeuroChemNetwork.Write(networks, f.Elements[s], model.Members[m][s]);
        }
    }

    static string Number(double x) => x.ToString("R", CultureInfo.InvariantCulture);

    static string List(params double[] entries) => $"[{string.Join(",", entries.Select(x => ((float)x).ToString("R", CultureInfo.InvariantCulture)))}]";
}
