namespace Athanor.Simulation;

/// <summary>
/// How images move unless FIRE alone is wanted: quasi-Newton steps while they do good, damped dynamics where forces are large or the steps did harm. Forces on a band are no gradient, and its tangents jump when images change places
/// in height: far from the path quasi-Newton steps alone may never end (HCN → HNC, a vacancy's hop in silicon), near it they need a third of the evaluations.
/// A memory of its own for each image is worse: 506 evaluations for 121 (the proton of malonaldehyde), 121 for 58 (a vacancy in silicon).
/// </summary>
sealed class BandDescent(int size) : IForceDescent
{
    /// <summary>eV/Å on an atom, above which FIRE moves.</summary>
    const double FarOff = 2;

    /// <summary>Quasi-Newton steps end when the force has grown to so many times what it was at their best.</summary>
    const double Harm = 3;

    /// <summary>Steps by which the best must have become better, or they end too.</summary>
    const int Patience = 25;

    const int MostHarms = 3;

    readonly ForceLbfgs _newton = new(size);
    FireDescent _fire = new(size);
    double _begin = FarOff, _best = double.PositiveInfinity;
    int _since, _harms;
    bool _quick;

    /// <summary>The forces are others from now on.</summary>
    internal void Forget()
    {
        _newton.Forget();
        (_best, _since) = (double.PositiveInfinity, 0);
    }

    public void Step(IMovable what)
    {
        var largest = Largest(what.Forces);
        if (!_quick && largest < _begin && _harms < MostHarms)
        {
            _quick = true;
            Forget();
        }
        if (_quick)
        {
            (_best, _since) = largest < 0.9 * _best ? (largest, 0) : (_best, _since + 1);
            if (largest > Math.Max(Harm * _best, 0.1) || _since > Patience)
            {
                // The next time from nearer.
                _begin = Math.Min(0.5 * _begin, _best);
                _harms++;
                (_quick, _fire) = (false, new FireDescent(size));
            }
        }
        if (_quick)
            _newton.Step(what);
        else
            _fire.Step(what);
    }

    static double Largest(double[] forces)
    {
        double largest = 0;
        for (var k = 0; k < forces.Length; k += 3)
            largest = Math.Max(largest, forces[k] * forces[k] + forces[k + 1] * forces[k + 1] + forces[k + 2] * forces[k + 2]);
        return Math.Sqrt(largest);
    }
}
