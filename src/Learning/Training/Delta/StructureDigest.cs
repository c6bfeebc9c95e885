using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Athanor.Atoms;

namespace Athanor.Learning;

/// <summary>What an answer about a structure may depend on, hashed: elements, positions, cell, periodicity, charge, multiplicity. Neither labels nor velocities.</summary>
static class StructureDigest
{
    /// <summary>Hexadecimal, 128 bits of SHA-256.</summary>
    internal static string Of(Structure structure)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<double> numbers = stackalloc double[15];
        numbers[0] = structure.Count;
        numbers[1] = structure.Charge;
        numbers[2] = structure.Multiplicity ?? 0;
        for (var d = 0; d < 3; d++)
        {
            numbers[3 + d] = structure.Periodic[d] ? 1 : 0;
            for (var c = 0; c < 3; c++)
                numbers[6 + 3 * d + c] = structure.Cell?.Vectors[d, c] ?? 0;
        }
        hash.AppendData(MemoryMarshal.AsBytes(numbers));
        foreach (var element in structure.Elements)
            hash.AppendData([(byte)element.AtomicNumber]);
        hash.AppendData(MemoryMarshal.AsBytes(structure.Positions.AsSpan()));
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }
}
