using Athanor.Atoms;

namespace Athanor.Simulation;

/// <summary>
/// The ring polymer of one particle on a line, in normal modes: what rates in one dimension are made of. A step costs a microsecond, where one under a potential of atoms costs ten times that.
/// </summary>
public sealed class LineRing
{
    readonly ILineProfile _profile;
    readonly BeadModes _modes;
    readonly double _inertia;
    readonly double _ringTemperature;
    readonly double _timeStep;
    readonly double[] _frequencies;
    readonly double[] _q;
    readonly double[] _v;
    readonly double[] _f;
    readonly double[] _slopes;
    readonly HalfTurn[] _turns;
    readonly (double Kept, double Noise)[] _thermostat;
    readonly ulong _seed;
    readonly NoiseStream _stream;
    long _drawn;

    /// <param name="mass">amu.</param>
    /// <param name="temperature">K.</param>
    /// <param name="timeStep">fs.</param>
    /// <param name="centroid">Where all beads begin, Å.</param>
    public LineRing(ILineProfile profile, double mass, double temperature, int beads, double timeStep, double centroid, ulong seed)
        : this(profile, mass, temperature, beads, timeStep, centroid, seed, NoiseStream.RingMeanForce)
    {
    }

    LineRing(ILineProfile profile, double mass, double temperature, int beads, double timeStep, double centroid, ulong seed, NoiseStream stream)
    {
        (_profile, _modes, _timeStep, _seed, _stream) = (profile, new BeadModes(beads), timeStep, seed, stream);
        (Mass, Temperature) = (mass, temperature);
        _inertia = mass / Units.AccelerationPerForce;
        _ringTemperature = beads * Units.Boltzmann * temperature;
        _frequencies = [.. Enumerable.Range(0, beads).Select(k => _modes.Frequency(k, _ringTemperature * 2 * Math.PI / Units.Planck))];
        _turns = [.. _frequencies.Select(w => HalfTurn.Of(RingPropagation.Cayley, w, timeStep))];
        _thermostat = [.. _frequencies.Select(w =>
        {
            var kept = Math.Exp(-w * timeStep);
            return (kept, Math.Sqrt((1 - kept * kept) * _ringTemperature / _inertia));
        })];
        (_q, _v, _f, _slopes) = (new double[beads], new double[beads], new double[beads], new double[beads]);
        _q[0] = centroid * Math.Sqrt(beads);
        Evaluate();
        DrawVelocities();
    }

    public int Beads => _modes.Beads;

    public double Mass { get; }

    public double Temperature { get; }

    /// <summary>Å.</summary>
    public double Centroid => _q[0] / Math.Sqrt(Beads);

    /// <summary>Å/fs.</summary>
    public double CentroidVelocity => _v[0] / Math.Sqrt(Beads);

    /// <summary>Mean slope over the beads, eV/Å: with the centroid held, its average is the slope of the potential of mean force.</summary>
    public double MeanSlope => -_f[0] / Math.Sqrt(Beads);

    /// <summary>All velocities anew from Maxwell's distribution at P T.</summary>
    public void DrawVelocities()
    {
        var draws = new Draws(_seed, _stream, _drawn++);
        for (var k = 0; k < Beads; k++)
            _v[k] = Math.Sqrt(_ringTemperature / _inertia) * draws.Gaussian();
    }

    /// <summary>A step of the internal modes with their thermostats (PILE); the centroid stays where it is.</summary>
    public void StepHeld()
    {
        var draws = new Draws(_seed, _stream, _drawn++);
        var kick = 0.5 * _timeStep / _inertia;
        for (var k = 1; k < Beads; k++)
        {
            _v[k] += kick * _f[k];
            Turn(k);
            _v[k] = _thermostat[k].Kept * _v[k] + _thermostat[k].Noise * draws.Gaussian();
            Turn(k);
        }
        Evaluate();
        for (var k = 1; k < Beads; k++)
            _v[k] += kick * _f[k];
    }

    /// <summary>A step of ring-polymer dynamics: free, at constant energy.</summary>
    public void StepFree()
    {
        var kick = 0.5 * _timeStep / _inertia;
        for (var k = 0; k < Beads; k++)
        {
            _v[k] += kick * _f[k];
            Turn(k);
            Turn(k);
        }
        Evaluate();
        for (var k = 0; k < Beads; k++)
            _v[k] += kick * _f[k];
    }

    /// <summary>Takes the other's places and velocities; with <paramref name="reversed"/>, velocities turned round.</summary>
    public void Copy(LineRing other, bool reversed = false)
    {
        other._q.CopyTo(_q, 0);
        other._f.CopyTo(_f, 0);
        for (var k = 0; k < Beads; k++)
            _v[k] = reversed ? -other._v[k] : other._v[k];
    }

    /// <summary>Another ring at the same place, for children of this one.</summary>
    public LineRing Sibling() => new(_profile, Mass, Temperature, Beads, _timeStep, Centroid, _seed, NoiseStream.RingChildren);

    /// <summary>Energy of the ring, eV.</summary>
    public double Energy()
    {
        double sum = 0;
        for (var k = 0; k < Beads; k++)
            sum += 0.5 * _inertia * (_v[k] * _v[k] + _frequencies[k] * _frequencies[k] * _q[k] * _q[k]);
        for (var j = 0; j < Beads; j++)
            sum += _profile.Energy(Place(j));
        return sum;
    }

    void Turn(int k)
    {
        var turn = _turns[k];
        (_q[k], _v[k]) = (turn.Cosine * _q[k] + turn.PerVelocity * _v[k], turn.Cosine * _v[k] - turn.PerPosition * _q[k]);
    }

    double Place(int bead)
    {
        double x = 0;
        for (var k = 0; k < Beads; k++)
            x += _modes[k, bead] * _q[k];
        return x;
    }

    void Evaluate()
    {
        for (var j = 0; j < Beads; j++)
            _slopes[j] = _profile.Slope(Place(j));
        for (var k = 0; k < Beads; k++)
        {
            double sum = 0;
            for (var j = 0; j < Beads; j++)
                sum -= _modes[k, j] * _slopes[j];
            _f[k] = sum;
        }
    }
}
