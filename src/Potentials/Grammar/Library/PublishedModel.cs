namespace Athanor.Potentials;

/// <summary>A model that is known by its name although its files do not come with this program.</summary>
/// <param name="Name">What it is called everywhere: "ani-2x".</param>
/// <param name="What">In half a sentence: elements, reference, paper.</param>
/// <param name="File">What to give to <c>athanor models add</c>.</param>
/// <param name="Source">Where its files are.</param>
public sealed record PublishedModel(string Name, string What, string File, string Source, string Licence)
{
    const string AniSource = "https://github.com/isayev/ASE_ANI (folder ani_models) and https://github.com/aiqm/ani-model-zoo (folder resources)";

    public static IReadOnlyList<PublishedModel> All { get; } =
    [
        new("ani-1x", "eight networks for H C N O at ωB97X/6-31G(d) (Smith et al., J. Chem. Phys. 148, 241733, 2018)", "ani-1x_8x.info", AniSource, "MIT"),
        new("ani-1ccx", "eight networks for H C N O at CCSD(T)*/CBS (Smith et al., Nat. Commun. 10, 2903, 2019)", "ani-1ccx_8x.info", AniSource, "MIT"),
        new("ani-2x", "eight networks for H C N O F S Cl at ωB97X/6-31G(d) (Devereux et al., J. Chem. Theory Comput. 16, 4192, 2020)", "ani-2x_8x.info", AniSource, "MIT"),
    ];

    public static PublishedModel? Find(string name) => All.FirstOrDefault(m => m.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Where it can be had, and what to type then.</summary>
    public string HowToGet =>
        $"'{Name}' is a published model, {What}, but it has not been added on this machine. Its files, {File} and the folder {Path.GetFileNameWithoutExtension(File)} beside it, are at {Source}, "
        + $"licence {Licence}. Get them, and say once: athanor models add path/to/{File}";
}
