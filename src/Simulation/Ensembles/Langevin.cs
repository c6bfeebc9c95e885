namespace Athanor.Simulation;

/// <summary>
/// NVT by Langevin dynamics in the order B A O A B (Leimkuhler and Matthews, Appl. Math. Res. Express 2013, 34): positions are sampled to
/// higher order than by any other order of the same pieces, exactly for a harmonic system.
/// </summary>
/// <param name="Temperature">K.</param>
/// <param name="RelaxationTime">1/γ, fs.</param>
public sealed record Langevin(Ramp Temperature, double RelaxationTime = 100) : Ensemble
{
    public override Ramp? TargetTemperature => Temperature;

    internal override bool ConservesMomentum => false;

    internal override IEnumerable<SubStep> SubSteps(Force force) =>
    [
        new Kick(0.5), new Drift(0.5), new OrnsteinUhlenbeck(Temperature, 1 / RelaxationTime), new Drift(0.5),
        force, new Kick(0.5), new MeasureKinetic(Moment.End),
    ];

    internal override void Check()
    {
        base.Check();
        RequirePositive(RelaxationTime, "The relaxation time of the thermostat (fs)");
    }

    public override string ToString() => $"NVT at {Temperature} K (Langevin, relaxation time {RelaxationTime} fs)";
}
