namespace Athanor.Learning;

/// <summary>All checks, in the order their findings are told within one severity. A new check is added by being listed here.</summary>
internal static class DataChecks
{
    public static IReadOnlyList<IDataCheck> All { get; } =
    [
        new MissingLabels(),
        new NotFinite(),
        new ZeroForces(),
        new ConstantEnergy(),
        new ForceSign(),
        new UnitsOfLabels(),
        new StressLabels(),
        new Duplicates(),
        new EnergyOutliers(),
        new ForceOutliers(),
        new CloseAtoms(),
        new LoneAtoms(),
        new Cells(),
        new AtomEnergyCheck(),
        new UnknownKeys(),
    ];
}
