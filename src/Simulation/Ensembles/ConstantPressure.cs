using Athanor.Atoms;

namespace Athanor.Simulation;

/// <summary>
/// NPT: stochastic velocity rescaling and stochastic cell rescaling (Bernetti and Bussi, J. Chem. Phys. 153, 114107 (2020);
/// full cell: Del Tatto, Raiteri, Bernetti and Bussi, Appl. Sci. 12, 1139 (2022)), first order in time and with the right fluctuations.
/// </summary>
/// <param name="Temperature">K.</param>
/// <param name="Pressure">GPa.</param>
/// <param name="FullCell">Whether lengths and angles change independently, instead of the volume alone. For solids; a liquid does not resist shear.</param>
/// <param name="RelaxationTime">τ of the kinetic energy, fs.</param>
/// <param name="PressureRelaxationTime">τ of the volume where <paramref name="BulkModulus"/> is right, fs.</param>
/// <param name="BulkModulus">A rough guess, GPa (water 2, most metals 50–200). It sets how fast the volume relaxes; averages and fluctuations do not depend on it.</param>
public sealed record ConstantPressure(
    Ramp Temperature,
    Ramp Pressure,
    bool FullCell = false,
    double RelaxationTime = 100,
    double PressureRelaxationTime = 1000,
    double BulkModulus = 20) : Ensemble
{
    public override Ramp? TargetTemperature => Temperature;

    internal override bool ChangesCell => true;

    internal override IEnumerable<SubStep> SubSteps(Force force)
    {
        var pressure = new Ramp(Pressure.From / Units.GigaPascal, Pressure.To / Units.GigaPascal, Pressure.Duration);
        var rescale = new CellRescale(Temperature, pressure, Units.GigaPascal / BulkModulus / PressureRelaxationTime, FullCell);
        return
        [
            new Kick(0.5), new Drift(0.5), new MeasureKinetic(Moment.Middle),
            new StochasticRescale(Temperature, RelaxationTime), rescale, new Drift(0.5),
            force, new CellWork(rescale), new Kick(0.5), new MeasureKinetic(Moment.End),
        ];
    }

    internal override void Check()
    {
        base.Check();
        if (!double.IsFinite(Pressure.From + Pressure.To))
            throw new SimulationException($"The pressure {Pressure} GPa is not a number.");
        RequirePositive(RelaxationTime, "The relaxation time of the thermostat (fs)");
        RequirePositive(PressureRelaxationTime, "The relaxation time of the barostat (fs)");
        RequirePositive(BulkModulus, "The bulk modulus (GPa)");
    }

    public override string ToString() =>
        $"NPT at {Temperature} K and {Pressure} GPa ({(FullCell ? "full cell" : "isotropic")}, stochastic cell rescaling, relaxation times {RelaxationTime} and {PressureRelaxationTime} fs)";
}
