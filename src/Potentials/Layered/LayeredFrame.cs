using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials.Layered;

/// <summary>A structure as training goes through it again and again: its edges, and its atoms in the order of these.</summary>
public sealed class LayeredFrame : IDisposable
{
    LayeredFrame(EdgeSet edges, byte[] species, int[] order) => (Edges, Species, Order) = (edges, species, order);

    internal EdgeSet Edges { get; }

    /// <summary>By atom, in the order of the edges.</summary>
    internal byte[] Species { get; }

    /// <summary>How many atoms are of a species.</summary>
    public int CountOf(int species) => Species.Count(s => s == species);

    /// <summary>The structure's index of each atom.</summary>
    internal int[] Order { get; }

    public int Atoms => Order.Length;

    /// <exception cref="PotentialException">The form does not have an element of the structure.</exception>
    public static LayeredFrame Of(Structure structure, LayeredForm form)
    {
        using var list = new EdgeList(form.Basis.Cutoff, 0);
        foreach (var element in structure.Elements)
        {
            if (!form.Elements.Contains(element))
                throw new PotentialException($"The model is of {string.Join(", ", form.Elements)}, not of {element}.");
        }
        list.Update(structure, Team.Single, element => form.Elements.IndexOf(element));
        return new(list.Edges.Copy(), [.. list.Species], list.Neighbours.Order.ToArray());
    }

    public void Dispose() => Edges.Dispose();
}
