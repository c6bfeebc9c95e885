using System.Runtime.CompilerServices;
using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Simulation;

/// <summary>
/// Friction and noise solved exactly over a whole time step: v ← c v + √((1 − c²) kT/m) ξ, c = e^(−γΔt). Between two half drifts this is the
/// O of BAOAB (Leimkuhler and Matthews, Appl. Math. Res. Express 2013, 34). What it gives is counted as <see cref="DynamicState.Heat"/>.
/// </summary>
/// <param name="friction">γ, 1/fs.</param>
public sealed class OrnsteinUhlenbeck(Ramp temperature, double friction) : SubStep
{
    AtomNoise[] _noise = [];
    Mat3[] _kinetic = [];
    double[] _heat = [];
    double _kept;
    double _noisePart;

    public override void Bind(DynamicState state, int threads)
    {
        _noise = new AtomNoise[threads];
        for (var w = 0; w < threads; w++)
            _noise[w] = new AtomNoise();
        var chunks = AtomChunk.CountFor(state.Count);
        _kinetic = new Mat3[chunks];
        _heat = new double[chunks];
    }

    public override void Prepare(DynamicState state)
    {
        _kept = F64x1.Exp(new F64x1(-friction * state.TimeStep)).V;
        _noisePart = (1 - _kept * _kept) * Units.Boltzmann * temperature.At(state.Time);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Apply(DynamicState state, AtomChunk chunk)
    {
        var noise = _noise[chunk.Worker];
        var before = MeasureKinetic.Tensor(state.Velocities.AsSpan(chunk.First, chunk.Count), state.Inertias.Slice(chunk.First, chunk.Count));
        for (var done = 0; done < chunk.Count; done += AtomNoise.Capacity)
        {
            var first = chunk.First + done;
            var count = Math.Min(AtomNoise.Capacity, chunk.Count - done);
            noise.Fill(state.Seed, NoiseStream.OrnsteinUhlenbeck, state.Step, first, count);
            var velocities = state.Velocities.AsSpan(first, count);
            var mobilities = state.Mobilities.Slice(first, count);
            for (var i = 0; i < velocities.Length; i++)
                velocities[i] = _kept * velocities[i] + Math.Sqrt(_noisePart * mobilities[i]) * noise[i];
        }
        var after = MeasureKinetic.Tensor(state.Velocities.AsSpan(chunk.First, chunk.Count), state.Inertias.Slice(chunk.First, chunk.Count));
        _kinetic[chunk.Number] = after;
        _heat[chunk.Number] = 0.5 * (after.Trace - before.Trace);
    }

    public override void Finish(DynamicState state)
    {
        state.SampledKinetic = MeasureKinetic.Sum(_kinetic);
        double heat = 0;
        foreach (var h in _heat)
            heat += h;
        state.Heat += heat;
    }
}
