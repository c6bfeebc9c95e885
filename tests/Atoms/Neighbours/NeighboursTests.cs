using Athanor.Numerics;

namespace Athanor.Atoms.Tests;

public sealed class NeighboursTests
{
    [Theory]
    [InlineData(5, 4.0, true, true, true)]
    [InlineData(40, 6.0, true, true, true)]
    [InlineData(300, 3.0, true, true, true)]
    [InlineData(300, 3.0, true, false, true)]
    [InlineData(120, 5.0, false, false, false)]
    [InlineData(1, 7.0, true, true, true)]
    [InlineData(700, 2.5, false, true, false)]
    public void List_holds_exactly_the_pairs_of_a_double_loop_over_images(int atoms, double cutoff, bool a, bool b, bool c)
    {
        for (var seed = 0; seed < 5; seed++)
        {
            var structure = RandomStructures.Triclinic(atoms, new Periodicity(a, b, c), seed);
            using var neighbours = new Neighbours(cutoff, 0);
            neighbours.Update(structure, Team.Single);
            Assert.Equal(DoubleLoop(structure, cutoff), Listed(neighbours, structure, cutoff));
        }
    }

    [Fact]
    public void A_molecule_without_a_cell_has_neighbours_too()
    {
        var structure = new Structure([new(8), new(1), new(1)], [new(0, 0, 0), new(0.96, 0, 0), new(-0.24, 0.93, 0)]);
        using var neighbours = new Neighbours(1.2, 0.1);
        neighbours.Update(structure, Team.Single);
        Assert.Equal(DoubleLoop(structure, 1.2), Listed(neighbours, structure, 1.2));
    }

    [Fact]
    public void Kept_lists_stay_complete_while_atoms_move_and_the_cell_strains()
    {
        var random = new Random(7);
        var structure = RandomStructures.Triclinic(60, Periodicity.All, 3);
        using var neighbours = new Neighbours(3.0, 0.8);
        var kept = 0;
        for (var step = 0; step < 40; step++)
        {
            for (var i = 0; i < structure.Count; i++)
                structure.Positions[i] += 0.04 * new Vec3(random.NextDouble() - 0.5, random.NextDouble() - 0.5, random.NextDouble() - 0.5);
            if (step % 5 == 0)
            {
                var strain = Mat3.Diagonal(0.002, -0.001, 0.0015);
                structure = structure.Strained(strain);
            }
            kept += neighbours.Update(structure, Team.Single) ? 0 : 1;
            Assert.Equal(DoubleLoop(structure, 3.0), Listed(neighbours, structure, 3.0));
        }
        Assert.InRange(kept, 15, 39);
    }

    [Theory]
    [InlineData(192, 32, 4, 8)]
    [InlineData(192, 96, 2, 2)]
    [InlineData(60, 96, 1, 1)]
    public void Blocks_are_as_large_as_asked(int atoms, int smallest, int fewest, int most)
    {
        using var neighbours = new Neighbours(3.0, 0, smallest);
        var structure = RandomStructures.Triclinic(atoms, Periodicity.All, 5);
        neighbours.Update(structure, Team.Single);
        Assert.InRange(neighbours.BlockCount, fewest, most);
        Assert.Equal(DoubleLoop(structure, 3.0), Listed(neighbours, structure, 3.0));
    }

    [Fact]
    public void Nobody_can_ask_for_blocks_that_leave_the_caches()
    {
        using var neighbours = new Neighbours(3.0, 0, 5000);
        neighbours.Update(RandomStructures.Triclinic(2000, Periodicity.All, 5), Team.Single);
        Assert.InRange(neighbours.BlockCount, 4, 8);
    }

    [Fact]
    public void Lists_do_not_depend_on_threads_or_on_history()
    {
        var structure = RandomStructures.Triclinic(1500, Periodicity.All, 11);
        using var team = new Team(3);
        using var one = new Neighbours(3.0, 0.5);
        using var other = new Neighbours(3.0, 0.5);
        one.Update(structure, Team.Single);
        other.Update(RandomStructures.Triclinic(900, Periodicity.None, 1), team);
        other.Update(structure, team);
        Assert.Equal(Raw(one), Raw(other));
    }

    [Fact]
    public void Blocks_cover_every_atom_once_and_ghost_slots_lead_back()
    {
        var structure = RandomStructures.Triclinic(2000, Periodicity.All, 5);
        using var neighbours = new Neighbours(4.0, 0.3);
        neighbours.Update(structure, Team.Single);
        Assert.True(neighbours.BlockCount > 3);
        Assert.Equal(Enumerable.Range(0, 2000), neighbours.Order.ToArray().Order());
        unsafe
        {
            neighbours.GhostSlots(out var start, out var slots);
            var ghostAtoms = new List<int>();
            for (var b = 0; b < neighbours.BlockCount; b++)
            {
                for (var g = 0; g < neighbours[b].GhostCount; g++)
                    ghostAtoms.Add(neighbours[b].GhostAtom[g]);
            }
            for (var i = 0; i < 2000; i++)
            {
                for (var s = start[i]; s < start[i + 1]; s++)
                    Assert.Equal(i, ghostAtoms[slots[s]]);
            }
            Assert.Equal(neighbours.GhostCount, start[2000]);
        }
    }

    [Fact]
    public void Coincident_atoms_are_named_as_the_file_numbers_them()
    {
        var positions = Enumerable.Range(0, 30).Select(i => new Vec3(1.7 * i, 0.3 * i, 0)).ToArray();
        positions[21] = positions[4] + new Vec3(1e-5, 0, 0);
        var structure = new Structure([.. Enumerable.Repeat(new Element(14), 30)], positions);
        using var neighbours = new Neighbours(3, 0);
        var error = Assert.Throws<CoincidentAtomsException>(() => neighbours.Update(structure, Team.Single));
        Assert.StartsWith("Atoms 5 and 22 ", error.Message);
    }

    [Fact]
    public void A_position_that_is_not_a_number_is_named()
    {
        var structure = RandomStructures.Triclinic(10, Periodicity.All, 1);
        structure.Positions[6] = new Vec3(0, double.NaN, 0);
        using var neighbours = new Neighbours(3, 0);
        Assert.Contains("atom 7", Assert.Throws<AtomsException>(() => neighbours.Update(structure, Team.Single)).Message);
    }

    [Fact]
    public void An_atom_very_many_cells_away_is_named()
    {
        var structure = RandomStructures.Triclinic(10, Periodicity.All, 1);
        structure.Positions[3] += 30_000 * structure.Cell!.Vectors.Row(1);
        using var neighbours = new Neighbours(3, 0);
        neighbours.Update(structure, Team.Single);
        structure.Positions[3] += 30_000 * structure.Cell!.Vectors.Row(1);
        Assert.Contains("Atom 4 is 6000", Assert.Throws<AtomsException>(() => neighbours.Update(structure, Team.Single)).Message);
    }

    [Fact]
    public void Lists_do_not_depend_on_the_width_of_vectors()
    {
        var structure = RandomStructures.Triclinic(700, Periodicity.All, 2);
        using var neighbours = new Neighbours(4, 0.2);
        neighbours.Update(structure, Team.Single);
        var expected = Raw(neighbours);
        using var builder = new BlockBuilder();
        Again<F32x1>();
        Again<F32x4>();
        Again<F32x8>();
        Again<F32x16>();

        void Again<W>()
            where W : struct, IWide<W, float>
        {
            for (var b = 0; b < neighbours.BlockCount; b++)
                builder.Build<W>(neighbours, neighbours[b], 4.2);
            Assert.Equal(expected, Raw(neighbours));
        }
    }

    /// <summary>The reference: all images within the cutoff, by brute force.</summary>
    static List<string> DoubleLoop(Structure s, double cutoff)
    {
        var vectors = s.Cell?.Vectors ?? Mat3.Identity;
        var heights = s.Cell?.Heights ?? new Vec3(1, 1, 1);
        Span<int> reach = stackalloc int[3];
        for (var d = 0; d < 3; d++)
            reach[d] = s.Periodic[d] ? (int)Math.Ceiling(cutoff / heights[d]) + 4 : 0;
        var pairs = new List<string>();
        for (var a = -reach[0]; a <= reach[0]; a++)
        {
            for (var b = -reach[1]; b <= reach[1]; b++)
            {
                for (var c = -reach[2]; c <= reach[2]; c++)
                {
                    var shift = new Vec3(a, b, c) * vectors;
                    for (var i = 0; i < s.Count; i++)
                    {
                        for (var j = 0; j < s.Count; j++)
                        {
                            var r = s.Positions[j] + shift - s.Positions[i];
                            if (r.LengthSquared < cutoff * cutoff && (i != j || a != 0 || b != 0 || c != 0))
                                pairs.Add($"{i} {j} {r.Length:F6}");
                        }
                    }
                }
            }
        }
        pairs.Sort(StringComparer.Ordinal);
        return pairs;
    }

    static unsafe List<string> Listed(Neighbours neighbours, Structure s, double cutoff)
    {
        var vectors = s.Cell?.Vectors ?? Mat3.Identity;
        var pairs = new List<string>();
        for (var n = 0; n < neighbours.BlockCount; n++)
        {
            var block = neighbours[n];
            for (var i = 0; i < block.OwnCount; i++)
            {
                var from = neighbours.SortedPositions[block.OwnStart + i];
                for (var e = block.EdgeStart[i]; e < block.EdgeStart[i] + block.EdgeCount[i]; e++)
                {
                    int l = block.Edges[e];
                    var atom = l < block.OwnCount ? block.OwnStart + l : block.GhostAtom[l - block.OwnCount];
                    var to = neighbours.SortedPositions[atom];
                    if (l >= block.OwnCount)
                        to += block.GhostShift[l - block.OwnCount].In(vectors);
                    if ((to - from).LengthSquared < cutoff * cutoff)
                        pairs.Add($"{neighbours.Order[block.OwnStart + i]} {neighbours.Order[atom]} {(to - from).Length:F6}");
                }
                for (var e = block.EdgeStart[i] + block.EdgeCount[i]; e < block.EdgeStart[i + 1]; e++)
                    Assert.Equal(block.LocalCount, block.Edges[e]);
            }
        }
        pairs.Sort(StringComparer.Ordinal);
        return pairs;
    }

    static unsafe List<int> Raw(Neighbours neighbours)
    {
        var raw = new List<int>();
        for (var n = 0; n < neighbours.BlockCount; n++)
        {
            var block = neighbours[n];
            raw.Add(block.OwnStart);
            for (var g = 0; g < block.GhostCount; g++)
                raw.Add(block.GhostAtom[g]);
            for (var e = 0; e < block.PaddedEdgeCount; e++)
                raw.Add(block.Edges[e]);
        }
        return raw;
    }
}
