using System.Numerics;
using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Simulation;

namespace Athanor.Properties;

/// <summary>
/// Exact transmission through any profile that is flat at both ends: Schrödinger's equation solved by Numerov's rule from the outgoing wave on the right back to the left.
/// </summary>
public sealed class Scattering
{
    readonly ILineProfile _profile;
    readonly double _from;
    readonly double _to;
    readonly int _steps;
    readonly double _perEnergy;

    /// <param name="mass">amu.</param>
    /// <param name="from">Å, where the profile is flat on the reactants' side.</param>
    /// <param name="to">Å, likewise on the products' side.</param>
    /// <param name="steps">Of the grid; each should be a twentieth of a wavelength or less.</param>
    public Scattering(ILineProfile profile, double mass, double from, double to, int steps = 4000)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 10);
        (_profile, _from, _to, _steps) = (profile, from, to, steps);
        _perEnergy = 2 * mass / Units.AccelerationPerForce / (Units.ReducedPlanck * Units.ReducedPlanck);
    }

    /// <summary>Probability to pass with energy E (eV, as the profile counts it); 0 where one of the ends is closed.</summary>
    public double Transmission(double energy)
    {
        var left = _perEnergy * (energy - _profile.Energy(_from));
        var right = _perEnergy * (energy - _profile.Energy(_to));
        if (!(left > 0) || !(right > 0))
            return 0;
        var step = (_to - _from) / _steps;
        double Square(int n) => _perEnergy * (energy - _profile.Energy(_from + n * step));
        double Weight(double square) => 1 + step * step * square / 12;
        // On a grid plane waves turn by a little less than k·h a step; taking Numerov's own angle leaves no reflection at the ends.
        double Angle(double square) => Math.Acos((1 - 5 * step * step * square / 12) / (1 + step * step * square / 12));
        var (outgoing, incoming) = (Angle(right), Angle(left));
        Complex after = Complex.Exp(new Complex(0, outgoing)), now = 1;
        for (var n = _steps; n > 0; n--)
        {
            var before = (2 * (1 - 5 * step * step * Square(n) / 12) * now - Weight(Square(n + 1)) * after) / Weight(Square(n - 1));
            (after, now) = (now, before);
        }
        // ψ = A e^{ikx} + B e^{−ikx} through the last two points; `now` is at the left end, `after` one step to its right.
        var amplitude = (after - now * Complex.Exp(new Complex(0, -incoming))) / new Complex(0, 2 * Math.Sin(incoming));
        return Math.Sqrt(right / left) / (amplitude.Magnitude * amplitude.Magnitude);
    }

    /// <summary>β e^(β·height) ∫ P(E) e^(−βE) dE, E counted from the reactants' end: as <see cref="EckartBarrier.Factor"/>, for any profile.</summary>
    /// <param name="height">Of the top above the reactants' end, eV.</param>
    public double Factor(double temperature, double height)
    {
        var beta = 1 / (Units.Boltzmann * temperature);
        var origin = _profile.Energy(_from);
        var bottom = Math.Max(0, _profile.Energy(_to) - origin);
        double Integrand(double e) => Transmission(origin + e) * Math.Exp(-beta * (e - height));
        return beta * (AdaptiveQuadrature.Over(Integrand, bottom, height, 1e-6).Value + AdaptiveQuadrature.Over(Integrand, height, height + 40 / beta, 1e-6).Value);
    }
}
