namespace Athanor.Quantum;

/// <summary>The methods that there are.</summary>
internal static class MethodFamilies
{
    public static IReadOnlyList<IMethodFamily> All { get; } =
    [
        new HartreeFockFamily(restricted: false),
        new HartreeFockFamily(restricted: true),
        new MollerPlessetFamily(),
        new CoupledClusterFamily(),
        new FittedHartreeFockFamily(),
        new FittedMollerPlessetFamily(),
        .. Functional.All.Select(f => new DensityFunctionalFamily(f, fitted: false)),
        .. Functional.All.Select(f => new DensityFunctionalFamily(f, fitted: true)),
    ];
}
