using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Simulation;

/// <summary>
/// Steps of limited-memory BFGS, none longer than 0.2 Å. A step that does not lower the energy is shortened, to the minimum of the cubic through both ends' energies and slopes; where the energy curves downward nothing is
/// remembered and the step goes along the force. What cannot be shortened enough (forces that are not quite the energy's derivative, kinks) begins anew, and the second time in a row goes on by FIRE.
/// </summary>
sealed class LbfgsDescent(int size) : IDescent
{
    /// <summary>Å²/eV, inverse stiffness before anything is known: that of a soft bond.</summary>
    const double FirstSoftness = 0.03;

    /// <summary>Å that an atom goes along the force where the energy curves downward.</summary>
    const double DownwardMove = 0.1;

    /// <summary>Of the slope, that the energy has to fall at least (Armijo).</summary>
    const double LeastFall = 1e-4;

    const int MostCuts = 6, MostFailures = 2;

    readonly LimitedMemory _memory = new(size);
    readonly double[] _step = new double[size], _forces = new double[size], _taken = new double[size];
    Vec3[] _stood = [];
    Cell? _cell;
    double _enthalpy, _factor;
    int _cuts, _failures;
    bool _downward;
    FireDescent? _fire;

    public void Step(Landscape landscape)
    {
        if (_fire is not null)
        {
            _fire.Step(landscape);
            return;
        }
        if (_stood.Length > 0 && !Accept(landscape))
            return;
        _memory.Product(landscape.Forces, FirstSoftness, _step);
        if (_downward)
            Lengthen();
        _factor = landscape.Limit(_step);
        landscape.Forces.CopyTo(_forces, 0);
        Array.Resize(ref _stood, landscape.Structure.Count);
        landscape.Structure.Positions.CopyTo(_stood, 0);
        (_cell, _enthalpy, _cuts) = (landscape.Structure.Cell, landscape.Enthalpy, 0);
        landscape.Move(_step, _factor);
    }

    /// <summary>Whether the last step may stand; if not, the landscape has been moved to where a shorter one ends, or on.</summary>
    bool Accept(Landscape landscape)
    {
        double slope = 0, slopeThere = 0, force = 0, forceThere = 0;
        for (var k = 0; k < size; k++)
        {
            slope -= _step[k] * _forces[k];
            slopeThere -= _step[k] * landscape.Forces[k];
            force += _forces[k] * _forces[k];
            forceThere += landscape.Forces[k] * landscape.Forces[k];
        }
        var rise = landscape.Enthalpy - _enthalpy;
        if (rise <= LeastFall * _factor * slope || (Math.Abs(rise) <= landscape.Noise && forceThere <= force))
        {
            for (var k = 0; k < size; k++)
                _taken[k] = _factor * _step[k];
            _downward = !_memory.Add(_taken, _forces, landscape.Forces);
            if (_downward)
                _memory.Clear();
            // What stands only when it is next to nothing is no success.
            _failures = _cuts < MostCuts / 2 ? 0 : _failures + 1;
            return _failures < MostFailures || Fall(landscape);
        }
        if (++_cuts <= MostCuts)
        {
            _factor *= Shorter(rise, _factor * slope, _factor * slopeThere);
            landscape.Return(_stood, _cell);
            landscape.Move(_step, _factor);
            return false;
        }
        _memory.Clear();
        _downward = false;
        return ++_failures < MostFailures || Fall(landscape);
    }

    bool Fall(Landscape landscape)
    {
        _fire = new FireDescent(size);
        _fire.Step(landscape);
        return false;
    }

    /// <summary>Where on [0.1, 0.5] the cubic with these ends is lowest: h(0) = 0, h(1) = rise.</summary>
    static double Shorter(double rise, double slope, double slopeThere)
    {
        var bend = slope + slopeThere - 3 * rise;
        var root = bend * bend - slope * slopeThere;
        var at = root >= 0 ? 1 - (slopeThere + Math.Sqrt(root) - bend) / (slopeThere - slope + 2 * Math.Sqrt(root)) : 0.5;
        return double.IsFinite(at) ? Math.Clamp(at, 0.1, 0.5) : 0.5;
    }

    void Lengthen()
    {
        double farthest = 0;
        foreach (var x in _step)
            farthest = Math.Max(farthest, Math.Abs(x));
        for (var k = 0; farthest > 0 && k < size; k++)
            _step[k] *= DownwardMove / farthest;
    }
}
