namespace Athanor.Properties;

/// <summary>Energies of a crystal by its volume in closed form, with four parameters: energy and volume at rest, bulk modulus there, and its first derivative by pressure.</summary>
public sealed record EosForm(string Name, Func<double, EosParameters, double> Energy, Func<double, EosParameters, double> Pressure)
{
    /// <summary>Third order in Eulerian strain (Birch, Phys. Rev. 71, 809 (1947)).</summary>
    public static EosForm BirchMurnaghan { get; } = new("Birch–Murnaghan",
        (v, p) =>
        {
            var f = Math.Pow(p.Volume / v, 2.0 / 3) - 1;
            return p.Energy + 9 * p.Volume * p.Bulk / 16 * f * f * (f * p.Slope + 2 - 4 * f);
        },
        (v, p) =>
        {
            var x = Math.Cbrt(p.Volume / v);
            return 1.5 * p.Bulk * (Math.Pow(x, 7) - Math.Pow(x, 5)) * (1 + 0.75 * (p.Slope - 4) * (x * x - 1));
        });

    /// <summary>An exponential well in the distance (Vinet, Ferrante, Rose, Smith, J. Geophys. Res. 92, 9319 (1987)).</summary>
    public static EosForm Vinet { get; } = new("Vinet",
        (v, p) =>
        {
            var away = 1 - Math.Cbrt(v / p.Volume);
            var y = 1.5 * (p.Slope - 1) * away;
            // (1 − (1 − y) eʸ)/y², by its series where that would be a difference of equals: crystals that stiffen as they expand have slopes around 1.
            var bracket = Math.Abs(y) < 1e-3 ? 0.5 + y * (1.0 / 3 + y * (0.125 + y / 30)) : (1 - (1 - y) * Math.Exp(y)) / (y * y);
            return p.Energy + 9 * p.Bulk * p.Volume * away * away * bracket;
        },
        (v, p) =>
        {
            var (x, eta) = (Math.Cbrt(v / p.Volume), 1.5 * (p.Slope - 1));
            return 3 * p.Bulk * (1 - x) / (x * x) * Math.Exp(eta * (1 - x));
        });

    /// <summary>The parameters that fit energies best by least squares: damped Gauss–Newton steps from a parabola.</summary>
    /// <exception cref="ArgumentException">Fewer than five points.</exception>
    public EosFit Fit(IReadOnlyList<double> volumes, IReadOnlyList<double> energies)
    {
        if (volumes.Count < 5 || volumes.Count != energies.Count)
            throw new ArgumentException($"{volumes.Count} volumes and {energies.Count} energies; four parameters want five points.");
        var lowest = Enumerable.Range(0, volumes.Count).MinBy(k => energies[k]);
        var (v0, e0) = (volumes[lowest], energies[lowest]);
        var curvature = 2 * Enumerable.Range(0, volumes.Count).Where(k => k != lowest).Average(k => (energies[k] - e0) / Math.Pow(volumes[k] - v0, 2));
        var parameters = new EosParameters(e0, v0, Math.Max(v0 * curvature, 1e-6), 4);
        double Cost(EosParameters p) => volumes.Zip(energies, (v, e) => Math.Pow(Energy(v, p) - e, 2)).Sum();
        var (cost, damping) = (Cost(parameters), 1e-3);
        for (var step = 0; step < 200; step++)
        {
            var next = parameters.Stepped(this, volumes, energies, damping);
            var then = next.Volume > 0 && next.Bulk > 0 ? Cost(next) : double.NaN;
            if (then < cost)
            {
                var done = cost - then < 1e-14 * cost;
                (parameters, cost, damping) = (next, then, damping / 5);
                if (done)
                    break;
            }
            else if ((damping *= 4) > 1e12)
            {
                break;
            }
        }
        return new EosFit(this, parameters, Math.Sqrt(cost / volumes.Count));
    }
}

/// <summary>What an equation of state fits.</summary>
/// <param name="Energy">eV, at rest.</param>
/// <param name="Volume">Å³, at rest.</param>
/// <param name="Bulk">−V dP/dV there, eV/Å³.</param>
/// <param name="Slope">dB/dP there.</param>
public sealed record EosParameters(double Energy, double Volume, double Bulk, double Slope)
{
    /// <summary>One damped Gauss–Newton step, derivatives by differences.</summary>
    internal EosParameters Stepped(EosForm form, IReadOnlyList<double> volumes, IReadOnlyList<double> energies, double damping)
    {
        double[] sizes = [Math.Max(1e-3, Bulk * Volume), Volume, Bulk, 1];
        var (normal, right) = (new double[16], new double[4]);
        for (var k = 0; k < volumes.Count; k++)
        {
            var miss = energies[k] - form.Energy(volumes[k], this);
            var slopes = new double[4];
            for (var p = 0; p < 4; p++)
                slopes[p] = (form.Energy(volumes[k], Moved(p, 1e-5 * sizes[p])) - form.Energy(volumes[k], Moved(p, -1e-5 * sizes[p]))) / 2e-5;
            for (var p = 0; p < 4; p++)
            {
                right[p] += slopes[p] * miss;
                for (var q = 0; q < 4; q++)
                    normal[4 * p + q] += slopes[p] * slopes[q];
            }
        }
        for (var p = 0; p < 4; p++)
            normal[5 * p] *= 1 + damping;
        var matrix = new Numerics.MatrixSpan<double>(normal, 4, 4);
        try
        {
            Numerics.Cholesky.Factor(matrix);
        }
        catch (Numerics.NotPositiveDefiniteException)
        {
            return this with { Volume = double.NaN };
        }
        Numerics.Cholesky.Solve(matrix, right);
        return new EosParameters(Energy + right[0] * sizes[0], Volume + right[1] * sizes[1], Bulk + right[2] * sizes[2], Slope + right[3] * sizes[3]);
    }

    EosParameters Moved(int parameter, double by) => parameter switch
    {
        0 => this with { Energy = Energy + by },
        1 => this with { Volume = Volume + by },
        2 => this with { Bulk = Bulk + by },
        _ => this with { Slope = Slope + by },
    };
}

/// <summary>An equation of state with the parameters that fit.</summary>
/// <param name="Rms">Of what it misses, eV.</param>
public sealed record EosFit(EosForm Form, EosParameters Parameters, double Rms)
{
    /// <summary>eV.</summary>
    public double Energy(double volume) => Form.Energy(volume, Parameters);

    /// <summary>eV/Å³.</summary>
    public double Pressure(double volume) => Form.Pressure(volume, Parameters);
}
