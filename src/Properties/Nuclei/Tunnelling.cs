using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Simulation;

namespace Athanor.Properties;

/// <summary>Factors by which tunnelling makes a rate larger than the classical one of transition-state theory, at one temperature.</summary>
/// <param name="Temperature">K.</param>
/// <param name="Wigner">1 + (βħω)²/24 (Z. phys. Chem. B 19, 203 (1932)): good where it is near 1.</param>
/// <param name="Bell">(βħω/2)/sin(βħω/2), a parabola without ends (Trans. Faraday Soc. 55, 1 (1959)); null at and below the crossover, where it is infinite.</param>
/// <param name="Skodje">A parabola of finite height (Skodje and Truhlar, J. Phys. Chem. 85, 624 (1981)).</param>
/// <param name="Eckart">Exact for Eckart's barrier.</param>
/// <param name="Instanton">Semiclassical (stationary phase in energy) for the same barrier; null above the crossover, where there is none.</param>
/// <param name="RingPolymer">By ring-polymer dynamics on the same barrier; null where it was not asked for.</param>
public sealed record TunnellingFactor(
    double Temperature, double Wigner, double? Bell, double Skodje, double Eckart, double? Instanton, Estimate? RingPolymer = null);

/// <summary>How much tunnelling through a barrier speeds a reaction up, from the barrier's heights and its imaginary frequency.</summary>
public sealed class Tunnelling
{
    Tunnelling(EckartBarrier barrier, IReadOnlyList<TunnellingFactor> factors) => (Barrier, Factors) = (barrier, factors);

    public EckartBarrier Barrier { get; }

    public IReadOnlyList<TunnellingFactor> Factors { get; }

    /// <summary>ħω/2πk, K: below it paths through the barrier count more than those over it.</summary>
    public double Crossover => Barrier.Quantum / (2 * Math.PI * Units.Boltzmann);

    /// <param name="ringPolymer">How to find rates of ring-polymer dynamics; null for none.</param>
    public static Tunnelling Of(EckartBarrier barrier, IEnumerable<double> temperatures, RingRateSettings? ringPolymer = null, Team? team = null, CancellationToken cancellation = default)
    {
        var crossover = barrier.Quantum / (2 * Math.PI * Units.Boltzmann);
        return new Tunnelling(barrier, [.. temperatures.Select(t =>
        {
            Estimate? ring = null;
            if (ringPolymer is not null)
                ring = RingRate.Of(barrier, barrier.Mass, t, ringPolymer, team, cancellation).Factor;
            var u = barrier.Quantum / (Units.Boltzmann * t);
            return new TunnellingFactor(t, 1 + u * u / 24, t > crossover ? 0.5 * u / Math.Sin(0.5 * u) : null, SkodjeTruhlar(barrier, t), barrier.Factor(t), InstantonFactor(barrier, t), ring);
        })]);
    }

    /// <summary>Their eqs. 15 and 16, with α = 2π/ħω and V the height above the higher end.</summary>
    static double SkodjeTruhlar(EckartBarrier barrier, double temperature)
    {
        var beta = 1 / (Units.Boltzmann * temperature);
        var alpha = 2 * Math.PI / barrier.Quantum;
        var height = Math.Min(barrier.Forward, barrier.Backward);
        // Both branches meet where β = α, each infinite on its own; between them a straight line.
        if (Math.Abs(beta - alpha) < 1e-3 * alpha)
        {
            var (low, high) = (At(0.998 * alpha), At(1.002 * alpha));
            return low + (high - low) * (beta / alpha - 0.998) / 0.004;
        }
        return At(beta);

        double At(double b)
        {
            var apart = (b - alpha) * height;
            return b < alpha
                ? b * Math.PI / alpha / Math.Sin(b * Math.PI / alpha) - b / (alpha - b) * Math.Exp(apart)
                : b / (b - alpha) * (Math.Exp(apart) - 1);
        }
    }

    /// <summary>
    /// κ = β √(2π/θ″(E)) e^(−θ(E) − β(E − V₁)) at the energy E where −θ′(E) = β (Miller, J. Chem. Phys. 62, 1899 (1975)); θ = (2/ħ) ∫ √(2m(V − x)) dx is in closed form for Eckart's barrier:
    /// 2π(d₀ − a − b) with d₀ = 2 √(V₁V₂)/ħω.
    /// </summary>
    internal static double? InstantonFactor(EckartBarrier barrier, double temperature)
    {
        var beta = 1 / (Units.Boltzmann * temperature);
        var offset = barrier.Forward - barrier.Backward;
        var scale = 4 * Math.PI / (barrier.Quantum * (1 / Math.Sqrt(barrier.Forward) + 1 / Math.Sqrt(barrier.Backward)));
        double Theta(double e) => 4 * Math.PI * Math.Sqrt(barrier.Forward * barrier.Backward) / barrier.Quantum - scale * (Math.Sqrt(e) + Math.Sqrt(e - offset));
        double Period(double e) => 0.5 * scale * (1 / Math.Sqrt(e) + 1 / Math.Sqrt(e - offset));
        var bottom = Math.Max(0, offset);
        var (low, high) = (bottom, barrier.Forward);
        if (Period(high) >= beta)
            return null;
        for (var n = 0; n < 200; n++)
        {
            var middle = 0.5 * (low + high);
            (low, high) = Period(middle) > beta ? (middle, high) : (low, middle);
        }
        var energy = 0.5 * (low + high);
        var curvature = 0.25 * scale * (Math.Pow(energy, -1.5) + Math.Pow(energy - offset, -1.5));
        return beta * Math.Sqrt(2 * Math.PI / curvature) * Math.Exp(-Theta(energy) - beta * (energy - barrier.Forward));
    }
}
