using Athanor.Numerics;

namespace Athanor.Quantum;

/// <summary>A point of a quadrature.</summary>
/// <param name="At">bohr.</param>
/// <param name="Weight">bohr³.</param>
/// <param name="Parent">The atom it moves with.</param>
internal readonly record struct GridPoint(Vec3 At, double Weight, int Parent);
