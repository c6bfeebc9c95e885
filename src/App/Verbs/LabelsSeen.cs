using Athanor.Atoms;

namespace Athanor.App;

/// <summary>Which labels any frame had, so that a user whose name for one none of them has can be told.</summary>
sealed class LabelsSeen
{
    public bool Energy { get; private set; }

    public bool Forces { get; private set; }

    public bool Stress { get; private set; }

    public bool Group { get; private set; }

    public void Add(Frame frame)
    {
        Energy |= frame.Energy is not null;
        Forces |= frame.Forces is not null;
        Stress |= frame.Stress is not null;
        Group |= !string.IsNullOrWhiteSpace(frame.Group);
    }
}
