namespace Athanor.Simulation;

/// <summary>
/// Steps of limited-memory BFGS for forces that no energy has, such as those on the images of a path (Sheppard, Terrell and Henkelman, J. Chem. Phys. 128, 134106 (2008)): no search along a line, steps limited, and nothing
/// remembered once the forces have grown much.
/// </summary>
sealed class ForceLbfgs(int size) : IForceDescent
{
    /// <summary>Å²/eV, before anything is known: that of a triple bond, since nothing shortens a step that is too long.</summary>
    const double FirstSoftness = 0.005;

    /// <summary>Forces that are so many times the least of late say that what is remembered misleads.</summary>
    const double Grown = 3;

    const int MostRefusals = 3;

    readonly LimitedMemory _memory = new(size);
    readonly double[] _step = new double[size], _forces = new double[size];
    double _least = double.PositiveInfinity;
    int _refusals;
    bool _moved;

    /// <summary>Forgets everything: the forces are others from now on.</summary>
    internal void Forget()
    {
        _memory.Clear();
        (_moved, _least) = (false, double.PositiveInfinity);
    }

    public void Step(IMovable what)
    {
        double norm = 0;
        foreach (var f in what.Forces)
            norm += f * f;
        norm = Math.Sqrt(norm);
        if (_moved && !_memory.Add(_step, _forces, what.Forces) && ++_refusals >= MostRefusals)
        {
            _memory.Clear();
            _refusals = 0;
        }
        if (norm > Grown * _least)
        {
            _memory.Clear();
            _least = norm;
        }
        _least = Math.Min(_least, norm);
        _memory.Product(what.Forces, FirstSoftness, _step);
        var factor = what.Limit(_step);
        what.Forces.CopyTo(_forces, 0);
        what.Move(_step, factor);
        foreach (ref var x in _step.AsSpan())
            x *= factor;
        _moved = true;
    }
}
