namespace Athanor.Simulation;

/// <summary>When a <see cref="Guard"/> stops a run. A null limit is not watched.</summary>
public sealed record GuardLimits
{
    /// <summary>Closest two atoms may come, as a fraction of the sum of their covalent radii.</summary>
    public double? Contact { get; init; } = 0.6;

    /// <summary>Largest force on one atom, eV/Å.</summary>
    public double? Force { get; init; } = 100;

    /// <summary>Highest temperature, K; by default far above the target, see <see cref="For"/>.</summary>
    public double? Temperature { get; init; }

    /// <summary>Farthest the conserved quantity may go from where it was at the start, eV per atom; by default watched for constant energy alone.</summary>
    public double? Drift { get; init; }

    /// <summary>Atoms that may lie outside the range the model was trained on before the run stops; watched where the potential knows its range.</summary>
    public int? AtomsOutOfRange { get; init; } = 0;

    /// <summary>
    /// How far outside an atom must lie to count, as a fraction of the width of the training range: descriptors that few frames pin down are left by a little all the time.
    /// </summary>
    public double RangeTolerance { get; init; } = 0.1;

    /// <summary>Largest standard deviation of one atom's force, eV/Å; watched where the potential gives one.</summary>
    public double? ForceUncertainty { get; init; }

    /// <summary>Steps between looks at contacts and training range. Forces, temperature and drift are looked at in every step.</summary>
    public int Every { get; init; } = 10;

    /// <summary>What is usual for an ensemble: five times the target temperature and 2000 K; 10 meV per atom of drift at constant energy.</summary>
    public static GuardLimits For(DynamicsSettings settings)
    {
        var target = settings.Ensemble.TargetTemperature is { } t ? Math.Max(t.From, t.To) : settings.StartTemperature;
        return new GuardLimits
        {
            Temperature = target is { } kelvin ? 5 * kelvin + 2000 : null,
            Drift = settings.Ensemble is ConstantEnergy ? 0.01 : null,
        };
    }
}
