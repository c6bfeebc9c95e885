namespace Athanor.Simulation;

/// <summary>
/// NVT by stochastic velocity rescaling (Bussi, Donadio and Parrinello, J. Chem. Phys. 126, 014101 (2007)): canonical, and it hardly disturbs the
/// dynamics, since one number acts on all atoms. The rescaling stands in the middle of the step, as Langevin's noise does.
/// </summary>
/// <param name="Temperature">K.</param>
/// <param name="RelaxationTime">τ of the kinetic energy, fs.</param>
public sealed record VelocityRescaling(Ramp Temperature, double RelaxationTime = 100) : Ensemble
{
    public override Ramp? TargetTemperature => Temperature;

    internal override IEnumerable<SubStep> SubSteps(Force force) =>
    [
        new Kick(0.5), new Drift(0.5), new MeasureKinetic(Moment.Middle),
        new StochasticRescale(Temperature, RelaxationTime), new Drift(0.5),
        force, new Kick(0.5), new MeasureKinetic(Moment.End),
    ];

    internal override void Check()
    {
        base.Check();
        RequirePositive(RelaxationTime, "The relaxation time of the thermostat (fs)");
    }

    public override string ToString() => $"NVT at {Temperature} K (stochastic velocity rescaling, relaxation time {RelaxationTime} fs)";
}
