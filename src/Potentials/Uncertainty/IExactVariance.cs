using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials;

/// <summary>Says the variance of an energy and of its forces where members only sample it. Holds scratch memory; serves one caller.</summary>
public interface IExactVariance : IDisposable
{
    /// <param name="forces">Out, by atom: the variance of each component, (eV/Å)².</param>
    /// <returns>That of the energy, eV².</returns>
    /// <exception cref="PotentialException">An element is not covered.</exception>
    double Of(Structure structure, Span<Vec3> forces);
}
