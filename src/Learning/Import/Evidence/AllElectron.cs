using Athanor.Atoms;

namespace Athanor.Learning;

/// <summary>
/// Total energies of the free atoms H to Ar, all electrons counted (Hartree–Fock limits of the ground states; Clementi and Roetti, At. Data
/// Nucl. Data Tables 14, 177 (1974), rounded). Any all-electron calculation comes within two per cent, so they tell the unit of a total energy.
/// </summary>
internal static class AllElectron
{
    /// <summary>By how much, in ln E, methods differ from these and molecules from their atoms.</summary>
    public const double Tolerance = 0.03;

    static readonly double[] Hartrees =
    [
        0.5, 2.86, 7.43, 14.57, 24.53, 37.69, 54.40, 74.81, 99.41, 128.55,
        161.86, 199.61, 241.88, 288.85, 340.72, 397.50, 459.48, 526.82,
    ];

    /// <summary>
    /// Labelled energy over that of the free atoms in eV, the median over frames: 1 where energies are all-electron and in eV. NaN where an
    /// element is too heavy, or where frames disagree: then the energies count no cores.
    /// </summary>
    /// <param name="label">The energy as labelled, in whatever unit.</param>
    public static double Ratio(IReadOnlyList<Frame> frames, Func<Frame, double?> label)
    {
        var ratios = new List<double>();
        foreach (var frame in frames)
        {
            if (label(frame) is not { } e || !double.IsFinite(e) || frame.Structure.Count < 2)
                continue;
            double sum = 0;
            foreach (var element in frame.Structure.Elements)
                sum -= element.AtomicNumber <= Hartrees.Length ? Hartrees[element.AtomicNumber - 1] * Units.Hartree : double.NaN;
            if (double.IsFinite(sum))
                ratios.Add(e / sum);
        }
        double[] all = [.. ratios];
        double low = Sample.Quantile(all, 0.05), high = Sample.Quantile(all, 0.95);
        return all.Length > 0 && low > 0 && high < low * (1 + Tolerance) ? Sample.Median(all) : double.NaN;
    }
}
