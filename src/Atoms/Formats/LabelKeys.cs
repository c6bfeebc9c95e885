namespace Athanor.Atoms;

/// <summary>
/// Under which names a file keeps its labels. Each list is tried in order and the first name that the frame has is taken; the
/// others stay in <see cref="Frame.Info"/> or <see cref="Frame.Columns"/>. Names are compared letter by letter, case included.
/// </summary>
public sealed record LabelKeys
{
    /// <summary>The usual names, as written in the default values below.</summary>
    public static LabelKeys Default { get; } = new();

    /// <summary>Total energy, eV.</summary>
    public IReadOnlyList<string> Energy { get; init; } =
    [
        "energy", "REF_energy", "ref_energy", "dft_energy", "DFT_energy", "qm_energy", "Energy", "total_energy", "potential_energy", "free_energy", "E",
    ];

    /// <summary>Per-atom column, eV/Å. Gradients are not forces and are never taken for them.</summary>
    public IReadOnlyList<string> Forces { get; init; } =
    [
        "forces", "force", "REF_forces", "ref_forces", "dft_forces", "DFT_forces", "dft_force", "qm_forces", "Forces", "Force",
    ];

    /// <summary>(1/V) ∂E/∂ε, eV/Å³, tension positive: 9 numbers row by row, 3 × 3, or 6 in the order xx yy zz yz xz xy.</summary>
    public IReadOnlyList<string> Stress { get; init; } = ["stress", "REF_stress", "ref_stress", "dft_stress", "DFT_stress", "qm_stress", "Stress"];

    /// <summary>−∂E/∂ε, eV, in the forms of <see cref="Stress"/>; read as the stress −virial/V where no stress is given.</summary>
    public IReadOnlyList<string> Virial { get; init; } =
    [
        "virial", "virials", "REF_virial", "REF_virials", "ref_virial", "ref_virials", "dft_virial", "DFT_virial", "Virial",
    ];

    /// <summary>The group a frame belongs to.</summary>
    public IReadOnlyList<string> Group { get; init; } = ["config_type", "group"];

    /// <summary>Total charge, e.</summary>
    public IReadOnlyList<string> Charge { get; init; } = ["charge", "total_charge", "tot_charge"];

    /// <summary>Spin multiplicity 2S + 1. <c>spin</c> is used for it by OMol25 and MACE; a <c>spin</c> of zero means something else and is left alone.</summary>
    public IReadOnlyList<string> Multiplicity { get; init; } = ["multiplicity", "spin_multiplicity", "spin"];

    /// <summary>The units of files that do not say theirs (<c>input.data</c> of n2p2): "angstrom-ev", "bohr-hartree"; null where nobody said. The other formats have theirs.</summary>
    public string? Units { get; init; }
}
