using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Learning;

/// <summary>A kind of model that can be trained: what its networks see of a frame, and what they make a potential of. A new preset is one class and one line in <see cref="TrainingPresets"/>.</summary>
public interface ITrainingPreset
{
    /// <summary>As <c>--preset</c> names it.</summary>
    string Name { get; }

    /// <summary>One line for help.</summary>
    string Summary { get; }

    /// <summary>The potential underneath where the user names none, in the grammar; null for none.</summary>
    string? DefaultBaseline { get; }

    /// <summary>Whether it can have products of pseudoscalars among its invariants (<see cref="TrainingOptions.Chirality"/>).</summary>
    bool KnowsHands => false;

    /// <summary>Whether a frame is of use; others are left out of the training.</summary>
    bool LearnsFrom(Frame frame) => true;

    /// <summary>How well it suits a task, for who asks for <see cref="TrainingPresets.Auto"/>; null where it does not, or is not to be chosen unless named.</summary>
    PresetSuit? Suits(TrainingTask task) => null;

    /// <summary>Chooses descriptors from the training frames and computes the features of all frames.</summary>
    /// <param name="frames">All frames.</param>
    /// <param name="training">Those the choice may look at: of the frames it <see cref="LearnsFrom"/>.</param>
    internal ITrainable Prepare(IReadOnlyList<Frame> frames, IReadOnlyList<int> training, AtomEnergies atomEnergies, TrainingOptions options, Team team);
}
