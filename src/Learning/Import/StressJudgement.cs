using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Learning;

/// <summary>Names the sign and unit that labelled stresses are in. The data's own strains say it before a fit, a fit that left stresses out says it after.</summary>
public static class StressJudgement
{
    internal const string LeftOut = "Until then training leaves the stresses out.";

    /// <summary>Fewer stresses than this say nothing.</summary>
    const int Fewest = 3;

    /// <summary>
    /// Compares labelled stresses with those a potential predicts that learned from energies and forces alone.
    /// </summary>
    /// <param name="labelled">As in the data, taken for eV/Å³, tension positive.</param>
    /// <param name="predicted">eV/Å³, tension positive; one for each label.</param>
    /// <param name="volumes">Å³, of the same cells.</param>
    /// <returns>A finding where they agree closely, but up to a factor; null where labels are right or the prediction says nothing.</returns>
    public static Finding? AgainstFit(IReadOnlyList<Mat3> labelled, IReadOnlyList<Mat3> predicted, IReadOnlyList<double> volumes)
    {
        var x = new List<double>();
        var y = new List<double>();
        for (var i = 0; i < labelled.Count; i++)
        {
            for (var a = 0; a < 3; a++)
            {
                for (var b = a; b < 3; b++)
                {
                    x.Add(labelled[i][a, b]);
                    y.Add(predicted[i][a, b]);
                }
            }
        }
        var evidence = RatioEvidence.Of(x, y);
        if (labelled.Count < Fewest || !evidence.IsConclusive || evidence.Ratio is > 0.5 and < 2)
            return null;
        return Judge(evidence.Ratio, Sample.Median([.. volumes]),
            $"a potential fitted to energies and forces alone predicts {Number(evidence.Ratio)} times the labelled stresses (correlation {Math.Abs(evidence.Correlation):0.00})");
    }

    internal static Finding? Judge(double ratio, double volume, string reason)
    {
        var fitting = StressUnits.Recognise(ratio, volume);
        if (fitting.Length == 0)
        {
            return new Finding(Severity.Warning, "stress-unclear", $"Stresses do not belong to the energies in any unit known here: {reason}.",
                $"Check their unit (eV/Å³) and sign (tension positive). {LeftOut}");
        }
        var units = fitting[0];
        if (units.IsOurs)
            return null;
        var factor = units.PerVolume ? $"{(units.Factor < 0 ? "−1" : "1")} / volume" : $"{units.Factor:G8}".Replace('-', '−');
        return new Finding(Severity.Warning, units.Factor == -1 && !units.PerVolume ? "stress-sign" : "stress-units",
            $"Stresses seem to be in {string.Join("; or ", fitting.Take(2).Select(u => u.Name))}: {reason}.", $"Multiply them by {factor} to have eV/Å³, tension positive. {LeftOut}");
    }

    internal static string Number(double ratio) => ratio.ToString(Math.Abs(ratio) is >= 0.01 and < 10000 ? "0.###" : "0.##E0").Replace('-', '−');
}
