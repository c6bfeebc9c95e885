using Athanor.Atoms;

namespace Athanor.Properties;

/// <summary>How the transport equation of phonons is set up and solved.</summary>
public sealed record TransportSettings
{
    /// <summary>K.</summary>
    public IReadOnlyList<double> Temperatures { get; init; } = [300];

    /// <summary>Factor of the Gaussian that keeps the energy, whose width the grid and the group velocities give.</summary>
    public double Smearing { get; init; } = 1;

    /// <summary>Variance of an element's masses, Σ f (1 − m/m̄)² over its isotopes (of natural silicon 2.01·10⁻⁴); none where not named.</summary>
    public IReadOnlyDictionary<Element, double> MassVariances { get; init; } = new Dictionary<Element, double>();

    /// <summary>Whether modes have kT each, as atoms of molecular dynamics do, in place of Bose and Einstein's share.</summary>
    public bool Classical { get; init; }

    /// <summary>Whether only relaxation times are wanted, not the full solution.</summary>
    public bool RelaxationTimeOnly { get; init; }

    /// <summary>Conjugate gradients stop where the residual, weighted by relaxation times, is this part of what it was.</summary>
    public double Tolerance { get; init; } = 1e-4;

    public int MostIterations { get; init; } = 200;

    /// <exception cref="Simulation.SimulationException">Something makes no sense.</exception>
    internal void Check()
    {
        if (Temperatures.Count == 0 || Temperatures.Any(t => !(t > 0 && double.IsFinite(t))))
            throw new Simulation.SimulationException("Temperatures are numbers of kelvin above 0.");
        if (!(Smearing > 0 && double.IsFinite(Smearing)))
            throw new Simulation.SimulationException("The factor of the smearing is a number above 0.");
    }
}
