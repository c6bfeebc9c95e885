namespace Athanor.Potentials;

/// <summary>Evaluates a short-range model on one block. Holds scratch memory; serves one thread.</summary>
/// <typeparam name="T">float or double.</typeparam>
public abstract unsafe class BlockKernel<T> : IDisposable
    where T : unmanaged
{
    /// <summary>
    /// True where the kernel adds forces to neighbours (own and ghosts) as well: F_i += Σ_j g_ij, F_j −= g_ij. False where it writes each own atom's whole
    /// force from its full list, as pair laws can; then it also adds the virial (where it is wanted), since only edges know it.
    /// </summary>
    public abstract bool ScattersForces { get; }

    /// <summary>True where the kernel can tell which atoms have left what the model was trained on, and fills <see cref="AtomBlock{T}.Excess"/>.</summary>
    public virtual bool KnowsRange => false;

    /// <summary>True where the kernel fills <see cref="AtomBlock{T}.AtomVirials"/>.</summary>
    public virtual bool HasAtomVirials => false;

    /// <summary>Adds energies and forces to the block's outputs. Lists reach beyond the cutoff: the kernel checks distances.</summary>
    public abstract void Evaluate(in AtomBlock<T> block);

    /// <summary>True where the kernel has <see cref="Tangent"/>.</summary>
    public virtual bool HasTangent => false;

    /// <summary>
    /// Adds to <see cref="AtomBlock{T}.Forces"/>, in place of the forces, their derivatives along <see cref="AtomBlock{T}.Directions"/>, dFx dFy dFz and nothing in the fourth
    /// place, to the same atoms as <see cref="Evaluate"/> does; to no other output.
    /// </summary>
    public virtual void Tangent(in AtomBlock<T> block) => throw new NotSupportedException();

    /// <summary>Numbers of every atom that the model gives beside its energy, a charge say; see <see cref="Outputs"/>.</summary>
    public virtual int OutputCount => 0;

    /// <summary>
    /// Writes <see cref="AtomBlock{T}.Outputs"/> of own atoms, and nothing else; <see cref="AtomBlock{T}.Forces"/> and <see cref="AtomBlock{T}.Virial"/> are null. What somebody makes of
    /// the outputs of all atoms comes back to <see cref="Evaluate"/> as <see cref="AtomBlock{T}.Cotangents"/>.
    /// </summary>
    public virtual void Outputs(in AtomBlock<T> block) => throw new NotSupportedException();

    /// <summary>
    /// Gradient of an own atom's first output by its edges, ∂o_i/∂r_ij with r_ij = r_j − r_i, into three numbers of every local atom j; those without an edge are left alone. For what a sum of
    /// forces does not tell, Born charges say; need not be fast.
    /// </summary>
    public virtual void OutputGradient(in AtomBlock<T> block, int atom, double* gradient) => throw new NotSupportedException();

    public virtual void Dispose() => GC.SuppressFinalize(this);
}
