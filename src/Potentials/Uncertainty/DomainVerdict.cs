using System.Globalization;
using Athanor.Atoms;

namespace Athanor.Potentials;

/// <summary>Whether a structure is one that the potential can know something of, in the light of what it was trained and calibrated on.</summary>
/// <param name="Reason">A clause that says what is outside; null where nothing is.</param>
public readonly record struct DomainVerdict(string? Reason)
{
    /// <summary>How many times larger than any σ that calibration saw a force's must be: errors of frames alike vary by two or three.</summary>
    public const double Beyond = 3;

    /// <summary>The same of a mean over all atoms, which varies less.</summary>
    public const double MeanBeyond = 2;

    /// <summary>How far outside the training range an atom must be, as a fraction of its width: by a little it is left all the time.</summary>
    public const double Tolerance = 0.1;

    public bool IsOutside => Reason is not null;

    /// <param name="law">What is known of the potential's errors; null where nothing is.</param>
    /// <param name="excess">How far the structure lies outside the training range, where the potential knows it.</param>
    public static DomainVerdict Of(ErrorLaw? law, Structure structure, Prediction prediction, RangeExcess excess)
    {
        var (largest, atom, mean) = SigmasOf(prediction);
        if (law?.LargestForceSigma is > 0 and var seen && largest > Beyond * seen)
            return new(string.Create(CultureInfo.InvariantCulture, $"σ of the force on {Named(structure, atom)} is {largest:G3} eV/Å, {largest / seen:G2} times the largest that calibration saw"));
        if (law?.MeanForceSigma is > 0 and var usual && mean > MeanBeyond * usual)
            return new(string.Create(CultureInfo.InvariantCulture, $"σ of forces is {mean:G3} eV/Å over all atoms, {mean / usual:G2} times the largest that calibration saw"));
        // Perfect crystals have no forces that could be uncertain.
        if (law?.LargestEnergySigma is > 0 and var energy && prediction.EnergyStd is { } std && std > Beyond * energy * structure.Count)
            return new(string.Create(CultureInfo.InvariantCulture, $"σ of the energy is {1e3 * std / structure.Count:G3} meV/atom, {std / structure.Count / energy:G2} times the largest that calibration saw"));
        var allowed = Math.Max(Tolerance, 2 * (law?.Excess ?? 0));
        return excess.Amount > allowed
            ? new(string.Create(CultureInfo.InvariantCulture, $"{excess.Atoms} of {structure.Count} atoms are outside the training range, {Named(structure, excess.Worst)} by {100 * excess.Amount:F0} % of its width"))
            : default;
    }

    /// <summary>The largest length of an atom's vector of total σ and whose it is (−1 where there is none), and the root mean square of all, eV/Å.</summary>
    static (double Largest, int Atom, double Mean) SigmasOf(Prediction prediction)
    {
        var (largest, atom, squares) = (0.0, -1, 0.0);
        for (var i = 0; prediction.HasForceSigma && i < prediction.Count; i++)
        {
            var sigma = prediction.ForceSigma(i).LengthSquared;
            squares += sigma;
            if (sigma <= largest)
                continue;
            (largest, atom) = (sigma, i);
        }
        return (Math.Sqrt(largest), atom, Math.Sqrt(squares / Math.Max(1, prediction.Count)));
    }

    static string Named(Structure structure, int atom) => $"atom {atom + 1} ({structure.Elements[atom]})";
}
