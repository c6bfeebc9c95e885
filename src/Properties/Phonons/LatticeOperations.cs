using Athanor.Numerics;

namespace Athanor.Properties;

/// <summary>The operations of a crystal's space group that a supercell of it keeps.</summary>
static class LatticeOperations
{
    internal static IReadOnlyList<LatticeOperation> Of(LatticeSupercell lattice) => [LatticeOperation.Identity(lattice.Basis)];
}
