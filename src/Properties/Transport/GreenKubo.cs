using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Simulation;

namespace Athanor.Properties;

/// <summary>
/// Thermal conductivity from the fluctuations of the flux of heat at equilibrium, κ = 1/(V k T²) ∫₀^∞ ⟨J_d(t) J_d(0)⟩ dt (Green 1954, Kubo 1957): classical atoms, all orders of anharmonicity, as the potential has
/// them. The integral is half the spectral density of J at zero frequency, which <see cref="CepstralEstimate"/> gives with an error.
/// </summary>
public sealed class GreenKubo
{
    GreenKubo(string potential, Structure structure, GreenKuboSettings settings, IReadOnlyList<FluxRun> runs)
    {
        (Potential, Structure, Settings, How) = (potential, structure, settings, runs[0].How);
        Temperature = runs.Count == 1 ? new Estimate(runs[0].Temperature, "K")
            : new Estimate(runs.Average(r => r.Temperature), "K", MemberSpread.Deviation([.. runs.Select(r => r.Temperature)]) / Math.Sqrt(runs.Count));
        Interval = settings.EverySteps * settings.TimeStep;
        var factor = Units.WattPerMetre / (structure.Cell!.Volume * Units.Boltzmann * Temperature.Value * Temperature.Value);
        Estimate Kappa(CepstralEstimate c) => new(0.5 * factor * c.Density, "W/m/K", 0.5 * factor * c.Error);
        Spectrum = CepstralEstimate.Of([.. runs.SelectMany(r => r.Series)], Interval, settings.CutFrequency);
        Conductivity = Kappa(Spectrum);
        ByDirection = [.. Enumerable.Range(0, 3).Select(d => Kappa(CepstralEstimate.Of([.. runs.Select(r => r.Series[d])], Interval, Spectrum.Frequencies[^1])))];
        Correlation = FluxCorrelation.Of([.. runs.Select(r => r.Series)], Interval, factor);
    }

    /// <summary>Name of the potential.</summary>
    public string Potential { get; }

    /// <summary>What was simulated.</summary>
    public Structure Structure { get; }

    public GreenKuboSettings Settings { get; }

    /// <summary>How the flux was found.</summary>
    public string How { get; }

    /// <summary>Mean over the runs with its standard deviation, K.</summary>
    public Estimate Temperature { get; }

    /// <summary>fs between two looks at the flux.</summary>
    public double Interval { get; }

    /// <summary>κ, mean over directions, W/m/K; statistical error of the cepstral analysis.</summary>
    public Estimate Conductivity { get; }

    /// <summary>κ_xx, κ_yy, κ_zz, W/m/K.</summary>
    public IReadOnlyList<Estimate> ByDirection { get; }

    /// <summary>Of the flux, all runs and directions.</summary>
    public CepstralEstimate Spectrum { get; }

    /// <summary>The running integral, for eyes and as a second opinion.</summary>
    public FluxCorrelation Correlation { get; }

    /// <summary>Runs the dynamics and analyses the flux. Runs are shared among threads; what they are does not depend on how many there are.</summary>
    /// <param name="structure">A supercell that repeats in all three directions, at rest; at the volume of the temperature, if that matters.</param>
    /// <param name="progress">Told the looks at the flux done, of all; from any thread, one at a time.</param>
    /// <exception cref="PotentialException">The potential does not cover the structure, or its flux is not known.</exception>
    /// <exception cref="SimulationException">Settings that make no sense, a structure that does not repeat, or a run that goes wrong.</exception>
    public static GreenKubo Compute(
        Structure structure, IPotential potential, GreenKuboSettings settings, Team? team = null, Action<int, int>? progress = null, CancellationToken cancellation = default)
    {
        settings.Check();
        if (!structure.Periodic.IsBulk)
            throw new SimulationException($"A conductivity wants a structure that repeats in all three directions; {structure} does not.");
        var (done, all, gate) = (0, settings.Runs * settings.Samples, new Lock());
        void Step()
        {
            lock (gate)
                progress?.Invoke(++done, all);
        }
        team ??= Team.Single;
        var runs = new FluxRun[settings.Runs];
        if (settings.Runs == 1)
            runs[0] = FluxRun.Of(structure, potential, settings, 0, team, Step, cancellation);
        else
            team.Run(k => runs[k] = FluxRun.Of(structure, potential, settings, k, Team.Single, Step, cancellation), settings.Runs);
        return new GreenKubo(potential.Name, structure, settings, runs);
    }
}
