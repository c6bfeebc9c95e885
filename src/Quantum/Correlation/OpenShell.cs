using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Quantum;

/// <summary>A converged unrestricted field as correlated methods want it: the orbitals of either spin split into frozen, correlated and virtual.</summary>
internal sealed class OpenShell
{
    /// <param name="bytes">Memory that the method will take, from the number of functions and the spaces.</param>
    /// <exception cref="Athanor.Potentials.PotentialException">Memory would not suffice, or as <see cref="HartreeFock.Solve"/> says.</exception>
    public OpenShell(string method, Structure structure, BasisSet basis, CorrelationOptions options, ScfOptions? field, Team team, Func<double, SpinSpace, double> bytes)
    {
        if (field?.Shells == Shells.RestrictedOpen)
            throw new Athanor.Potentials.PotentialException($"{method} here wants each spin's own orbitals, and restricted open shells were asked for {structure.Formula}. Leave ScfOptions.Shells out.");
        var electrons = ElectronCount.Of(structure);
        Frozen = FrozenCore.Of(structure, options, electrons);
        Molecule = new(structure, basis, team);
        var most = Spaces(electrons, Molecule.Functions);
        MemoryLimit.Require(method, structure, basis, options, $"{Molecule.Functions} functions, {most.OccupiedAlpha} + {most.OccupiedBeta} correlated electrons", bytes(Molecule.Functions, most));
        Field = HartreeFock.Solve(structure, basis, field ?? ClosedShell.Tight, team, options.FieldGradient);
        Space = Spaces(electrons, Field.Alpha.Energies.Length);
    }

    public Molecule Molecule { get; }

    public ScfResult Field { get; }

    /// <summary>Orbitals left out of either spin, from the lowest.</summary>
    public int Frozen { get; }

    public SpinSpace Space { get; }

    /// <summary>Energies of correlated and virtual orbitals of a spin, Eh.</summary>
    public double[] Energies(char spin) => Of(spin).Energies[Frozen..];

    /// <summary>Columns of the coefficients, [function, orbital], of the occupied ('o') or virtual ('v') orbitals of a spin.</summary>
    public double[] Coefficients(char space, char spin) =>
        ClosedShell.Columns(Of(spin), Frozen + (space == 'o' ? 0 : Space.Size('o', spin)), Space.Size(space, spin));

    /// <summary>The same of both, occupied first.</summary>
    public double[] Coefficients(char spin) => ClosedShell.Columns(Of(spin), Frozen, Space.Size('o', spin) + Space.Size('v', spin));

    Orbitals Of(char spin) => spin == 'α' ? Field.Alpha : Field.Beta;

    SpinSpace Spaces(ElectronCount electrons, int orbitals) =>
        new(electrons.Alpha - Frozen, Math.Max(0, orbitals - electrons.Alpha), electrons.Beta - Frozen, Math.Max(0, orbitals - electrons.Beta));
}
