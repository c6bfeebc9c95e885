using System.Text.Json.Serialization;

namespace Athanor.Simulation;

/// <summary>What a simulation keeps constant, and by which scheme. Says it in restart files; builds the integrator.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(ConstantEnergy), "nve")]
[JsonDerivedType(typeof(Langevin), "langevin")]
[JsonDerivedType(typeof(VelocityRescaling), "velocity-rescaling")]
[JsonDerivedType(typeof(ConstantPressure), "constant-pressure")]
public abstract record Ensemble
{
    /// <summary>Target, K; null where none is set.</summary>
    [JsonIgnore]
    public virtual Ramp? TargetTemperature => null;

    /// <summary>Whether the scheme leaves the motion of the centre of mass alone.</summary>
    internal virtual bool ConservesMomentum => true;

    internal virtual bool ChangesCell => false;

    /// <summary>The sub-steps of one step.</summary>
    internal abstract IEnumerable<SubStep> SubSteps(Force force);

    /// <exception cref="SimulationException">A parameter makes no sense.</exception>
    internal virtual void Check()
    {
        if (TargetTemperature is { } t && !(t.From >= 0 && t.To >= 0 && double.IsFinite(t.From + t.To)))
            throw new SimulationException($"The temperature {t} K is not one; give a number of kelvin from 0 up.");
    }

    internal static void RequirePositive(double value, string what)
    {
        if (!(value > 0 && double.IsFinite(value)))
            throw new SimulationException($"{what} must be a positive number, not {value}.");
    }
}
