using Athanor.Atoms;
using Athanor.Potentials;

namespace Athanor.Simulation;

/// <summary>What keeps the ring polymer at its temperature.</summary>
public enum BeadThermostat
{
    /// <summary>PILE-L: Langevin's noise on every mode, tuned to each one's frequency, on the centroid by <see cref="PathIntegralSettings.Friction"/>.</summary>
    Local,

    /// <summary>PILE-G: the same on internal modes; the centroid's velocities are rescaled all alike, which disturbs slow motion less.</summary>
    Global,
}

/// <summary>How path-integral dynamics is run: with structure and potential, all that decides its bits. Written into restart files.</summary>
public sealed record PathIntegralSettings
{
    /// <summary>K.</summary>
    public required double Temperature { get; init; }

    /// <summary>P.</summary>
    public required int Beads { get; init; }

    /// <summary>fs; of the difference to the reference, where <see cref="InnerSteps"/> divide it.</summary>
    public double TimeStep { get; init; } = 0.5;

    public ulong Seed { get; init; } = 1;

    public BeadThermostat Thermostat { get; init; }

    /// <summary>Of the centroid, 1/fs; 0 leaves it alone, which is thermostatted ring-polymer dynamics (Rossi, Ceriotti, Manolopoulos, J. Chem. Phys. 140, 234116 (2014)).</summary>
    public double Friction { get; init; } = 0.01;

    /// <summary>λ: internal modes feel γ_k = 2 λ ω_k; ½ is best for most (their optimum for a free ring is 1).</summary>
    public double Damping { get; init; } = 0.5;

    public RingPropagation Propagation { get; init; }

    /// <summary>Beads on which the difference to the cheap reference is evaluated; null where everything is evaluated on every bead.</summary>
    public int? Contracted { get; init; }

    /// <summary>
    /// Steps of the cheap reference alone into which a time step is divided; the difference to it pushes at the two ends, by n times as much (r-RESPA: Tuckerman, Berne and Martyna, J. Chem. Phys. 97, 1990 (1992);
    /// on a contracted ring Marsalek and Markland, J. Chem. Phys. 144, 054112 (2016)). 1 where there is no reference.
    /// </summary>
    public int InnerSteps { get; init; } = 1;

    public Precision Precision { get; init; } = Precision.Double;

    /// <summary>Å that neighbour lists reach beyond the cutoff, where beads keep lists.</summary>
    public double Skin { get; init; } = 0.6;

    /// <summary>fs between two evaluations of the reference, or of the potential itself where there is none.</summary>
    internal double InnerTimeStep => TimeStep / InnerSteps;

    /// <summary>Temperature at which the ring of P classical beads is sampled, P T, K.</summary>
    internal double RingTemperature => Beads * Temperature;

    /// <summary>ω_P = P k T / ħ, 1/fs.</summary>
    internal double SpringFrequency => RingTemperature * Units.Boltzmann * 2 * Math.PI / Units.Planck;

    /// <exception cref="SimulationException">Something makes no sense.</exception>
    internal void Check(bool hasReference)
    {
        Ensemble.RequirePositive(Temperature, "The temperature (K)");
        Ensemble.RequirePositive(TimeStep, "The time step (fs)");
        if (Beads is < 1 or > 1024)
            throw new SimulationException($"A ring polymer has 1 to 1024 beads, not {Beads}.");
        if (!(Friction >= 0 && double.IsFinite(Friction)))
            throw new SimulationException($"The friction of the centroid is a number of 1/fs from 0 up, not {Friction}.");
        if (!(Damping > 0 && double.IsFinite(Damping)))
            throw new SimulationException($"The damping of internal modes is a number above 0, not {Damping}: without noise they would never find their temperature.");
        if (!(Skin >= 0 && double.IsFinite(Skin)))
            throw new SimulationException($"The skin of the neighbour list must be a length in Å from 0 up, not {Skin}.");
        if (Contracted is null == hasReference)
            throw new SimulationException("A contracted ring wants a number of beads and a cheap reference potential; there is one without the other.");
        if (InnerSteps < 1)
            throw new SimulationException($"A time step has one inner step or more, not {InnerSteps}.");
        if (InnerSteps > 1 && !hasReference)
            throw new SimulationException($"{InnerSteps} inner steps want a cheap reference potential, which alone is evaluated in them.");
        if (Contracted is { } few && (few < 1 || few >= Beads || few % 2 == 0))
            throw new SimulationException($"The difference to the reference is evaluated on an odd number of beads below {Beads}, not on {few}: modes but the centroid come in pairs.");
    }
}
