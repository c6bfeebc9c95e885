using Athanor.Atoms;
using Athanor.Properties;
using Athanor.Reports;

namespace Athanor.Campaigns;

/// <summary>
/// The mean potential energy of a run with its two errors kept apart: the statistical one, which a longer run makes smaller, and the model's, which it does not.
/// </summary>
/// <param name="Energy">⟨E⟩ with its statistical error (blocking), eV.</param>
/// <param name="Model">Sample standard deviation over the members m of their own canonical means, eV; null where there are none.</param>
/// <param name="Share">The smallest effective share of readings that is left when a member's weights replace those of the mean; 1 where all members agree. Below some 0.1 the members are too far apart for a run of the mean to speak for them.</param>
public sealed record MotionMean(Quantity Energy, double? Model, double Share)
{
    /// <summary>Both errors together, in quadrature.</summary>
    public Quantity Whole => new(Energy.Value, Model is { } model && Energy.Error is { } error ? Math.Sqrt(error * error + model * model) : Energy.Error, Energy.Unit);

    /// <summary>
    /// Each member's canonical mean ⟨E_m⟩_m follows from the run of the mean U by the weights exp(−(E_m − U)/kT) of Zwanzig (J. Chem. Phys. 22, 1420 (1954)): a member that finds a structure lower than the mean does would visit it more often.
    /// </summary>
    /// <param name="readings">Those that are at equilibrium, in the order of time.</param>
    /// <param name="temperature">K.</param>
    /// <param name="lowest">What the mean and each member say of the structure from which energies are counted, eV: zeros to count from nothing.</param>
    public static MotionMean Of(IReadOnlyList<MotionReading> readings, double temperature, (double Mean, double[] Members) lowest)
    {
        var energy = CorrelatedMean.Of(readings.Select(r => r.Energy - lowest.Mean), "eV");
        var members = readings.Count == 0 ? 0 : readings[0].Members.Length;
        if (members < 2)
            return new MotionMean(energy, null, 1);
        var means = new double[members];
        var share = 1.0;
        for (var m = 0; m < members; m++)
        {
            var exponents = readings.Select(r => -(r.Members[m] - r.Energy) / (Units.Boltzmann * temperature)).ToArray();
            var top = exponents.Max();
            double sum = 0, squares = 0, weighted = 0;
            for (var k = 0; k < exponents.Length; k++)
            {
                var weight = Math.Exp(exponents[k] - top);
                (sum, squares) = (sum + weight, squares + weight * weight);
                weighted += weight * (readings[k].Members[m] - lowest.Members[m]);
            }
            means[m] = weighted / sum;
            share = Math.Min(share, sum * sum / squares / exponents.Length);
        }
        return new MotionMean(energy, MemberSpread.Deviation(means), share);
    }
}
