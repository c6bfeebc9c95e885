using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials;

/// <summary>Computes predictions, structure after structure, keeping neighbour lists and scratch memory between them.</summary>
public interface IEvaluator : IDisposable
{
    /// <summary>Fills <paramref name="into"/> with what <paramref name="request"/> asks.</summary>
    /// <exception cref="PotentialException">The potential does not cover the structure (an element, a charge), or failed on it.</exception>
    /// <exception cref="AtomsException">The structure is broken: a position that is not a number, coincident atoms.</exception>
    void Evaluate(Structure structure, Request request, Prediction into);

    /// <summary>
    /// Positions (Å) and cell at which neighbour lists were last built, empty where there are none. A restart that first evaluates there
    /// and then goes on continues with the same bits.
    /// </summary>
    ReadOnlySpan<Vec3> ListPositions => default;

    /// <inheritdoc cref="ListPositions"/>
    Cell? ListCell => null;
}
