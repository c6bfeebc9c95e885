using Athanor.Numerics;

namespace Athanor.Atoms;

/// <summary>A periodic image: whole lattice vectors to add to an atom's position.</summary>
public readonly record struct LatticeShift(short A, short B, short C)
{
    public bool IsZero => A == 0 && B == 0 && C == 0;

    /// <summary>The displacement in Å, lattice vectors as rows.</summary>
    public Vec3 In(Mat3 vectors) => new(
        A * vectors.XX + B * vectors.YX + C * vectors.ZX,
        A * vectors.XY + B * vectors.YY + C * vectors.ZY,
        A * vectors.XZ + B * vectors.YZ + C * vectors.ZZ);
}
