using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Potentials.Nep;

/// <summary>
/// The edges of one structure within a form's cutoffs, atom by atom, those to neighbours of one species together and filled up to whole vectors by edges beyond any cutoff. Made once, for a fit that sees the structure a hundred times. Immutable.
/// </summary>
public sealed class NepFrame
{
    /// <summary>Every group is a multiple of this, the widest vector's lanes in single precision.</summary>
    public const int Padding = 16;

    /// <summary>Å: where edges are that are none.</summary>
    const double Far = 1e3;

    readonly int[] _groups;

    NepFrame(Structure structure, int kinds, List<(Vec3 Edge, int Target)>[] lists, int[] species)
    {
        (Atoms, Kinds, Species, HasStrain) = (structure.Count, kinds, species, structure.Periodic.IsBulk);
        _groups = new int[lists.Length + 1];
        for (var g = 0; g < lists.Length; g++)
            _groups[g + 1] = _groups[g] + (lists[g].Count + Padding - 1) / Padding * Padding;
        (X, Y, Z, Target) = (new double[_groups[^1]], new double[_groups[^1]], new double[_groups[^1]], new int[_groups[^1]]);
        for (var g = 0; g < lists.Length; g++)
        {
            for (var e = 0; e < _groups[g + 1] - _groups[g]; e++)
            {
                var at = _groups[g] + e;
                var (edge, target) = e < lists[g].Count ? lists[g][e] : (new Vec3(Far, 0, 0), -1);
                (X[at], Y[at], Z[at], Target[at]) = (edge.X, edge.Y, edge.Z, target);
            }
        }
    }

    public int Atoms { get; }

    /// <summary>Species of the form.</summary>
    public int Kinds { get; }

    /// <summary>By atom.</summary>
    public int[] Species { get; }

    /// <summary>Whether it repeats in all directions.</summary>
    public bool HasStrain { get; }

    /// <summary>One coordinate each, and six strains where it repeats in all directions.</summary>
    public int RowCount => 3 * Atoms + (HasStrain ? 6 : 0);

    /// <summary>r_j − r_i, Å.</summary>
    public double[] X { get; }

    /// <inheritdoc cref="X"/>
    public double[] Y { get; }

    /// <inheritdoc cref="X"/>
    public double[] Z { get; }

    /// <summary>The neighbour's atom; −1 where there is none.</summary>
    public int[] Target { get; }

    /// <summary>First edge of an atom to neighbours of a species; those of <c>species = Kinds</c> are the next atom's.</summary>
    public int Start(int atom, int species) => _groups[atom * Kinds + species];

    /// <exception cref="PotentialException">An element is not covered.</exception>
    public static NepFrame Of(Structure structure, NepForm form, Neighbours neighbours)
    {
        var reach = Math.Max(form.RadialCutoffs.Max(), form.AngularCutoffs.Max());
        var species = new int[structure.Count];
        for (var i = 0; i < species.Length; i++)
        {
            species[i] = form.Elements.IndexOf(structure.Elements[i]);
            if (species[i] < 0)
                throw new PotentialException($"The model has no {structure.Elements[i]}; it covers {string.Join(", ", form.Elements)}.");
        }
        neighbours.Forget();
        neighbours.Update(structure, Team.Single);
        var lists = new List<(Vec3, int)>[structure.Count * form.Species];
        for (var g = 0; g < lists.Length; g++)
            lists[g] = [];
        for (var b = 0; b < neighbours.BlockCount; b++)
            AddBlock(structure, neighbours, neighbours[b], reach, species, form.Species, lists);
        return new NepFrame(structure, form.Species, lists, species);
    }

    static unsafe void AddBlock(Structure structure, Neighbours neighbours, NeighbourBlock block, double reach, int[] species, int kinds, List<(Vec3, int)>[] lists)
    {
        var vectors = structure.Cell?.Vectors ?? Mat3.Identity;
        for (var own = 0; own < block.OwnCount; own++)
        {
            var from = neighbours.SortedPositions[block.OwnStart + own];
            var atom = neighbours.Order[block.OwnStart + own];
            for (var k = block.EdgeStart[own]; k < block.EdgeStart[own] + block.EdgeCount[own]; k++)
            {
                var edge = neighbours.LocalPosition(block, block.Edges[k], vectors, out var place) - from;
                var target = neighbours.Order[place];
                if (edge.LengthSquared < reach * reach)
                    lists[atom * kinds + species[target]].Add((edge, target));
            }
        }
    }
}
