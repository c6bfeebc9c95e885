using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Quantum;

/// <summary>Second-order perturbation theory with fitted integrals ("RI-MP2"; Feyereisen, Fitzgerald, Komornicki, Chem. Phys. Lett. 208, 359 (1993)).</summary>
public static class FittedMollerPlesset
{
    /// <summary>Finds the field and its MP2 energy.</summary>
    /// <param name="structure">A molecule; charge and multiplicity are its own. Closed shells have a restricted field, the rest an unrestricted one.</param>
    /// <param name="basis">Functions of the atoms.</param>
    /// <param name="auxiliary">In which products of occupied and empty orbitals are expanded; null for <see cref="AuxiliaryBasis.For"/> of <paramref name="basis"/>.</param>
    /// <param name="options">Frozen core and 4 GiB where null.</param>
    /// <param name="field">How the field is sought, with exact integrals unless it names a set of its own; null for a field fitted with <paramref name="auxiliary"/> and an orbital gradient of 1e-9 Eh.</param>
    /// <param name="team">Who shares the work; null for the calling thread alone. Same bits on any number of threads.</param>
    /// <exception cref="PotentialException">Memory would not suffice, a set lacks an element, or as <see cref="HartreeFock.Solve"/> says.</exception>
    public static MollerPlessetResult Solve(
        Structure structure, BasisSet basis, BasisSet? auxiliary = null, CorrelationOptions? options = null, ScfOptions? field = null, Team? team = null)
    {
        options ??= new();
        team ??= Team.Single;
        auxiliary ??= AuxiliaryBasis.For(basis);
        field ??= ClosedShell.Tight with { Fitting = auxiliary, Memory = options.Memory };
        var electrons = ElectronCount.Of(structure);
        if (field.Shells == Shells.RestrictedOpen && electrons.Alpha != electrons.Beta)
            throw new PotentialException($"RI-MP2 here wants each spin's own orbitals, and restricted open shells were asked for {structure.Formula}. Leave ScfOptions.Shells out.");
        var frozen = FrozenCore.Of(structure, options, electrons);
        var size = MoleculeSize.Of(new(structure, basis));
        var functions = structure.Elements.ToArray().Sum(e => auxiliary.For(e).Sum(s => s.Count));
        MemoryLimit.Require("RI-MP2", structure, basis, options, $"{size.Functions} functions, {functions} auxiliary ones", Bytes(size, functions, options.Full));
        // A field fitted with the same set has made the integrals already.
        var (interaction, noted) = (default(IInteraction), true);
        IInteraction Made(Molecule molecule, ScfOptions chosen, Team crew)
        {
            var made = HartreeFock.Interaction(molecule, chosen, crew);
            interaction = noted ? made : null;
            return made;
        }
        var result = MeanField.Solve(structure, basis, Made, field, team, options.FieldGradient);
        var integrals = interaction is FittedInteraction fitted && fitted.Integrals.Set == auxiliary ? fitted.Integrals : new(result.Molecule, auxiliary, options.Memory, team);
        var alpha = new FittedOrbitals(result.Alpha, frozen, integrals, team);
        var beta = ReferenceEquals(result.Alpha, result.Beta) ? alpha : new(result.Beta, frozen, integrals, team);
        var (same, opposite) = FittedPairs.Energies(alpha, beta, team);
        if (alpha != beta)
            same = 0.5 * (FittedPairs.Energies(alpha, alpha, team).Same + FittedPairs.Energies(beta, beta, team).Same);
        // The field keeps the function that made its interaction, which is asked again where stability is tested; it need not keep the integrals.
        (interaction, noted) = (null, false);
        return new() { Field = result, SameSpin = same, OppositeSpin = opposite, Frozen = frozen };
    }

    /// <summary>Bytes at the peak, but for those of the field.</summary>
    internal static double Bytes(MoleculeSize size, double auxiliary, bool full)
    {
        double o = size.Correlated(full), n = size.Functions;
        var spins = size.Alpha == size.Beta ? 1 : 2;
        return FittedIntegrals.Bytes(n, auxiliary) + HalfTransformation.Bytes(n, auxiliary, o) + sizeof(double) * auxiliary * spins * o * size.Virtual;
    }
}
