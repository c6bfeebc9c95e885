namespace Athanor.Quantum;

/// <summary>The numbers that memory is estimated from, before anything is computed.</summary>
/// <param name="Functions">Basis functions.</param>
/// <param name="Alpha">Electrons of the more frequent spin.</param>
/// <param name="Beta">Electrons of the other.</param>
/// <param name="Core">Orbitals that stay frozen.</param>
internal readonly record struct MoleculeSize(int Functions, int Alpha, int Beta, int Core)
{
    /// <summary>Empty orbitals, of the spin that has more of them.</summary>
    public int Virtual => Math.Max(0, Functions - Beta);

    /// <summary>Matrices over functions: DIIS keeps two a step and spin, integrals in memory excepted.</summary>
    public double FieldBytes => sizeof(double) * (Alpha == Beta ? 30.0 : 60.0) * Functions * Functions;

    /// <summary>Occupied orbitals that are correlated, of the spin that has more of them.</summary>
    public int Correlated(bool full) => full ? Alpha : Alpha - Core;

    /// <summary>Correlated and empty orbitals of either spin.</summary>
    public SpinSpace Space(bool full)
    {
        var frozen = full ? 0 : Core;
        return new(Alpha - frozen, Math.Max(0, Functions - Alpha), Beta - frozen, Math.Max(0, Functions - Beta));
    }

    /// <exception cref="Potentials.PotentialException">The basis lacks an element, or charge and multiplicity do not fit.</exception>
    public static MoleculeSize Of(MethodTask task)
    {
        var electrons = ElectronCount.Of(task.Structure);
        int functions = 0, core = 0;
        foreach (var element in task.Structure.Elements)
        {
            functions += task.Basis.For(element).Sum(s => s.Count);
            core += FrozenCore.Orbitals(element);
        }
        return new(functions, electrons.Alpha, electrons.Beta, Math.Min(core, electrons.Beta));
    }
}
