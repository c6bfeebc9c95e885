using Athanor.Numerics;

namespace Athanor.Atoms.Tests;

public sealed unsafe class MoleculeBlockTests
{
    static Structure Cluster(int atoms, int seed, Vec3 middle)
    {
        var structure = RandomStructures.Triclinic(atoms, Periodicity.None, seed);
        return new Structure([.. structure.Elements], [.. structure.Positions.Select(r => r + middle)]);
    }

    [Fact]
    public void Every_list_holds_what_is_near_in_its_own_molecule()
    {
        const double Reach = 3;
        // In one place and far away: neither matters.
        Structure[] molecules = [Cluster(40, 1, default), Cluster(1, 2, default), Cluster(17, 3, new Vec3(1e6, 0, -1e6)), Cluster(60, 4, default)];
        using var block = new MoleculeBlock();
        for (var first = 0; first < molecules.Length; first++)
        {
            block.Build(molecules, first, molecules.Length - first, Reach);
            for (var m = 0; m < block.Molecules; m++)
            {
                var positions = molecules[first + m].Positions;
                for (var i = 0; i < positions.Length; i++)
                {
                    var at = block.Start(m) + i;
                    var listed = new ReadOnlySpan<ushort>(block.Block.Edges + block.Block.EdgeStart[at], block.Block.EdgeCount[at]).ToArray().Select(j => j - block.Start(m));
                    var near = Enumerable.Range(0, positions.Length).Where(j => j != i && (positions[j] - positions[i]).Length < Reach);
                    Assert.Equal(near, listed.Where(j => (positions[j] - positions[i]).Length < Reach));
                    Assert.All(listed, j => Assert.InRange((positions[j] - positions[i]).Length, 0, Reach + 1e-3));
                    Assert.InRange((block.Positions[at] - block.Positions[block.Start(m)] - (positions[i] - positions[0])).Length, 0, 1e-9);
                    for (var e = block.Block.EdgeStart[at] + block.Block.EdgeCount[at]; e < block.Block.EdgeStart[at + 1]; e++)
                        Assert.Equal(block.Block.LocalCount, block.Block.Edges[e]);
                }
            }
        }
    }

    [Fact]
    public void What_repeats_is_no_molecule()
    {
        using var block = new MoleculeBlock();
        Assert.Throws<ArgumentException>(() => block.Build([RandomStructures.Triclinic(4, Periodicity.All, 1)], 0, 1, 3));
    }
}
