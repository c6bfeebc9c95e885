using Athanor.Atoms;
using Athanor.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace Athanor.Properties;

/// <summary>Centre of mass and principal moments of inertia.</summary>
/// <param name="Centre">Å.</param>
/// <param name="Moments">Three, smallest first, amu Å²; exactly zero where it belongs to the axis of a linear molecule, or to an atom.</param>
/// <param name="Axes">Unit vectors, one to each moment, right-handed.</param>
public sealed record Inertia(Vec3 Centre, IReadOnlyList<double> Moments, IReadOnlyList<Vec3> Axes)
{
    /// <summary>Moments below this fraction of the largest count as none: a molecule of 2 Å whose atoms are within 10⁻³ Å of a line is linear.</summary>
    const double Negligible = 1e-6;

    /// <summary>How many axes it can turn about: 0 (an atom), 2 (a linear molecule) or 3.</summary>
    public int Rotations => Moments.Count(m => m > 0);

    public bool IsLinear => Rotations == 2;

    public static Inertia Of(Structure structure)
    {
        var total = 0.0;
        var centre = Vec3.Zero;
        for (var i = 0; i < structure.Count; i++)
        {
            total += structure.MassOf(i);
            centre += structure.MassOf(i) * structure.Positions[i];
        }
        centre = 1 / total * centre;
        var tensor = Mat3.Zero;
        for (var i = 0; i < structure.Count; i++)
        {
            var r = structure.Positions[i] - centre;
            tensor += structure.MassOf(i) * (r.LengthSquared * Mat3.Identity - Mat3.Outer(r, r));
        }
        var eigen = Matrix<double>.Build.Dense(3, 3, (a, b) => tensor[a, b]).Evd(Symmetricity.Symmetric);
        var axes = Enumerable.Range(0, 3).Select(k => new Vec3(eigen.EigenVectors[0, k], eigen.EigenVectors[1, k], eigen.EigenVectors[2, k])).ToArray();
        axes[2] = Vec3.Cross(axes[0], axes[1]);
        var largest = eigen.EigenValues[2].Real;
        // Below 10⁻⁶ amu Å² nothing turns: a single atom.
        return new Inertia(centre, [.. eigen.EigenValues.Select(m => m.Real > Math.Max(Negligible * largest, 1e-6) ? m.Real : 0)], axes);
    }
}
