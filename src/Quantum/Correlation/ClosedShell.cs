using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Quantum;

/// <summary>A converged closed-shell field as correlated methods want it: orbitals split into frozen, correlated and virtual.</summary>
internal sealed class ClosedShell
{
    /// <summary>Errors of the field enter correlation energies to first order, unlike the energy of the field itself.</summary>
    public static readonly ScfOptions Tight = new() { Gradient = 1e-9 };

    /// <param name="bytes">Memory that the method will take, from the numbers of functions, correlated and virtual orbitals.</param>
    /// <exception cref="PotentialException">Shells are open, memory would not suffice, or as <see cref="HartreeFock.Solve"/> says.</exception>
    public ClosedShell(string method, Structure structure, BasisSet basis, CorrelationOptions options, ScfOptions? field, Team team, Func<double, double, double, double> bytes)
    {
        field ??= Tight;
        var electrons = ElectronCount.Of(structure);
        if (!IsClosed(structure, field))
            throw new PotentialException(
                $"{method} here is for closed shells; {structure.Formula} has {electrons.Alpha} electrons of α and {electrons.Beta} of β spin{(field.Shells == Shells.Unrestricted ? ", and an unrestricted field was asked for" : "")}.");
        Frozen = FrozenCore.Of(structure, options, electrons);
        Molecule = new(structure, basis, team);
        Occupied = electrons.Alpha - Frozen;
        MemoryLimit.Require(method, structure, basis, options, $"{Molecule.Functions} functions, {Occupied} correlated pairs", bytes(Molecule.Functions, Occupied, Math.Max(0, Molecule.Functions - electrons.Alpha)));
        Field = HartreeFock.Solve(structure, basis, field, team, options.FieldGradient);
        Virtual = Field.Alpha.Energies.Length - electrons.Alpha;
    }

    /// <summary>Whether both spins would have the same orbitals.</summary>
    /// <exception cref="PotentialException">Charge and multiplicity do not fit.</exception>
    public static bool IsClosed(Structure structure, ScfOptions? field)
    {
        var electrons = ElectronCount.Of(structure);
        return electrons.Alpha == electrons.Beta && field?.Shells != Shells.Unrestricted;
    }

    public Molecule Molecule { get; }

    public ScfResult Field { get; }

    /// <summary>Orbitals left out, from the lowest.</summary>
    public int Frozen { get; }

    /// <summary>Correlated occupied orbitals, next after the frozen.</summary>
    public int Occupied { get; }

    /// <summary>Empty orbitals, the last.</summary>
    public int Virtual { get; }

    /// <summary>Energies of correlated and virtual orbitals, Eh.</summary>
    public double[] Energies => Field.Alpha.Energies[Frozen..];

    /// <summary>Columns of the coefficients, [function, orbital], of correlated orbitals from <paramref name="first"/> on.</summary>
    public double[] Coefficients(int first, int count) => Columns(Field.Alpha, Frozen + first, count);

    /// <summary>Columns of the coefficients of orbitals.</summary>
    public static double[] Columns(Orbitals orbitals, int first, int count)
    {
        var all = orbitals.Energies.Length;
        var n = orbitals.Coefficients.Length / all;
        var c = new double[n * count];
        for (var i = 0; i < n; i++)
            Array.Copy(orbitals.Coefficients, i * all + first, c, i * count, count);
        return c;
    }
}
