using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Simulation;

namespace Athanor.Properties;

/// <summary>How phonons are computed, and which of what follows from them.</summary>
public sealed record PhononSettings
{
    /// <summary>Whether atoms that feel a force are brought to rest first, in the cell as it is or relaxed too.</summary>
    public bool Relax { get; init; } = true;

    /// <summary>What of the cell is relaxed first.</summary>
    public CellFreedom Cell { get; init; } = CellFreedom.None;

    /// <summary>At rest is where no atom feels more than this, eV/Å.</summary>
    public double ForceTolerance { get; init; } = 1e-6;

    /// <summary>Å from where a symmetry wants them that atoms may be to be put there before they are brought to rest; nothing is moved where they are not, or where symmetry is not used.</summary>
    public double Tolerance { get; init; } = 1e-3;

    /// <summary>Rows: supercell vectors in those of the cell that was given, whole numbers; null for a usual size (<see cref="PrimitiveCrystal.UsualRepeats"/>).</summary>
    public Mat3? Repeats { get; init; }

    public ForceConstantSettings ForceConstants { get; init; } = new();

    /// <summary>Wave vectors along each reciprocal vector of the primitive cell; null for what <see cref="MeshLength"/> asks.</summary>
    public (int A, int B, int C)? Mesh { get; init; }

    /// <summary>Å in real space that a mesh spans at least along each direction.</summary>
    public double MeshLength { get; init; } = 80;

    /// <summary>THz; null for tetrahedra.</summary>
    public double? Smearing { get; init; }

    /// <summary>Å⁻¹ between points of a band, at most.</summary>
    public double BandSpacing { get; init; } = 0.005;

    /// <summary>In reciprocal lattice vectors of the primitive cell; none for the special points of the band path.</summary>
    public IReadOnlyList<Vec3> QPoints { get; init; } = [];

    /// <summary>K.</summary>
    public IReadOnlyList<double> Temperatures { get; init; } = [300];

    /// <summary>Whether a potential's members are asked one by one, for the spread of what follows from their force constants.</summary>
    public bool Uncertainty { get; init; }

    internal VibrationSettings Rest => new() { Relax = Relax, ForceTolerance = ForceTolerance };
}
