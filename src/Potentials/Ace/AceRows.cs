using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials.Ace;

/// <summary>
/// A linear model's invariants, summed over the atoms of a structure, and their derivatives by all coordinates: the rows of a design matrix. Columns are species, paths, channels: the weights of an <see cref="AceModel"/>, one species
/// after another. Holds scratch memory; serves one thread.
/// </summary>
public abstract class AceRows : IDisposable
{
    private protected AceRows(AceForm form, AceEmbedding? centres)
    {
        (Form, Centres) = (form, centres);
        if (centres is not null && centres.Elements != form.Elements.Length)
            throw new PotentialException($"{form.Elements.Length} elements cannot share weights by {centres.Elements} rows of numbers.");
        Columns = (centres?.Width ?? form.Elements.Length) * form.Invariants;
    }

    public AceForm Form { get; }

    /// <summary>What elements share weights by: those of an element are Σ_d e_d w_d, and columns are d, paths, channels. Null where each element has its own.</summary>
    public AceEmbedding? Centres { get; }

    /// <summary>Numbers in a row.</summary>
    public int Columns { get; }

    /// <summary>One for the energy, one for each coordinate, six for strain where the structure repeats in all directions.</summary>
    public static int CountOf(Structure structure) => 1 + 3 * structure.Count + (structure.Periodic.IsBulk ? 6 : 0);

    /// <param name="centres">What elements share weights by; null for none.</param>
    /// <exception cref="PotentialException">It is of another number of elements.</exception>
    public static AceRows Open(AceForm form, AceEmbedding? centres = null) => Widths.Double<Door, AceRows>(new Door(form, centres));

    /// <summary>Fills the rows of a structure: the invariants, their ∂/∂r of atom 0 x, y, z, of atom 1 …, Å⁻¹, their ∂/∂ε xx yy zz yz xz xy.</summary>
    /// <param name="rows"><see cref="CountOf"/> rows of <see cref="Columns"/>, <paramref name="stride"/> apart.</param>
    /// <exception cref="PotentialException">An element is not covered.</exception>
    public abstract void Fill(Structure structure, Span<double> rows, int stride);

    /// <summary>Takes the invariants of each atom of a structure into a range.</summary>
    /// <exception cref="PotentialException">An element is not covered.</exception>
    public abstract void AddTo(DescriptorRange range, Structure structure);

    /// <summary>Goes through the atoms of a structure, one by one, with what each one's invariants are, and how they change with the edges.</summary>
    /// <param name="tangents">False where values are all that is wanted.</param>
    /// <exception cref="PotentialException">An element is not covered.</exception>
    internal abstract void Visit(Structure structure, IAceVisitor visitor, bool tangents);

    public abstract void Dispose();

    readonly struct Door(AceForm form, AceEmbedding? centres) : IDoubleUser<AceRows>
    {
        public AceRows Use<W>()
            where W : struct, IWide<W, double> => new AceRowKernel<W>(form, centres);
    }
}
