using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Properties;

/// <summary>
/// The flux of heat through a structure, J = d/dt Σ_i r_i E_i without the jumps of atoms through the faces of the cell, E_i = ½ m_i v_i² + U_i: the convection of what atoms have, and the work that they
/// do on one another. One structure after another, the same atoms each time.
/// </summary>
public interface IHeatFlux : IDisposable
{
    /// <summary>How the work between atoms is found, for people.</summary>
    string How { get; }

    /// <summary>J of the whole structure, eV Å/fs; divided by its volume it is the density of the current.</summary>
    /// <param name="structure">With velocities.</param>
    /// <exception cref="Potentials.PotentialException">The potential does not cover the structure.</exception>
    Vec3 Of(Structure structure);
}
