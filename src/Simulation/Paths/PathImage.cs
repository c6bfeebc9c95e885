using Athanor.Atoms;

namespace Athanor.Simulation;

/// <summary>One structure of a path.</summary>
/// <param name="Frame">With energy (eV) and forces (eV/Å).</param>
/// <param name="Arc">Length of the path up to here, √Σ|Δr|² summed from image to image, Å.</param>
/// <param name="Slope">dE/ds along the path, eV/Å.</param>
/// <param name="Force">Largest force on an atom that the path's own conditions leave: across it, along the springs, or up to the saddle; of the ends, the force itself. eV/Å.</param>
public sealed record PathImage(Frame Frame, double Arc, double Slope, double Force)
{
    public Structure Structure => Frame.Structure;

    /// <summary>eV.</summary>
    public double Energy => Frame.Energy!.Value;
}
