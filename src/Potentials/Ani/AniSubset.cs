using System.Numerics;
using Athanor.Numerics;
using Athanor.Potentials.Networks;

namespace Athanor.Potentials.Ani;

/// <summary>
/// A model as a block sees it that holds some of its elements only: their part of the environment vector, in the order it would have in a model of these elements alone,
/// and networks that take no more. Of the 1008 functions of ANI-2x hydrocarbons need 128. Immutable; one serves all threads and evaluators.
/// </summary>
sealed class AniSubset<S>
    where S : unmanaged, IFloatingPointIeee754<S>
{
    AniSubset(AniModel model, int[] present, int length, PackedCommittee<S>[] networks)
    {
        Present = present;
        IndexOf = new int[model.Functions.Elements.Length];
        for (var p = 0; p < present.Length; p++)
            IndexOf[present[p]] = p;
        (Length, Networks) = (length, networks);
    }

    internal static AniSubset<S> Of<W>(AniModel model, int[] present)
        where W : struct, IWide<W, S>
    {
        var columns = model.Functions.Columns(present);
        return new AniSubset<S>(model, present, columns.Length, [.. present.Select(s => PackedCommittee<S>.Of<W>([.. model.Members.Select(m => m[s])], columns))]);
    }

    /// <summary>Species that occur, rising.</summary>
    internal int[] Present { get; }

    /// <summary>Place of a species among them.</summary>
    internal int[] IndexOf { get; }

    /// <summary>Functions.</summary>
    internal int Length { get; }

    /// <summary>By place.</summary>
    internal PackedCommittee<S>[] Networks { get; }
}
