namespace Athanor.Simulation;

/// <summary>
/// The fast inertial relaxation engine: dynamics that speeds up while it goes downhill and stops dead when it does not (FIRE: Bitzek et al., Phys. Rev. Lett. 97, 170201 (2006); in the form of Guénolé et al.,
/// Comput. Mater. Sci. 175, 109584 (2020)).
/// </summary>
sealed class FireDescent(int size) : IDescent, IForceDescent
{
    const double FirstStep = 0.1, LongestStep = 1, ShortestStep = 0.002; // Å/√(eV per unit mass)
    const double Faster = 1.1, Slower = 0.5, FirstMixing = 0.25, MixingFade = 0.99;
    const int Delay = 20;

    readonly double[] _velocities = new double[size], _move = new double[size];
    double _time = FirstStep, _mixing = FirstMixing;
    int _downhill, _step;

    void IDescent.Step(Landscape landscape) => Step(landscape);

    public void Step(IMovable what)
    {
        var forces = what.Forces;
        double power = 0;
        for (var k = 0; k < size; k++)
            power += _velocities[k] * forces[k];
        if (power > 0)
        {
            if (++_downhill > Delay)
                (_time, _mixing) = (Math.Min(Faster * _time, LongestStep), MixingFade * _mixing);
        }
        else
        {
            _downhill = 0;
            _mixing = FirstMixing;
            if (_step > 0)
                _time = Math.Max(Slower * _time, ShortestStep);
            // Half a step back, to where it was still downhill.
            Move(what, -0.5 * _time);
            Array.Clear(_velocities);
        }
        _step++;
        Accelerate(forces);
        Move(what, _time);
    }

    void Accelerate(double[] forces)
    {
        double speed = 0, force = 0;
        for (var k = 0; k < size; k++)
        {
            _velocities[k] += _time * forces[k];
            speed += _velocities[k] * _velocities[k];
            force += forces[k] * forces[k];
        }
        // Turned a little towards the force, at the same speed.
        var turn = force > 0 ? _mixing * Math.Sqrt(speed / force) : 0;
        for (var k = 0; k < size; k++)
            _velocities[k] = (1 - _mixing) * _velocities[k] + turn * forces[k];
    }

    void Move(IMovable what, double time)
    {
        var step = _move;
        for (var k = 0; k < size; k++)
            step[k] = time * _velocities[k];
        var limit = what.Limit(step);
        what.Move(step, limit);
        // A speed at which it was not allowed to go would carry it through the next valley.
        for (var k = 0; limit < 1 && k < size; k++)
            _velocities[k] *= limit;
    }
}
