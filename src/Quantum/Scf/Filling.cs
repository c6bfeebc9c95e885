using Athanor.Atoms;
using Athanor.Potentials;

namespace Athanor.Quantum;

/// <summary>
/// Electrons in orbitals. A channel is a spin with a density of its own (one for closed shells, which stands for both spins); a set is orbitals of their own (two where unrestricted, else one).
/// Every set holds its electrons in its first orbitals.
/// </summary>
/// <param name="Shells">What the orbitals are held to.</param>
/// <param name="Counts">Electrons of each channel, α first.</param>
internal sealed record Filling(Shells Shells, int[] Counts)
{
    /// <exception cref="PotentialException">Closed shells were asked for and electrons are unpaired.</exception>
    public static Filling Of(Structure structure, ElectronCount electrons, Shells? asked)
    {
        var paired = electrons.Alpha == electrons.Beta;
        var shells = asked ?? (paired ? Shells.Closed : Shells.Unrestricted);
        if (shells == Shells.Closed && !paired)
            throw new PotentialException($"Closed shells were asked for, but {structure.Formula} has {electrons.Alpha} electrons of α and {electrons.Beta} of β spin. Leave ScfOptions.Shells out, or set multiplicity=1 and a charge that fits.");
        if (shells == Shells.RestrictedOpen && paired)
            shells = Shells.Closed;
        return new(shells, shells == Shells.Closed ? [electrons.Alpha] : [electrons.Alpha, electrons.Beta]);
    }

    public int Channels => Counts.Length;

    public int Sets => Shells == Shells.Unrestricted ? 2 : 1;

    /// <summary>Spins that a channel stands for.</summary>
    public int Weight => Shells == Shells.Closed ? 2 : 1;

    /// <summary>The set whose orbitals a channel fills.</summary>
    public int SetOf(int channel) => Shells == Shells.Unrestricted ? channel : 0;

    /// <summary>Occupation of an orbital in a channel, 0 or 1.</summary>
    public double Occupation(int channel, int orbital) => orbital < Counts[channel] ? 1 : 0;

    /// <summary>Where occupations change along a set's orbitals: the ends of its classes, the last being all of them.</summary>
    public int[] Classes(int set, int orbitals) => Shells switch
    {
        Shells.Unrestricted => [Counts[set], orbitals],
        Shells.RestrictedOpen => [Counts[1], Counts[0], orbitals],
        _ => [Counts[0], orbitals],
    };
}
