using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials;

/// <summary>Σ over pairs of a pair law, half of each pair's energy to either atom.</summary>
public sealed class PairPotential<TLaw> : ShortRangeModel
    where TLaw : struct, IPairLaw<TLaw>
{
    readonly int[] _species;

    /// <param name="name">As the grammar writes it.</param>
    public PairPotential(string name, PairTable<TLaw> table)
    {
        Name = name;
        Table = table;
        _species = new int[Element.All.Count() + 1];
        Array.Fill(_species, table.Elements is null ? 0 : -1);
        for (var s = 0; s < (table.Elements?.Count ?? 0); s++)
            _species[table.Elements![s].AtomicNumber] = s;
    }

    public override string Name { get; }

    public PairTable<TLaw> Table { get; }

    public override double Range => Table.Range;

    public override int SpeciesOf(Element element) => _species[element.AtomicNumber];

    public override BlockKernel<T> OpenKernel<T>()
    {
        if (typeof(T) == typeof(float))
            return (BlockKernel<T>)(object)Widths.Single<Opener, BlockKernel<float>>(new Opener(this));
        return (BlockKernel<T>)(object)Widths.Double<Opener, BlockKernel<double>>(new Opener(this));
    }

    /// <summary>A kernel of a given width.</summary>
    internal BlockKernel<T> OpenKernel<T, W>()
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
        where W : struct, IWide<W, T> => Table.Ending == PairEnding.Switched
            ? new PairKernel<T, W, TLaw, SwitchedEnd>(Table)
            : new PairKernel<T, W, TLaw, TruncatedEnd>(Table);

    readonly struct Opener(PairPotential<TLaw> potential) : ISingleUser<BlockKernel<float>>, IDoubleUser<BlockKernel<double>>
    {
        BlockKernel<float> ISingleUser<BlockKernel<float>>.Use<W>() => potential.OpenKernel<float, W>();

        BlockKernel<double> IDoubleUser<BlockKernel<double>>.Use<W>() => potential.OpenKernel<double, W>();
    }
}
