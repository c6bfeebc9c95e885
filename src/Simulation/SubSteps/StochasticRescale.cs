using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Simulation;

/// <summary>
/// Multiplies all velocities by one number so that the kinetic energy follows the canonical distribution (Bussi, Donadio and Parrinello,
/// J. Chem. Phys. 126, 014101 (2007); exact propagator, appendix A). Wants <see cref="DynamicState.SampledKinetic"/> measured just before it.
/// </summary>
/// <param name="relaxation">τ, fs.</param>
sealed class StochasticRescale(Ramp temperature, double relaxation) : SubStep
{
    double _factor = 1;

    public override bool AwaitsAll => true;

    public override void Prepare(DynamicState state)
    {
        var kinetic = 0.5 * state.SampledKinetic.Trace;
        _factor = 1;
        if (!(kinetic > 0))
            return; // Atoms at rest have no direction to be pushed in.
        var c = F64x1.Exp(new F64x1(-state.TimeStep / relaxation)).V;
        var draws = new Draws(state.Seed, NoiseStream.VelocityRescaling, state.Step);
        var first = draws.Gaussian();
        var rest = draws.SumOfSquares(state.DegreesOfFreedom - 1);
        // Mean kinetic energy of one degree of freedom over the present one of all.
        var ratio = (1 - c) * 0.5 * Units.Boltzmann * temperature.At(state.Time) / kinetic;
        var squared = c + ratio * (first * first + rest) + 2 * first * Math.Sqrt(c * ratio);
        _factor = Math.Sqrt(Math.Max(0, squared));
        // The sign matters to no average but to the flow in phase space (their eq. A8).
        if (first * Math.Sqrt(ratio) + Math.Sqrt(c) < 0)
            _factor = -_factor;
        state.Heat += (squared - 1) * kinetic;
        state.SampledKinetic = squared * state.SampledKinetic;
    }

    public override void Apply(DynamicState state, AtomChunk chunk)
    {
        var factor = _factor;
        foreach (ref var v in state.Velocities.AsSpan(chunk.First, chunk.Count))
            v = factor * v;
    }
}
