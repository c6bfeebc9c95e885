namespace Athanor.Potentials;

/// <summary>A model that knows the range of surroundings it was trained on. Its evaluators are <see cref="ITrainingRange"/>.</summary>
public interface IRangedModel
{
    /// <summary>
    /// A model of the same atoms whose "energy" of an atom is how far that atom lies outside the range, as a fraction of the width of the range it left; 0 inside.
    /// It has no forces.
    /// </summary>
    ShortRangeModel RangeExcess { get; }
}
