using Athanor.Atoms;

namespace Athanor.Quantum;

/// <summary>Which orbitals stay uncorrelated.</summary>
internal static class FrozenCore
{
    /// <summary>How many orbitals, from the lowest, of either spin: those of the previous noble gas of each atom, none where all electrons are asked for.</summary>
    public static int Of(Structure structure, CorrelationOptions options, ElectronCount electrons)
    {
        var frozen = 0;
        if (!options.Full)
        {
            foreach (var element in structure.Elements)
                frozen += Orbitals(element);
        }
        // A cation may have lost electrons of the core.
        return Math.Min(frozen, electrons.Beta);
    }

    /// <summary>Orbitals of the previous noble gas.</summary>
    public static int Orbitals(Element element) => element.AtomicNumber switch { <= 2 => 0, <= 10 => 1, <= 18 => 5, <= 36 => 9, <= 54 => 18, _ => 27 };
}
