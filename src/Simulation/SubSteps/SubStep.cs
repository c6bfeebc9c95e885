namespace Athanor.Simulation;

/// <summary>
/// One operation of an integrator. A sub-step acts atom by atom (<see cref="Apply"/>), on the system as a whole (<see cref="Prepare"/>), or both.
/// An integrator is a list of them; see <see cref="Integrator"/>.
/// </summary>
abstract class SubStep
{
    /// <summary>True where <see cref="Prepare"/> needs every atom to have finished the sub-steps before it.</summary>
    public virtual bool AwaitsAll => false;

    /// <summary>Makes room for a system of this size; called once.</summary>
    /// <param name="threads">Workers are 0 … threads − 1.</param>
    public virtual void Bind(DynamicState state, int threads)
    {
    }

    /// <summary>What one thread does for all, before any atom's turn.</summary>
    public virtual void Prepare(DynamicState state)
    {
    }

    /// <summary>Acts on some atoms. Must depend on these atoms, the state and the chunk's number alone.</summary>
    public virtual void Apply(DynamicState state, AtomChunk chunk)
    {
    }

    /// <summary>What one thread does after every atom's turn: sums over chunks, in their order.</summary>
    public virtual void Finish(DynamicState state)
    {
    }
}

/// <summary>Atoms <paramref name="First"/> … + <paramref name="Count"/>, served by one worker.</summary>
/// <param name="Number">0, 1, 2 … in the order of atoms, whatever the number of threads.</param>
readonly record struct AtomChunk(int Number, int First, int Count, int Worker)
{
    /// <summary>Atoms of every chunk but the last: their positions, velocities and forces stay in the first cache.</summary>
    public const int Size = 512;

    /// <summary>Chunks of a system.</summary>
    public static int CountFor(int atoms) => (atoms + Size - 1) / Size;
}
