using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Simulation;

namespace Athanor.Properties;

/// <summary>How an isotope effect is sampled.</summary>
public sealed record IsotopeSettings
{
    /// <summary>K.</summary>
    public double Temperature { get; init; } = 300;

    public int Beads { get; init; } = 32;

    /// <summary>fs.</summary>
    public double TimeStep { get; init; } = 0.5;

    /// <summary>At each mass, after a tenth as many in which the rings open.</summary>
    public int Steps { get; init; } = 20000;

    /// <summary>Masses between light and heavy, Gauss's points in the scaled mass; 0 for the harmonic answer alone.</summary>
    public int Masses { get; init; } = 3;

    /// <summary>1/fs; strong, since nothing but averages is wanted.</summary>
    public double Friction { get; init; } = 0.02;

    public ulong Seed { get; init; } = 1;

    /// <summary>When each run stops before nonsense; null for never.</summary>
    public Func<PathIntegralSettings, GuardLimits?> Guard { get; init; } = RingGuard.For;
}

/// <summary>
/// The reduced partition-function ratio of heavier isotopes in a molecule or crystal: (Q*/Q) Π (m/m*)^(³⁄₂), the factor by which the heavy isotope prefers this place over one where nuclei are classical (Bigeleisen and Mayer, J. Chem. Phys. 15, 261 (1947)).
/// By path integrals it is an integral over the mass of the kinetic energy beyond the classical one (Vaníček and Miller, J. Chem. Phys. 127, 114309 (2007)), over g = m^(−½), in which that is nearly linear (Ceriotti and Markland, J. Chem. Phys. 138, 014112 (2013)).
/// </summary>
public sealed class IsotopeExchange
{
    IsotopeExchange()
    {
    }

    public required string Potential { get; init; }

    public required Structure Structure { get; init; }

    public required IsotopeSettings Settings { get; init; }

    /// <summary>amu, by atom.</summary>
    public required IReadOnlyList<double> Heavy { get; init; }

    /// <summary>ln β from harmonic vibrations, with the spread over members of the potential.</summary>
    public required Estimate Harmonic { get; init; }

    /// <summary>ln β of harmonic rings with as many beads: by how much it differs from <see cref="Harmonic"/>, the path integral will too.</summary>
    public required double HarmonicDiscretised { get; init; }

    /// <summary><see cref="PathIntegral"/> for many beads, with what they change harmonically; null where it was not asked for.</summary>
    public Estimate? Corrected => PathIntegral is { } path ? path with { Value = path.Value + Harmonic.Value - HarmonicDiscretised } : null;

    /// <summary>ln β by path integrals, anharmonicity and rotation included; the model's error is that of <see cref="Harmonic"/>. Null where it was not asked for.</summary>
    public Estimate? PathIntegral { get; init; }

    /// <summary>What was integrated: λ from light (0) to heavy (1), and dlnβ/dλ.</summary>
    public required IReadOnlyList<(double Lambda, Estimate Slope)> Points { get; init; }

    /// <param name="heavy">Masses of the heavy isotopologue, amu, by atom; the structure's own are the light one's.</param>
    /// <exception cref="SimulationException">Nothing is substituted, or the settings make no sense.</exception>
    public static IsotopeExchange Of(
        Structure structure, IPotential potential, IReadOnlyList<double> heavy, IsotopeSettings settings, Team? team = null, Action<int, int>? progress = null, CancellationToken cancellation = default)
    {
        var light = structure.Clone();
        light.Velocities = null;
        light.Masses = [.. Enumerable.Range(0, structure.Count).Select(structure.MassOf)];
        var harmonic = HarmonicIsotopes.Of(structure, potential, heavy, settings.Temperature, settings.Beads, out var discretised, team, cancellation);
        var points = new List<(double Lambda, Estimate Slope)>();
        double sum = 0, square = 0;
        var (lambdas, weights) = settings.Masses > 0 ? GaussLegendre.On(0, 1, settings.Masses) : ([], []);
        var rest = settings.Masses > 0 ? Vibrations.Of(light, potential, null, team, null, cancellation).Structure : light;
        for (var k = 0; k < lambdas.Length; k++)
        {
            var done = k;
            var slope = Slope(rest, potential, light.Masses, heavy, lambdas[k], settings, k, team, n => progress?.Invoke(done, n), cancellation);
            points.Add((lambdas[k], slope));
            (sum, square) = (sum + weights[k] * slope.Value, square + Math.Pow(weights[k] * slope.Statistical ?? double.NaN, 2));
        }
        return new IsotopeExchange
        {
            Potential = potential.Name,
            Structure = structure,
            Settings = settings,
            Heavy = [.. heavy],
            Harmonic = harmonic,
            HarmonicDiscretised = discretised,
            PathIntegral = lambdas.Length > 0 ? new Estimate(sum, "", Math.Sqrt(square), harmonic.Model) : null,
            Points = points,
        };
    }

    /// <summary>With g = (1 − λ) m^(−½) + λ m*^(−½): dlnβ/dλ = −(2/kT) Σ_i (K_i − ³⁄₂ kT) (dg_i/dλ)/g_i at masses g^(−2).</summary>
    static Estimate Slope(
        Structure rest, IPotential potential, IReadOnlyList<double> light, IReadOnlyList<double> heavy, double lambda, IsotopeSettings settings, int number, Team? team, Action<int> progress, CancellationToken cancellation)
    {
        double Root(int i, double at) => (1 - at) / Math.Sqrt(light[i]) + at / Math.Sqrt(heavy[i]);
        var structure = rest.Clone();
        structure.Masses = [.. Enumerable.Range(0, rest.Count).Select(i => Math.Pow(Root(i, lambda), -2))];
        double[] rates = [.. Enumerable.Range(0, rest.Count).Select(i => (1 / Math.Sqrt(heavy[i]) - 1 / Math.Sqrt(light[i])) / Root(i, lambda))];
        var kt = Units.Boltzmann * settings.Temperature;
        using var dynamics = PathIntegralDynamics.Start(structure, potential, new PathIntegralSettings
        {
            Temperature = settings.Temperature,
            Beads = settings.Beads,
            TimeStep = settings.TimeStep,
            Friction = settings.Friction,
            Seed = settings.Seed + (ulong)number,
        }, null, team, cancellation);
        if (settings.Guard(dynamics.Settings) is { } limits)
            dynamics.Guard = new RingGuard(limits);
        dynamics.Run(settings.Steps / 10, cancellation);
        const int Between = 4;
        var series = new List<double>();
        for (var n = 0; n < settings.Steps; n += Between)
        {
            dynamics.Run(Between, cancellation);
            cancellation.ThrowIfCancellationRequested();
            double slope = 0;
            for (var i = 0; i < rates.Length; i++)
            {
                if (rates[i] != 0)
                    slope -= 2 / kt * (dynamics.Ring.VirialKineticOf(i) - 1.5 * kt) * rates[i];
            }
            series.Add(slope);
            progress(n);
        }
        var mean = CorrelatedMean.Of(series, "");
        return new Estimate(mean.Value, "", mean.Error);
    }
}
