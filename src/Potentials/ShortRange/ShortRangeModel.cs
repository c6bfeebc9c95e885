using Athanor.Atoms;

namespace Athanor.Potentials;

/// <summary>
/// A model whose energy is a sum over atoms of functions of their surroundings within <see cref="Range"/>. It hands out kernels that work
/// on one block of atoms; lists, threads, ghosts, sums and units are the evaluator's.
/// </summary>
public abstract class ShortRangeModel : IPotential
{
    public abstract string Name { get; }

    /// <summary>Å.</summary>
    public abstract double Range { get; }

    double? IPotential.Cutoff => IsSumOverAtoms ? Range : null;

    /// <summary>
    /// True where the energy is a sum over atoms and nothing else, so that several models can share one pass over the blocks. False where kernels give a part of it only, and all of it is
    /// known to what <see cref="Open"/> gives: electrostatics of charges that the kernels predict, say.
    /// </summary>
    public virtual bool IsSumOverAtoms => true;

    /// <summary>The model's own number of an element (0 … 254), by which kernels know species; −1 where the model does not cover it.</summary>
    public abstract int SpeciesOf(Element element);

    /// <summary>
    /// Energy of one atom of a species by itself (eV), added in double outside the kernels: total energies of atoms are thousands of eV, and
    /// single-precision lanes would lose the bonds beside them.
    /// </summary>
    public virtual double AtomEnergy(int species) => 0;

    /// <summary>
    /// Members of the ensemble that it is, and the numbers of <see cref="AtomBlock{T}.Heads"/> that its kernels give: heads on one body, or models that share a pass. 0 where it is none.
    /// </summary>
    public virtual int HeadCount => 0;

    /// <summary>Opens what says the variance exactly that the members sample; null where there is no such thing.</summary>
    public virtual IExactVariance? OpenVariance() => null;

    /// <summary>
    /// Atoms that a block is to have at least (see <see cref="Neighbours"/>): more where a kernel's cost falls with them, because it reads the same weights for every
    /// block, say; fewer let more threads share a small system.
    /// </summary>
    public virtual int SmallestBlock => Neighbours.DefaultSmallestBlock;

    public bool Covers(Element element) => SpeciesOf(element) >= 0;

    /// <summary>Called before every evaluation, for what elements do not tell: a charge, a multiplicity. Allocates nothing where all is well.</summary>
    /// <exception cref="PotentialException">The model has nothing to say on this structure.</exception>
    public virtual void Check(Structure structure)
    {
    }

    /// <summary>A kernel with its own scratch memory, for one thread. Called once per thread and evaluator.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    public abstract BlockKernel<T> OpenKernel<T>()
        where T : unmanaged;

    public virtual IEvaluator Open(EvaluatorOptions options) => ShortRangeEvaluator.Open([(1.0, this)], options);
}
