namespace Athanor.Quantum;

/// <summary>The auxiliary functions of a molecule, each shell paired with the unit function.</summary>
internal sealed class AuxiliaryFunctions
{
    /// <exception cref="Athanor.Potentials.PotentialException">The set lacks an element.</exception>
    public AuxiliaryFunctions(Molecule molecule, BasisSet set)
    {
        Shells = Shell.Place(set, molecule.Elements, molecule.Positions);
        Functions = Shells.Sum(s => s.Count);
        Pairs = [.. Shells.Select(s => new ShellPair(s, Shell.Unit))];
        var repulsion = new Repulsion();
        foreach (var pair in Pairs)
        {
            repulsion.Evaluate(pair, pair);
            pair.Bound = Math.Sqrt(Enumerable.Range(0, pair.Count).Max(c => repulsion.Integrals[c * pair.Stride + c]));
        }
    }

    public Shell[] Shells { get; }

    public int Functions { get; }

    /// <summary>One a shell: an integral of it with another pair is (P|Q) or (P|ab).</summary>
    public ShellPair[] Pairs { get; }

    /// <summary>How many functions a set gives a molecule.</summary>
    /// <exception cref="Athanor.Potentials.PotentialException">The set lacks an element.</exception>
    public static int Count(Molecule molecule, BasisSet set) => molecule.Elements.Sum(e => set.For(e).Sum(s => s.Count));
}
