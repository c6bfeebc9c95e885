namespace Athanor.Simulation;

/// <summary>
/// The bias of well-tempered metadynamics (Barducci, Bussi and Parrinello, Phys. Rev. Lett. 100, 020603 (2008)): Gaussians laid down where the variable has been, each lower by exp(−V/(kT (γ − 1))) than the first. Kept on a grid with values and
/// slopes, between which cubics run, so that forces are exactly the slope of the energy. Changes as it is used: one for each run.
/// </summary>
public sealed class Hills : ICollectiveLaw
{
    /// <summary>Grid points to a width, and widths after which a Gaussian is over.</summary>
    const double Fineness = 10, Reach = 6;

    readonly double _from, _step;
    readonly double[] _values;
    readonly double[] _slopes;
    readonly bool _ring;
    readonly double _kT;
    double? _offset;

    /// <param name="from">Where the grid begins; outside the bias is level.</param>
    /// <param name="height">Of the first hill, eV.</param>
    /// <param name="width">σ of the Gaussians, unit of ξ.</param>
    /// <param name="factor">γ, above one: barriers are felt as if the temperature were γ times higher.</param>
    /// <param name="kT">eV.</param>
    /// <param name="period">Of ξ; the grid then spans one.</param>
    public Hills(double from, double to, double height, double width, double factor, double kT, double? period = null)
    {
        if (!(to > from && height > 0 && width > 0 && factor > 1 && kT > 0) || !double.IsFinite(to - from + height + width + factor))
            throw new SimulationException("Hills have a height and a width above zero, a bias factor above one, and a range.");
        (Height, Width, Factor, _kT) = (height, width, factor, kT);
        _ring = period is not null;
        var count = (int)Math.Clamp(Math.Ceiling((to - from) / width * Fineness), 20, 100_000);
        (_from, _step) = (from, (to - from) / count);
        _values = new double[count + (_ring ? 0 : 1)];
        _slopes = new double[_values.Length];
    }

    public double Height { get; }

    public double Width { get; }

    public double Factor { get; }

    /// <summary>kT, eV.</summary>
    internal double ThermalEnergy => _kT;

    /// <summary>
    /// c(t), eV: kT ln of ∫ exp(γ/(γ−1) V/kT) dξ over ∫ exp(V/((γ−1) kT)) dξ, by which a bias that has grown everywhere is told from one that matters (Tiwary and Parrinello, J. Phys. Chem. B 119, 736 (2015)): a value weighs exp((V − c)/kT).
    /// </summary>
    public double Offset => _offset ??= FindOffset();

    /// <summary>The height that the next hill here would have, eV.</summary>
    public double NextHeight(double at) => Height * Math.Exp(-At(at).Energy / (_kT * (Factor - 1)));

    /// <summary>Lays one down.</summary>
    public void Add(double at, double height)
    {
        _offset = null;
        var place = (at - _from) / _step;
        var reach = (int)Math.Ceiling(Reach * Width / _step);
        var middle = (int)Math.Round(place);
        for (var k = middle - reach; k <= middle + reach; k++)
        {
            var index = k;
            if (_ring)
                index = ((k % _values.Length) + _values.Length) % _values.Length;
            else if (k < 0 || k >= _values.Length)
                continue;
            var d = (k - place) * _step / Width;
            var hill = height * Math.Exp(-0.5 * d * d);
            _values[index] += hill;
            _slopes[index] -= hill * d / Width;
        }
    }

    public (double Energy, double Slope) At(double value)
    {
        var place = (value - _from) / _step;
        var n = _values.Length;
        if (_ring)
            place -= n * Math.Floor(place / n);
        else if (!(place > 0))
            return (_values[0], 0);
        else if (place >= n - 1)
            return (_values[n - 1], 0);
        var k = Math.Min((int)place, n - 1);
        var next = k + 1 < n ? k + 1 : 0;
        var t = place - k;
        double a = _values[k], b = _values[next], da = _step * _slopes[k], db = _step * _slopes[next];
        double c2 = 3 * (b - a) - 2 * da - db, c3 = 2 * (a - b) + da + db;
        return (a + t * (da + t * (c2 + t * c3)), (da + t * (2 * c2 + 3 * t * c3)) / _step);
    }

    double FindOffset()
    {
        var top = _values.Max();
        double above = 0, below = 0;
        foreach (var v in _values)
        {
            above += Math.Exp(Factor / (Factor - 1) * (v - top) / _kT);
            below += Math.Exp((v - top) / ((Factor - 1) * _kT));
        }
        // The larger exponents are of V γ/(γ − 1), the smaller of V/(γ − 1); what was taken out of both differs by the top itself.
        return top + _kT * Math.Log(above / below);
    }
}
