using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Quantum;

/// <summary>A converged closed-shell field as correlated methods want it: orbitals split into frozen, correlated and virtual.</summary>
internal sealed class ClosedShell
{
    // Mean-field errors enter correlation energies to first order, unlike the energy of the field itself.
    static readonly ScfOptions Tight = new() { Gradient = 1e-9 };

    // Arrays are indexed by an int: with no more than this no array of doubles can be too long.
    const long Largest = 15L << 30;

    /// <param name="bytes">Memory that the method will take, from the numbers of functions, correlated and virtual orbitals.</param>
    /// <exception cref="PotentialException">Shells are open, memory would not suffice, or as <see cref="HartreeFock.Solve"/> says.</exception>
    public ClosedShell(string method, Structure structure, BasisSet basis, CorrelationOptions options, ScfOptions? field, Team team, Func<double, double, double, double> bytes)
    {
        field ??= Tight;
        var electrons = ElectronCount.Of(structure);
        if (electrons.Alpha != electrons.Beta || field.Unrestricted)
            throw new PotentialException(
                $"{method} here is for closed shells; {structure.Formula} has {electrons.Alpha} electrons of α and {electrons.Beta} of β spin{(field.Unrestricted ? ", and an unrestricted field was asked for" : "")}. Only its Hartree–Fock energy is to be had.");
        Frozen = 0;
        if (!options.Full)
        {
            foreach (var element in structure.Elements)
                Frozen += CoreOrbitals(element);
        }
        // A cation may have lost electrons of the core.
        Frozen = Math.Min(Frozen, electrons.Alpha);
        Molecule = new(structure, basis, team);
        Occupied = electrons.Alpha - Frozen;
        var needed = bytes(Molecule.Functions, Occupied, Math.Max(0, Molecule.Functions - electrons.Alpha));
        var allowed = Math.Min(options.Memory, Largest);
        if (needed > allowed)
            throw new PotentialException(
                $"{method} of {structure.Formula} in {basis.Name} ({Molecule.Functions} functions, {Occupied} correlated pairs) would take {needed / (1 << 30):0.0} GiB of memory; {allowed / (double)(1 << 30):0.0} GiB are allowed. Choose a smaller set{(allowed < Largest ? ", or set CorrelationOptions.Memory" : "")}.");
        Field = HartreeFock.Solve(structure, basis, field, team, options.FieldGradient);
        Virtual = Field.Alpha.Energies.Length - electrons.Alpha;
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
    public double[] Coefficients(int first, int count)
    {
        var (n, all) = (Molecule.Functions, Field.Alpha.Energies.Length);
        var c = new double[n * count];
        for (var i = 0; i < n; i++)
            Array.Copy(Field.Alpha.Coefficients, i * all + Frozen + first, c, i * count, count);
        return c;
    }

    /// <summary>Orbitals of the previous noble gas.</summary>
    internal static int CoreOrbitals(Element element) => element.AtomicNumber switch { <= 2 => 0, <= 10 => 1, <= 18 => 5, <= 36 => 9, <= 54 => 18, _ => 27 };
}
