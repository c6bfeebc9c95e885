using Athanor.Atoms;

namespace Athanor.Properties;

/// <summary>Where the energy of a pair rises, crosses zero, is lowest and ends, Å; and how low, eV.</summary>
/// <param name="Wall">Nearer than here the pair counts as impenetrable: the energy is above 40 kT of the hottest temperature, or highest.</param>
/// <param name="WallEnergy">There, eV.</param>
/// <param name="Zero">The energy crosses zero here; NaN where it does not.</param>
/// <param name="Minimum">NaN where nothing attracts.</param>
/// <param name="Depth">eV, above zero; zero where nothing attracts.</param>
/// <param name="Hottest">K: up to here the wall is steep enough.</param>
sealed record PairShape(double Wall, double WallEnergy, double Zero, double Minimum, double Depth, double Hottest)
{
    const double WallOverThermal = 40, LeastWallOverThermal = 10;

    // Boyle's temperature is 3.4 of Lennard-Jones' well depths and less than 12 of any ordinary law's.
    internal const double HottestOfDepth = 12;

    // eV: what is less, 0.1 mK, is rounding of electronic structure.
    const double LeastDepth = 1e-8;

    const double Step = 0.98, From = 15, Nearest = 0.05;

    /// <summary>Goes inwards until the wall is high enough.</summary>
    /// <exception cref="Simulation.SimulationException">There is no wall.</exception>
    internal static PairShape Find(DimerCurve curve, double reach, IReadOnlyList<double> temperatures)
    {
        double depth = 0, minimum = double.NaN, zero = double.NaN, before = double.NaN, highest = double.NegativeInfinity, highestAt = double.NaN;
        var asked = temperatures.Max();
        double Hottest() => Math.Max(asked, HottestOfDepth * depth / Units.Boltzmann);
        var r = Math.Min(reach, From);
        for (; r > Nearest; r *= Step)
        {
            var v = curve.At(r).V;
            if (double.IsNaN(v) || double.IsNegativeInfinity(v))
                break;
            if (-v > Math.Max(depth, LeastDepth))
                (depth, minimum, highest, zero) = (-v, r, v, double.NaN);
            // Where nothing attracts, signs are those of rounding.
            if (double.IsNaN(zero) && v > 0 && before <= 0 && depth > 0)
                zero = Bisect(x => curve.At(x).V, r, before <= 0 ? r / Step : r);
            if (v > highest)
                (highest, highestAt) = (v, r);
            if (v > WallOverThermal * Units.Boltzmann * Hottest())
            {
                var limit = WallOverThermal * Units.Boltzmann * Hottest();
                var wall = Bisect(x => curve.At(x).V - limit, r, r / Step);
                return new(wall, curve.At(wall).V, zero, Rest(curve, minimum), Deep(curve, minimum), Hottest());
            }
            // It turned round high up: what lies inside is nothing that an atom reaches, or that the potential knows.
            if (v < highest && highest > LeastWallOverThermal * Units.Boltzmann * Hottest())
                return new(highestAt, highest, zero, Rest(curve, minimum), Deep(curve, minimum), Hottest());
            before = v;
        }
        // High enough for what was asked, if not for Boyle's temperature of so deep a well.
        if (highest > LeastWallOverThermal * Units.Boltzmann * asked)
            return new(highestAt, highest, zero, Rest(curve, minimum), Deep(curve, minimum), Math.Min(Hottest(), highest / (LeastWallOverThermal * Units.Boltzmann)));
        throw new Simulation.SimulationException(
            $"The pair has no wall: going inwards to {Reports.NumberText.Significant(r, 3)} Å, its energy does not rise above {Reports.NumberText.Significant(LeastWallOverThermal * Units.Boltzmann * asked, 3)} eV, ten times kT at {asked:0} K. " +
            "The integrand would count what lies inside; put 'zbl' underneath ('POTENTIAL + zbl'), or ask for lower temperatures.");
    }

    static double Bisect(Func<double, double> f, double inside, double outside)
    {
        for (var k = 0; k < 60 && outside - inside > 1e-12 * outside; k++)
        {
            var middle = 0.5 * (inside + outside);
            if (f(middle) > 0)
                inside = middle;
            else
                outside = middle;
        }
        return 0.5 * (inside + outside);
    }

    /// <summary>Where the force vanishes beside the lowest point that was seen.</summary>
    static double Rest(DimerCurve curve, double seen) =>
        double.IsNaN(seen) || !(curve.At(seen * Step).Slope < 0 && curve.At(seen / Step).Slope > 0) ? seen : Bisect(x => -curve.At(x).Slope, seen * Step, seen / Step);

    static double Deep(DimerCurve curve, double seen) => double.IsNaN(seen) ? 0 : -curve.At(Rest(curve, seen)).V;
}
