using Athanor.Atoms;
using Athanor.Potentials;

namespace Athanor.Quantum;

/// <summary>Electrons of either spin, from charge and multiplicity.</summary>
internal readonly record struct ElectronCount(int Alpha, int Beta)
{
    /// <summary>Where nothing is said of the multiplicity, the lowest that the number of electrons allows.</summary>
    /// <exception cref="PotentialException">They do not fit.</exception>
    public static ElectronCount Of(Structure structure)
    {
        var charge = Math.Round(structure.Charge);
        if (!(Math.Abs(structure.Charge - charge) < 1e-6))
            throw new PotentialException($"The charge of {structure.Formula} is {structure.Charge:R} e; a molecule holds a whole number of electrons. Set charge= to an integer.");
        var nuclear = 0;
        foreach (var element in structure.Elements)
            nuclear += element.AtomicNumber;
        var electrons = nuclear - (int)charge;
        if (electrons < 1)
            throw new PotentialException($"{structure.Formula} with charge {charge} has no electrons.");
        var multiplicity = structure.Multiplicity ?? (electrons % 2 == 0 ? 1 : 2);
        if (multiplicity < 1 || (electrons - multiplicity + 1) % 2 != 0 || multiplicity - 1 > electrons)
            throw new PotentialException(
                $"{structure.Formula} with charge {charge} has {electrons} electrons, which cannot have multiplicity {multiplicity}; {(electrons % 2 == 0 ? "an even number has 1, 3, 5 …" : "an odd number has 2, 4, 6 …")}. Set charge= or multiplicity=.");
        return new((electrons + multiplicity - 1) / 2, (electrons - multiplicity + 1) / 2);
    }
}
