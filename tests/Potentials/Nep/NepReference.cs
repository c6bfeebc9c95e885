using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials.Nep;

namespace Athanor.Potentials.Tests.Nep;

/// <summary>One structure with the results of NEP_CPU in full precision.</summary>
sealed class NepReference
{
    internal required NepModel Model { get; init; }

    internal required Structure Structure { get; init; }

    internal required double[] Energies { get; init; }

    internal required Vec3[] Forces { get; init; }

    internal required double[] Virial { get; init; }

    internal const string Folder = "reference/nep";

    /// <summary>Structures of potentials without charges.</summary>
    internal static string[] Names { get; } =
    [
        "Si_diamond_512", "Si_prim_2", "Si_triclinic_16", "UNEP_fcc6_256", "UNEP_fcc16_256", "UNEP_zbl_32", "C_diamond_216", "C_graphite_240", "PbTe_NEP3_test",
        "syn_nep3_zbl.syn_48", "syn_nep4_typecut.syn_48", "syn_nep4_typecut.syn_prim_3", "syn_nep5_flexzbl.syn_48", "syn_nep5.syn_48", "syn_nep4_112_233.syn_48",
    ];

    internal static string File(string name) => $"{Folder}/{name}";

    internal static NepReference Read(string name)
    {
        var frame = StructureFiles.ReadOne(SharedData.PathOf(File(name + ".xyz")));
        return new NepReference
        {
            Model = NepFile.Read(SharedData.PathOf(File(frame.Info["model"]))),
            Structure = frame.Structure,
            Energies = frame.Columns["energies"].Numbers!,
            Forces = frame.Forces!,
            Virial = [.. frame.Info["virial"].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(w => double.Parse(w, System.Globalization.CultureInfo.InvariantCulture))],
        };
    }
}
