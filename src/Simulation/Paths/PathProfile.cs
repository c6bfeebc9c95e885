namespace Athanor.Simulation;

/// <summary>Energy along a path, as the cubic between neighbouring images that has their energies and slopes.</summary>
public sealed class PathProfile
{
    readonly double[] _arc, _energy, _slope;

    internal PathProfile(IReadOnlyList<PathImage> images)
    {
        _arc = [.. images.Select(i => i.Arc)];
        _energy = [.. images.Select(i => i.Energy)];
        _slope = [.. images.Select(i => i.Slope)];
        Highest = Extreme(1);
        Lowest = Extreme(-1);
    }

    /// <summary>Å.</summary>
    public double Length => _arc[^1];

    /// <summary>Where the profile is highest, and how high: Å, eV.</summary>
    public (double Arc, double Energy) Highest { get; }

    /// <summary>Where it is lowest.</summary>
    public (double Arc, double Energy) Lowest { get; }

    /// <summary>Energy (eV) at a length (Å) of the path.</summary>
    public double At(double arc)
    {
        var k = 0;
        while (k < _arc.Length - 2 && arc > _arc[k + 1])
            k++;
        return Cubic(k, _arc[k + 1] > _arc[k] ? Math.Clamp((arc - _arc[k]) / (_arc[k + 1] - _arc[k]), 0, 1) : 0);
    }

    double Cubic(int k, double t)
    {
        var h = _arc[k + 1] - _arc[k];
        double u = t * t, v = u * t;
        return (2 * v - 3 * u + 1) * _energy[k] + (v - 2 * u + t) * h * _slope[k] + (3 * u - 2 * v) * _energy[k + 1] + (v - u) * h * _slope[k + 1];
    }

    (double Arc, double Energy) Extreme(int sign)
    {
        var best = (Arc: _arc[0], Energy: _energy[0]);
        void Try(int k, double t)
        {
            if (t is >= 0 and <= 1 && Cubic(k, t) is var e && sign * e > sign * best.Energy)
                best = (_arc[k] + t * (_arc[k + 1] - _arc[k]), e);
        }
        for (var k = 0; k < _arc.Length - 1; k++)
        {
            Try(k, 1);
            // Where the derivative a t² + b t + c vanishes.
            var h = _arc[k + 1] - _arc[k];
            var rise = _energy[k + 1] - _energy[k];
            double a = 3 * (h * (_slope[k] + _slope[k + 1]) - 2 * rise), b = 2 * (3 * rise - h * (2 * _slope[k] + _slope[k + 1])), c = h * _slope[k];
            var root = b * b - 4 * a * c;
            if (root < 0)
                continue;
            var q = -0.5 * (b + (b < 0 ? -Math.Sqrt(root) : Math.Sqrt(root)));
            if (a != 0)
                Try(k, q / a);
            if (q != 0)
                Try(k, c / q);
        }
        return best;
    }
}
