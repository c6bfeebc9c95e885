using System.Numerics;
using Athanor.Numerics;
using Athanor.Potentials.Networks;

namespace Athanor.Potentials.Ani;

/// <summary>
/// A model as a block sees it that holds some of its elements only: their part of the environment vector, in the order it would have in a model of these elements alone,
/// and networks that take no more. Of the 1008 functions of ANI-2x hydrocarbons need 128.
/// </summary>
sealed class AniSubset<W, S> : IDisposable
    where W : struct, IWide<W, S>
    where S : unmanaged, IFloatingPointIeee754<S>
{
    internal AniSubset(AniModel model, ReadOnlySpan<int> present)
    {
        Present = present.ToArray();
        IndexOf = new int[model.Functions.Elements.Length];
        for (var p = 0; p < present.Length; p++)
            IndexOf[present[p]] = p;
        var columns = model.Functions.Columns(present);
        Length = columns.Length;
        Networks = [.. Present.Select(s => new MemberNetworks<W, S>([.. model.Members.Select(m => m[s])], columns))];
    }

    /// <summary>Species that occur, rising.</summary>
    internal int[] Present { get; }

    /// <summary>Place of a species among them.</summary>
    internal int[] IndexOf { get; }

    /// <summary>Functions.</summary>
    internal int Length { get; }

    /// <summary>By place.</summary>
    internal MemberNetworks<W, S>[] Networks { get; }

    public void Dispose()
    {
        foreach (var network in Networks)
            network.Dispose();
    }
}
