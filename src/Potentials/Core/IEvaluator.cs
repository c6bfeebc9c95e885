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
    /// Evaluates structures that have nothing to do with one another. Small molecules may be evaluated together, which is sooner than one by one; what is said
    /// of a structure is the same bits whatever the others are, but may differ by rounding from what is said of it alone by the other method.
    /// </summary>
    /// <param name="into">One for each structure, in order.</param>
    /// <exception cref="PotentialException">As above, of some structure; which of the predictions are filled is not known then.</exception>
    /// <exception cref="AtomsException">Likewise.</exception>
    void EvaluateEach(IReadOnlyList<Structure> structures, Request request, IReadOnlyList<Prediction> into)
    {
        for (var k = 0; k < structures.Count; k++)
            Evaluate(structures[k], request, into[k]);
    }

    /// <summary>
    /// Positions (Å) and cell at which neighbour lists were last built, empty where there are none. A restart that first evaluates there
    /// and then goes on continues with the same bits.
    /// </summary>
    ReadOnlySpan<Vec3> ListPositions => default;

    /// <inheritdoc cref="ListPositions"/>
    Cell? ListCell => null;
}
