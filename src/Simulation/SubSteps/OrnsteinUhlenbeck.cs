using System.Runtime.CompilerServices;
using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Simulation;

/// <summary>
/// Friction and noise solved exactly over a whole time step: v ← c v + √((1 − c²) kT/m) ξ, c = e^(−γΔt). Between two half drifts this is the
/// O of BAOAB (Leimkuhler and Matthews, Appl. Math. Res. Express 2013, 34). What it gives is counted as <see cref="DynamicState.Heat"/>.
/// </summary>
/// <param name="friction">γ, 1/fs.</param>
sealed class OrnsteinUhlenbeck(Ramp temperature, double friction) : SubStep
{
    AtomNoise[] _noise = [];
    double[] _rootMobilities = [];
    Mat3[] _kinetic = [];
    double[] _heat = [];
    double _kept;
    double _noisePart;

    public override void Bind(DynamicState state, int threads)
    {
        _noise = new AtomNoise[threads];
        for (var w = 0; w < threads; w++)
            _noise[w] = new AtomNoise();
        _rootMobilities = new double[state.Count];
        for (var i = 0; i < state.Count; i++)
            _rootMobilities[i] = Math.Sqrt(state.Mobilities[i]);
        var chunks = AtomChunk.CountFor(state.Count);
        _kinetic = new Mat3[chunks];
        _heat = new double[chunks];
    }

    public override void Prepare(DynamicState state)
    {
        _kept = F64x1.Exp(new F64x1(-friction * state.TimeStep)).V;
        _noisePart = Math.Sqrt((1 - _kept * _kept) * Units.Boltzmann * temperature.At(state.Time));
    }

    public override void Apply(DynamicState state, AtomChunk chunk)
    {
        var noise = _noise[chunk.Worker];
        var kinetic = Mat3.Zero;
        double heat = 0;
        for (var done = 0; done < chunk.Count; done += AtomNoise.Capacity)
        {
            var first = chunk.First + done;
            var count = Math.Min(AtomNoise.Capacity, chunk.Count - done);
            noise.Fill(state.Seed, NoiseStream.OrnsteinUhlenbeck, state.Step, first, count);
            var before = 0.0;
            var after = Renew(state.Velocities.AsSpan(first, count), state.Inertias.Slice(first, count), _rootMobilities.AsSpan(first, count), noise, ref before);
            kinetic += after;
            heat += 0.5 * (after.Trace - before);
        }
        _kinetic[chunk.Number] = kinetic;
        _heat[chunk.Number] = heat;
    }

    /// <summary>Returns Σ m v ⊗ v of the new velocities, and Σ m v² of the old ones.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    Mat3 Renew(Span<Vec3> velocities, ReadOnlySpan<double> inertias, ReadOnlySpan<double> rootMobilities, AtomNoise noise, ref double before)
    {
        double xx = 0, yy = 0, zz = 0, xy = 0, xz = 0, yz = 0, old = 0;
        for (var i = 0; i < velocities.Length; i++)
        {
            var v = velocities[i];
            var m = inertias[i];
            old += m * v.LengthSquared;
            v = _kept * v + _noisePart * rootMobilities[i] * noise[i];
            velocities[i] = v;
            double px = m * v.X, py = m * v.Y, pz = m * v.Z;
            xx += px * v.X;
            yy += py * v.Y;
            zz += pz * v.Z;
            xy += px * v.Y;
            xz += px * v.Z;
            yz += py * v.Z;
        }
        before = old;
        return new Mat3(xx, xy, xz, xy, yy, yz, xz, yz, zz);
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
