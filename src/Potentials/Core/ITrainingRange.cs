using Athanor.Atoms;

namespace Athanor.Potentials;

/// <summary>
/// An evaluator whose model knows the range of surroundings it was trained on (the smallest and largest value of each descriptor, say) and can tell which atoms
/// have left it. Simulations ask it now and then and stop before nonsense.
/// </summary>
public interface ITrainingRange
{
    /// <summary>How far a structure lies outside the range.</summary>
    RangeExcess ExcessOf(Structure structure);
}

/// <summary>Atoms outside a model's training range.</summary>
/// <param name="Atoms">How many.</param>
/// <param name="Worst">Index of the one that is farthest out; −1 where none is.</param>
/// <param name="Amount">How far that one is out, as a fraction of the width of the range it left; 0 where none is.</param>
public readonly record struct RangeExcess(int Atoms, int Worst, double Amount)
{
    public static RangeExcess None => new(0, -1, 0);
}
