using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Simulation;

namespace Athanor.Properties;

/// <summary>
/// Eckart's barrier (Phys. Rev. 35, 1303 (1930)): V(x) = A y/(1 + y) + B y/(1 + y)², y = e^(2πx/L), for which the probability to pass is known exactly. Given by its heights from both sides and its imaginary frequency, which is what is known of a saddle point.
/// </summary>
public sealed record EckartBarrier : ILineProfile
{
    readonly double _a, _b, _perLength, _shift;

    /// <param name="forward">Height above the reactants, eV.</param>
    /// <param name="backward">Height above the products, eV.</param>
    /// <param name="frequency">ω of the inverted well at the top, 1/fs (angular).</param>
    /// <param name="mass">amu; decides the width, but nothing that follows from heights and frequency alone.</param>
    /// <exception cref="SimulationException">A number is not above 0.</exception>
    public EckartBarrier(double forward, double backward, double frequency, double mass = 1)
    {
        foreach (var (value, what) in new[] { (forward, "height of the barrier (eV)"), (backward, "height of the barrier from the other side (eV)"), (frequency, "imaginary frequency"), (mass, "mass (amu)") })
        {
            if (!(value > 0 && double.IsFinite(value)))
                throw new SimulationException($"The {what} must be above 0, not {value}.");
        }
        (Forward, Backward, Frequency, Mass) = (forward, backward, frequency, mass);
        _a = forward - backward;
        _b = Math.Pow(Math.Sqrt(forward) + Math.Sqrt(backward), 2);
        // L = 2π √(2/mω²) / (V₁^−½ + V₂^−½).
        _perLength = (1 / Math.Sqrt(forward) + 1 / Math.Sqrt(backward)) * frequency * Math.Sqrt(mass / Units.AccelerationPerForce / 2);
        // The top is where y = (B + A)/(B − A); it is put at x = 0.
        _shift = Math.Log((_b + _a) / (_b - _a));
    }

    /// <summary>A symmetric one from its shape, V₀ / cosh²(x/a).</summary>
    /// <param name="height">V₀, eV.</param>
    /// <param name="width">a, Å.</param>
    /// <param name="mass">amu.</param>
    public static EckartBarrier Symmetric(double height, double width, double mass) =>
        new(height, height, Math.Sqrt(2 * height / mass * Units.AccelerationPerForce) / width, mass);

    /// <summary>V₁, eV.</summary>
    public double Forward { get; }

    /// <summary>V₂, eV.</summary>
    public double Backward { get; }

    /// <summary>ω, 1/fs.</summary>
    public double Frequency { get; }

    /// <summary>amu.</summary>
    public double Mass { get; }

    /// <summary>ħω, eV.</summary>
    public double Quantum => Frequency * Units.ReducedPlanck;

    /// <summary>Energy above the reactants, eV, at x (Å); the top is at 0.</summary>
    public double Energy(double x)
    {
        var s = Part(x);
        return _a * s + _b * s * (1 - s);
    }

    public double Slope(double x)
    {
        var s = Part(x);
        return (_a + _b * (1 - 2 * s)) * s * (1 - s) * _perLength;
    }

    // y/(1 + y), and never ∞/∞.
    double Part(double x) => 1 / (1 + Math.Exp(-(_perLength * x + _shift)));

    /// <summary>
    /// Probability to pass with the energy E (eV above the reactants), exactly: 2 sinh 2πa sinh 2πb / (cosh 2π(a + b) + cosh 2πd) with 2πa = 4π √E/(ħω s), 2πb = 4π √(E − V₁ + V₂)/(ħω s),
    /// s = V₁^−½ + V₂^−½, 2πd = √(16π² V₁V₂/(ħω)² − π²). Zero below the higher of the two ends.
    /// </summary>
    public double Transmission(double energy)
    {
        if (energy <= 0 || energy <= _a)
            return 0;
        var scale = 4 * Math.PI / (Quantum * (1 / Math.Sqrt(Forward) + 1 / Math.Sqrt(Backward)));
        var (a, b) = (scale * Math.Sqrt(energy), scale * Math.Sqrt(energy - _a));
        var squared = 16 * Math.PI * Math.PI * Forward * Backward / (Quantum * Quantum) - Math.PI * Math.PI;
        // All divided by e^(a + b)/2, so that nothing overflows.
        var over = (1 - Math.Exp(-2 * a)) * (1 - Math.Exp(-2 * b));
        var sum = 1 + Math.Exp(-2 * (a + b));
        var last = squared >= 0
            ? Math.Exp(Math.Sqrt(squared) - a - b) + Math.Exp(-Math.Sqrt(squared) - a - b)
            : 2 * Math.Cos(Math.Sqrt(-squared)) * Math.Exp(-a - b);
        return over / (sum + last);
    }

    /// <summary>κ(T) = β e^(βV₁) ∫ P(E) e^(−βE) dE: the rate over the one that classical particles would have, to 10⁻¹⁰.</summary>
    public double Factor(double temperature)
    {
        var beta = 1 / (Units.Boltzmann * temperature);
        double Integrand(double energy) => Transmission(energy) * Math.Exp(-beta * (energy - Forward));
        var from = Math.Max(0, _a);
        var tail = Forward + Math.Max(50 / beta, 10 * Quantum);
        return beta * (AdaptiveQuadrature.Over(Integrand, from, Forward, 1e-11).Value + AdaptiveQuadrature.Over(Integrand, Forward, tail, 1e-11).Value);
    }
}
