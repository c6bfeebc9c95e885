using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Quantum;

/// <summary>What a method is asked: a molecule in a basis, and how.</summary>
/// <param name="Structure">Charge and multiplicity are its own.</param>
internal sealed record MethodTask(Structure Structure, BasisSet Basis)
{
    /// <summary>Who shares the work; the result has the same bits on any number of threads.</summary>
    public Team Team { get; init; } = Team.Single;

    /// <summary>Whether ∂E/∂R is wanted.</summary>
    public bool Gradient { get; init; }

    /// <summary>A field of the same molecule, its nuclei moved a little, to begin with; null for that of atoms side by side.</summary>
    public ScfResult? Near { get; init; }

    /// <summary>Whether an unstable field is to be followed down to a minimum.</summary>
    public bool Follow { get; init; }

    /// <summary>How correlated methods seek their field.</summary>
    public ScfOptions Field => Sought(ClosedShell.Tight);

    /// <summary>How a field is sought, where and how this task begins it, within its memory.</summary>
    public ScfOptions Sought(ScfOptions usual) => usual with { Guess = Near, Follow = Follow, Memory = Math.Min(usual.Memory, Memory), Cancellation = Cancellation };

    /// <summary>Bytes that a run may take.</summary>
    public long Memory { get; init; } = 4L << 30;

    /// <summary>Ends a run that takes long, where the method looks at it.</summary>
    public CancellationToken Cancellation { get; init; }
}
