namespace Athanor.Simulation;

/// <summary>
/// NVE: velocity Verlet (Swope et al., J. Chem. Phys. 76, 637 (1982)), second order, time-reversible, symplectic.
/// </summary>
public sealed record ConstantEnergy : Ensemble
{
    internal override IEnumerable<SubStep> SubSteps(Force force) =>
        [new Kick(0.5), new Drift(1), force, new Kick(0.5), new MeasureKinetic(Moment.EndAndOnly)];

    public override string ToString() => "NVE";
}
