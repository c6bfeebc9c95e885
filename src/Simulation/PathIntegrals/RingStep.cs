using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Simulation;

/// <summary>
/// What is done to modes between two evaluations, atoms shared out in chunks: half a kick, half a turn of the free ring, the thermostat's whole step, the other half turn (BCOCB), and beads put in their places.
/// The other job gathers forces and gives the second half kick.
/// </summary>
sealed class RingStep : IJob, IDisposable
{
    readonly RingPolymer _ring;
    readonly BeadSet[] _sets;
    readonly AtomNoise[] _noise;
    readonly HalfTurn[] _turns;
    readonly double[] _kept;
    readonly double[] _noisePart;
    readonly double[] _kinetic;
    readonly double[] _heat;
    readonly Finish _finish;

    internal RingStep(RingPolymer ring, BeadSet[] sets, int threads)
    {
        (_ring, _sets) = (ring, sets);
        var settings = ring.Settings;
        _noise = [.. Enumerable.Range(0, threads).Select(_ => new AtomNoise())];
        _turns = [.. ring.Frequencies.Select(w => HalfTurn.Of(settings.Propagation, w, settings.TimeStep))];
        double FrictionOf(int k) => k > 0 ? 2 * settings.Damping * ring.Frequencies[k] : settings.Thermostat == BeadThermostat.Local ? settings.Friction : 0;
        _kept = [.. Enumerable.Range(0, ring.Beads).Select(k => Math.Exp(-FrictionOf(k) * settings.TimeStep))];
        _noisePart = [.. _kept.Select(c => Math.Sqrt((1 - c * c) * Units.Boltzmann * settings.RingTemperature))];
        Chunks = (ring.Atoms + AtomNoise.Capacity - 1) / AtomNoise.Capacity;
        _kinetic = new double[Chunks];
        _heat = new double[Chunks];
        _finish = new Finish(this);
    }

    /// <summary>Pieces of the job, whatever the number of threads.</summary>
    internal int Chunks { get; }

    /// <summary>Forces on modes from what the sets last evaluated, and where wanted the half kick that ends a step.</summary>
    internal void End(Team team, bool kick)
    {
        _finish.Kicks = kick;
        team.Run(_finish, Chunks);
        double energy = 0;
        foreach (var set in _sets)
            energy += set.Energy;
        _ring.PotentialEnergy = energy;
    }

    internal void Begin(Team team)
    {
        if (_ring.Settings is { Thermostat: BeadThermostat.Global, Friction: > 0 })
            RescaleCentroid();
        team.Run(this, Chunks);
        double kinetic = 0;
        for (var c = 0; c < Chunks; c++)
        {
            kinetic += _kinetic[c];
            _ring.Heat += _heat[c];
        }
        _ring.SampledKinetic = kinetic;
    }

    void IJob.Run(int index, int worker)
    {
        var atom = index * AtomNoise.Capacity;
        var atoms = Math.Min(AtomNoise.Capacity, _ring.Atoms - atom);
        double kinetic = 0, heat = 0;
        // Of a small molecule several modes are drawn at once; which number an atom of a mode gets is the same.
        var together = Chunks == 1 ? AtomNoise.Capacity / atoms : 1;
        var noise = _noise[worker];
        for (var k = 0; k < _ring.Beads; k++)
        {
            var row = k * _ring.Stride + 3 * atom;
            var q = _ring.Modes.AsSpan(row, 3 * atoms);
            var v = _ring.Velocities.AsSpan(row, 3 * atoms);
            Kick(v, _ring.Forces.AsSpan(row, 3 * atoms), atom);
            Turn(q, v, _turns[k]);
            if (k % together == 0)
                noise.Fill(_ring.Settings.Seed, NoiseStream.RingNoise, _ring.Step, k * _ring.Atoms + atom, Math.Min(together, _ring.Beads - k) * atoms);
            var before = Renew(v, atom, k, noise, k % together * atoms, out var after);
            kinetic += after;
            heat += 0.5 * (after - before);
            Turn(q, v, _turns[k]);
        }
        (_kinetic[index], _heat[index]) = (kinetic, heat);
        foreach (var set in _sets)
            set.Place(_ring.Modes, _ring.Stride, 3 * atom, 3 * atoms);
    }

    void Kick(Span<double> v, ReadOnlySpan<double> forces, int atom)
    {
        var half = 0.5 * _ring.Settings.TimeStep;
        for (var c = 0; c < v.Length; c++)
            v[c] += half / _ring.Inertias[atom + c / 3] * forces[c];
    }

    static void Turn(Span<double> q, Span<double> v, HalfTurn turn)
    {
        for (var c = 0; c < q.Length; c++)
            (q[c], v[c]) = (turn.Cosine * q[c] + turn.PerVelocity * v[c], turn.Cosine * v[c] - turn.PerPosition * q[c]);
    }

    /// <returns>Σ m v² before; after it in <paramref name="after"/>.</returns>
    double Renew(Span<double> v, int atom, int mode, AtomNoise noise, int drawn, out double after)
    {
        var (kept, part) = (_kept[mode], _noisePart[mode]);
        double before = 0;
        after = 0;
        for (var i = 0; 3 * i < v.Length; i++)
        {
            var inertia = _ring.Inertias[atom + i];
            var width = part / Math.Sqrt(inertia);
            var draw = noise[drawn + i];
            var old = new Vec3(v[3 * i], v[3 * i + 1], v[3 * i + 2]);
            var now = kept * old + width * draw;
            before += inertia * old.LengthSquared;
            after += inertia * now.LengthSquared;
            (v[3 * i], v[3 * i + 1], v[3 * i + 2]) = (now.X, now.Y, now.Z);
        }
        return before;
    }

    /// <summary>Bussi, Donadio and Parrinello (J. Chem. Phys. 126, 014101 (2007), appendix A) on mode 0.</summary>
    void RescaleCentroid()
    {
        var settings = _ring.Settings;
        double kinetic = 0;
        for (var c = 0; c < _ring.Stride; c++)
            kinetic += 0.5 * _ring.Inertias[c / 3] * _ring.Velocities[c] * _ring.Velocities[c];
        if (!(kinetic > 0))
            return;
        var kept = Math.Exp(-2 * settings.Friction * settings.TimeStep);
        var draws = new Draws(settings.Seed, NoiseStream.CentroidRescaling, _ring.Step);
        var first = draws.Gaussian();
        var rest = draws.SumOfSquares(_ring.Stride - 1);
        var ratio = (1 - kept) * 0.5 * Units.Boltzmann * settings.RingTemperature / kinetic;
        var squared = Math.Max(0, kept + ratio * (first * first + rest) + 2 * first * Math.Sqrt(kept * ratio));
        var factor = Math.Sqrt(squared) * (first * Math.Sqrt(ratio) + Math.Sqrt(kept) < 0 ? -1 : 1);
        for (var c = 0; c < _ring.Stride; c++)
            _ring.Velocities[c] *= factor;
        _ring.Heat += (squared - 1) * kinetic;
    }

    public void Dispose()
    {
        foreach (var noise in _noise)
            noise.Dispose();
    }

    sealed class Finish(RingStep step) : IJob
    {
        internal bool Kicks { get; set; }

        void IJob.Run(int index, int worker)
        {
            var ring = step._ring;
            var atom = index * AtomNoise.Capacity;
            var atoms = Math.Min(AtomNoise.Capacity, ring.Atoms - atom);
            for (var k = 0; k < ring.Beads; k++)
                ring.Forces.AsSpan(k * ring.Stride + 3 * atom, 3 * atoms).Clear();
            foreach (var set in step._sets)
                set.Gather(ring.Forces, ring.Stride, 3 * atom, 3 * atoms);
            for (var k = 0; k < ring.Beads && Kicks; k++)
            {
                var row = k * ring.Stride + 3 * atom;
                step.Kick(ring.Velocities.AsSpan(row, 3 * atoms), ring.Forces.AsSpan(row, 3 * atoms), atom);
            }
        }
    }
}
