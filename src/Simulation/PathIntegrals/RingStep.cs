using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Simulation;

/// <summary>
/// What is done to modes between two evaluations, atoms shared out in chunks: half a kick, half a turn of the free ring, the thermostat's whole step, the other half turn (BCOCB), and beads put in their places.
/// The other job gathers forces and gives the second half kick.
/// </summary>
/// <remarks>
/// With inner steps all that is a small step of the first set's forces. The other sets' come in at the first and the last of n, where the kick is of n times their forces: half a kick over the whole step.
/// </remarks>
sealed class RingStep : IJob, IDisposable
{
    readonly RingPolymer _ring;
    readonly BeadSet[] _sets;
    readonly AtomNoise[] _noise;
    readonly HalfTurn[] _turns;
    readonly double[] _impulses;
    readonly double[] _kept;
    readonly double[] _noisePart;
    readonly double[] _kinetic;
    readonly double[] _heat;
    readonly Finish _finish;
    int _inner;

    internal RingStep(RingPolymer ring, BeadSet[] sets, int threads)
    {
        (_ring, _sets) = (ring, sets);
        var settings = ring.Settings;
        _noise = [.. Enumerable.Range(0, threads).Select(_ => new AtomNoise())];
        _turns = [.. ring.Frequencies.Select(w => HalfTurn.Of(settings.Propagation, w, settings.InnerTimeStep))];
        // What kicks where steps meet; with one inner step these are the forces.
        _impulses = settings.InnerSteps == 1 ? ring.Forces : new double[ring.Forces.Length];
        double FrictionOf(int k) => k > 0 ? 2 * settings.Damping * ring.Frequencies[k] : settings.Thermostat == BeadThermostat.Local ? settings.Friction : 0;
        _kept = [.. Enumerable.Range(0, ring.Beads).Select(k => Math.Exp(-FrictionOf(k) * settings.InnerTimeStep))];
        _noisePart = [.. _kept.Select(c => Math.Sqrt((1 - c * c) * Units.Boltzmann * settings.RingTemperature))];
        Chunks = (ring.Atoms + AtomNoise.Capacity - 1) / AtomNoise.Capacity;
        _kinetic = new double[Chunks];
        _heat = new double[Chunks];
        _finish = new Finish(this);
    }

    /// <summary>Pieces of the job, whatever the number of threads.</summary>
    internal int Chunks { get; }

    /// <summary>Inner steps that were begun before this one since step 0: what noise is a function of.</summary>
    long Moment => _ring.Step * _ring.Settings.InnerSteps + _inner - 1;

    /// <summary>Forces on modes from what the sets last evaluated, and where wanted the half kick that ends a step.</summary>
    /// <param name="whole">Of all sets, at the end of a step; else of the first alone, within.</param>
    internal void End(Team team, bool whole, bool kick)
    {
        (_finish.Whole, _finish.Kicks) = (whole, kick);
        team.Run(_finish, Chunks);
        if (!whole)
            return;
        double energy = 0;
        foreach (var set in _sets)
            energy += set.Energy;
        _ring.PotentialEnergy = energy;
    }

    /// <param name="inner">Which inner step, from 1 to their number.</param>
    internal void Begin(Team team, int inner)
    {
        _inner = inner;
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
        var forces = _inner == 1 ? _impulses : _ring.Forces;
        for (var k = 0; k < _ring.Beads; k++)
        {
            var row = k * _ring.Stride + 3 * atom;
            var q = _ring.Modes.AsSpan(row, 3 * atoms);
            var v = _ring.Velocities.AsSpan(row, 3 * atoms);
            Kick(v, forces.AsSpan(row, 3 * atoms), atom);
            Turn(q, v, _turns[k]);
            if (k % together == 0)
                noise.Fill(_ring.Settings.Seed, NoiseStream.RingNoise, Moment, k * _ring.Atoms + atom, Math.Min(together, _ring.Beads - k) * atoms);
            var before = Renew(v, atom, k, noise, k % together * atoms, out var after);
            kinetic += after;
            heat += 0.5 * (after - before);
            Turn(q, v, _turns[k]);
        }
        (_kinetic[index], _heat[index]) = (kinetic, heat);
        for (var s = 0; s < (_inner == _ring.Settings.InnerSteps ? _sets.Length : 1); s++)
            _sets[s].Place(_ring.Modes, _ring.Stride, 3 * atom, 3 * atoms);
    }

    void Kick(Span<double> v, ReadOnlySpan<double> forces, int atom)
    {
        var half = 0.5 * _ring.Settings.InnerTimeStep;
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
        var kept = Math.Exp(-2 * settings.Friction * settings.InnerTimeStep);
        var draws = new Draws(settings.Seed, NoiseStream.CentroidRescaling, Moment);
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
        internal bool Whole { get; set; }

        internal bool Kicks { get; set; }

        void IJob.Run(int index, int worker)
        {
            var ring = step._ring;
            var atom = index * AtomNoise.Capacity;
            var atoms = Math.Min(AtomNoise.Capacity, ring.Atoms - atom);
            Gather(ring.Forces, 1, atom, atoms);
            if (Whole && step._impulses != ring.Forces)
                Gather(step._impulses, ring.Settings.InnerSteps, atom, atoms);
            var forces = Whole ? step._impulses : ring.Forces;
            for (var k = 0; k < ring.Beads && Kicks; k++)
            {
                var row = k * ring.Stride + 3 * atom;
                step.Kick(ring.Velocities.AsSpan(row, 3 * atoms), forces.AsSpan(row, 3 * atoms), atom);
            }
        }

        /// <param name="weight">Of all sets but the first.</param>
        void Gather(double[] forces, double weight, int atom, int atoms)
        {
            var ring = step._ring;
            for (var k = 0; k < ring.Beads; k++)
                forces.AsSpan(k * ring.Stride + 3 * atom, 3 * atoms).Clear();
            for (var s = 0; s < (Whole ? step._sets.Length : 1); s++)
                step._sets[s].Gather(forces, ring.Stride, 3 * atom, 3 * atoms, s == 0 ? 1 : weight);
        }
    }
}
