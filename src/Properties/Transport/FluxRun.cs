using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;
using Athanor.Simulation;

namespace Athanor.Properties;

/// <summary>One run at constant energy and the flux of heat in it.</summary>
sealed class FluxRun : IObserver, IDisposable
{
    readonly GreenKuboSettings _settings;
    readonly IHeatFlux _flux;
    readonly Action? _step;
    readonly CancellationToken _cancellation;
    readonly double[][] _series;
    double _temperature;
    int _count;

    FluxRun(GreenKuboSettings settings, IHeatFlux flux, Action? step, CancellationToken cancellation)
    {
        (_settings, _flux, _step, _cancellation) = (settings, flux, step, cancellation);
        _series = [new double[settings.Samples], new double[settings.Samples], new double[settings.Samples]];
    }

    public int Every => _settings.EverySteps;

    /// <summary>J by direction, then time, eV Å/fs.</summary>
    public double[][] Series => _series;

    /// <summary>Mean temperature, K.</summary>
    public double Temperature => _temperature / Math.Max(1, _count);

    /// <summary>How the flux was found.</summary>
    public string How => _flux.How;

    /// <param name="step">Told at every look.</param>
    /// <exception cref="SimulationException">The flux is no number.</exception>
    public static FluxRun Of(Structure structure, IPotential potential, GreenKuboSettings settings, int number, Team team, Action? step, CancellationToken cancellation)
    {
        // Seeds a prime apart, so that runs of neighbouring seeds are not one another's.
        var seed = settings.Seed + 1_000_003UL * (ulong)number;
        var start = structure.Clone();
        start.Velocities = null;
        var thermal = new DynamicsSettings { Ensemble = new Langevin(settings.Temperature, 200), TimeStep = settings.TimeStep, Seed = seed };
        Structure warm;
        using (var dynamics = MolecularDynamics.Start(start, potential, thermal, team, cancellation))
        {
            dynamics.Run(settings.Equilibration, cancellation);
            cancellation.ThrowIfCancellationRequested();
            warm = dynamics.State.Structure.Clone();
        }
        var free = new DynamicsSettings { Ensemble = new ConstantEnergy(), TimeStep = settings.TimeStep, Seed = seed, InitialTemperature = settings.Temperature };
        var run = new FluxRun(settings, HeatFlux.Open(potential, warm, team), step, cancellation);
        try
        {
            using var dynamics = MolecularDynamics.Start(warm, potential, free, team, cancellation);
            dynamics.Attach(run);
            dynamics.Run((long)(settings.Samples - 1) * settings.EverySteps, cancellation);
            cancellation.ThrowIfCancellationRequested();
            return run;
        }
        finally
        {
            run.Dispose();
        }
    }

    void IObserver.Observe(MolecularDynamics dynamics)
    {
        if (_count == _settings.Samples)
            return;
        _cancellation.ThrowIfCancellationRequested();
        var flux = _flux.Of(dynamics.State.Structure);
        if (!flux.IsFinite)
            throw new SimulationException($"The flux of heat is not a finite number after {dynamics.State.Time:0} fs. Begin from a structure at rest, or take a shorter time step.");
        for (var d = 0; d < 3; d++)
            _series[d][_count] = flux[d];
        _temperature += dynamics.State.Temperature;
        _count++;
        _step?.Invoke();
    }

    public void Dispose() => _flux.Dispose();
}
