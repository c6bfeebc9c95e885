using System.Globalization;
using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Quantum.Programs;

/// <summary>A structure as quantum chemistry wants it: no cell, whole electrons, a spin that they can have, nuclei apart. Programs do not check all of this themselves.</summary>
sealed class ProgramMolecule
{
    /// <summary>Of the sum of two covalent radii; H₂ at 0.19 Å.</summary>
    const double Collapsed = 0.3;

    ProgramMolecule(Structure structure, int charge, int electrons, int multiplicity) => (Structure, Charge, Electrons, Multiplicity) = (structure, charge, electrons, multiplicity);

    public Structure Structure { get; }

    public int Count => Structure.Count;

    public int Charge { get; }

    /// <summary>All of them, those of the cores included.</summary>
    public int Electrons { get; }

    /// <summary>2S + 1; where the structure does not say, the lowest that the electrons can have.</summary>
    public int Multiplicity { get; }

    public int Unpaired => Multiplicity - 1;

    /// <exception cref="PotentialException">It is periodic, empty, has a broken charge, a spin that its electrons cannot have, or nuclei in one another.</exception>
    public static ProgramMolecule Of(Structure structure, string oracle)
    {
        if (structure.Periodic.Any)
            throw new PotentialException($"{oracle} computes molecules; this structure repeats (pbc \"{structure.Periodic}\"). Cut a cluster out of it, or take a potential for crystals.");
        if (structure.Count == 0)
            throw new PotentialException($"{oracle} was given no atoms.");
        var charge = (int)Math.Round(Math.Clamp(structure.Charge, -1e6, 1e6));
        if (!(Math.Abs(structure.Charge - charge) < 1e-6))
            throw new PotentialException(string.Create(CultureInfo.InvariantCulture, $"The total charge is {structure.Charge} e; {oracle} wants a whole number."));
        var electrons = -charge;
        foreach (var element in structure.Elements)
            electrons += element.AtomicNumber;
        if (electrons < 1)
            throw new PotentialException($"With a charge of {charge:+0;-0} {structure.Formula} has no electrons left; check 'charge'.");
        var multiplicity = structure.Multiplicity ?? 1 + electrons % 2;
        if (multiplicity < 1 || multiplicity - 1 > electrons || (electrons - multiplicity + 1) % 2 != 0)
            throw new PotentialException($"{structure.Formula} with a charge of {charge} has {electrons} electrons, which cannot have the multiplicity {multiplicity}; with {(electrons % 2 == 0 ? "an even number it is odd" : "an odd number it is even")}. Check 'charge' and 'multiplicity'.");
        RefuseCollapsed(structure);
        return new ProgramMolecule(structure, charge, electrons, multiplicity);
    }

    static void RefuseCollapsed(Structure structure)
    {
        var elements = structure.Elements;
        var positions = structure.Positions;
        for (var i = 0; i < positions.Length; i++)
        {
            if (!double.IsFinite(positions[i].X + positions[i].Y + positions[i].Z))
                throw new PotentialException($"The position of atom {i + 1} ({elements[i]}) is not a number.");
            for (var j = 0; j < i; j++)
            {
                var distance = (positions[i] - positions[j]).Length;
                if (distance < Collapsed * (elements[i].CovalentRadius + elements[j].CovalentRadius))
                    throw new PotentialException(string.Create(CultureInfo.InvariantCulture, $"The geometry is collapsed: atoms {j + 1} ({elements[j]}) and {i + 1} ({elements[i]}) are {distance:0.000} Å apart. Check that its unit is Å."));
            }
        }
    }

    /// <summary>Throws where a program's geometry (Å) is not this one: it read something else than was written.</summary>
    /// <exception cref="PotentialException">Another number of atoms, or one of them elsewhere.</exception>
    public void RefuseUnlessEchoed(string program, IReadOnlyList<Vec3> echoed)
    {
        if (echoed.Count != Count)
            throw new PotentialException($"{program} answered for {echoed.Count} atoms where {Count} were asked for; its answer is not taken.");
        for (var i = 0; i < Count; i++)
        {
            if (!((echoed[i] - Structure.Positions[i]).Length < 1e-5))
                throw new PotentialException($"{program} answered for another geometry: atom {i + 1} ({Structure.Elements[i]}) is not where it was put; its answer is not taken.");
        }
    }
}
