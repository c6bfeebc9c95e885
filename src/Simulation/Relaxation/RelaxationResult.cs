using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Simulation;

/// <summary>Where a relaxation came to.</summary>
/// <param name="Frame">The structure with its energy (eV), forces (eV/Å) and, in a bulk, stress (eV/Å³).</param>
/// <param name="Converged">False where the steps ran out or it was cancelled; the structure is then the last one.</param>
/// <param name="LargestForce">On a free atom, eV/Å.</param>
/// <param name="LargestStress">Largest component of the stress that may relax, less the pressure asked for, eV/Å³; 0 where the cell is kept.</param>
public sealed record RelaxationResult(Frame Frame, bool Converged, int Steps, double LargestForce, double LargestStress)
{
    public Structure Structure => Frame.Structure;

    /// <summary>eV.</summary>
    public double Energy => Frame.Energy!.Value;
}

/// <summary>One step of a relaxation, for whoever shows progress.</summary>
/// <param name="Energy">eV.</param>
/// <param name="LargestForce">eV/Å.</param>
/// <param name="LargestStress">As of <see cref="RelaxationResult"/>, eV/Å³.</param>
public readonly record struct RelaxationStep(int Step, double Energy, double LargestForce, double LargestStress)
{
    /// <summary>E + PV, eV: what falls; the energy where the cell is kept.</summary>
    public double Enthalpy { get; init; }
}
