using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Learning.Tests;

public class DoubtfulFramesTests
{
    static Frame Copy(Frame f, Structure? structure = null, double? energy = null) =>
        new(structure ?? f.Structure.Clone()) { Energy = energy ?? f.Energy, Forces = f.Forces, Stress = f.Stress, Group = f.Group };

    static Dataset TwoFiles(IReadOnlyList<Frame> first, IReadOnlyList<Frame> second) => new([.. first, .. second],
        [new DataFile("train.xyz", "", first.Count, 0), new DataFile("test.xyz", "", second.Count, 0)]);

    [Fact]
    public void Sound_data_raises_no_doubt()
    {
        foreach (var frames in new[] { SyntheticData.Crystal(), SyntheticData.Water() })
        {
            Assert.DoesNotContain(frames.FoundBy<Duplicates>(), f => f.Severity > Severity.Note);
            Assert.Empty(frames.FoundBy<EnergyOutliers>());
            Assert.Empty(frames.FoundBy<ForceOutliers>());
            Assert.Empty(frames.FoundBy<CloseAtoms>());
            Assert.Empty(frames.FoundBy<LoneAtoms>());
            Assert.Empty(frames.FoundBy<Cells>());
        }
    }

    [Fact]
    public void A_copy_is_found_though_it_is_shifted_wrapped_and_renumbered()
    {
        var frames = SyntheticData.Crystal(8);
        var original = frames[2];
        int[] order = [.. Enumerable.Range(0, 32).Select(i => (7 * i + 3) % 32)];
        frames.Add(new Frame(original.Structure.Translated(new Vec3(1.3, -4, 2.2)).Wrapped().Select(order))
        {
            Energy = original.Energy,
            Forces = [.. order.Select(i => original.Forces![i])],
            Stress = original.Stress,
        });
        var finding = Assert.Single(frames.FoundBy<Duplicates>(), f => f.Severity > Severity.Note);
        Assert.Equal("One frame is a copy of an earlier one and would count double, in training as in validation. Where: frame 45. Remove them.", finding.Sentence);
    }

    [Fact]
    public void A_turned_copy_is_a_note()
    {
        var frames = SyntheticData.Water(10);
        var turn = Rotation.About(new Vec3(1, 2, 3), 1);
        frames.Add(new Frame(frames[4].Structure.Rotated(turn)) { Energy = frames[4].Energy, Forces = [.. frames[4].Forces!.Select(f => turn * f)] });
        var finding = Assert.Single(frames.FoundBy<Duplicates>());
        Assert.Equal((Severity.Note, "equivalent-frames", "frame 11"), (finding.Severity, finding.Code, finding.Where));
    }

    [Fact]
    public void Pushing_an_atom_left_or_right_is_no_copy()
    {
        var crystal = Crystal.Fcc(Element.Parse("Ni"), 3.5).Repeat(2, 2, 2);
        Frame Pushed(double by)
        {
            var s = crystal.Clone();
            s.Positions[0] += new Vec3(by, 0, 0);
            return Morse.Nickel.Label(s);
        }
        Assert.Equal("equivalent-frames", Assert.Single(new[] { Pushed(0.1), Pushed(-0.1) }.FoundBy<Duplicates>()).Code);
    }

    [Fact]
    public void Frames_of_the_first_file_in_the_second_are_a_leak()
    {
        var (train, test) = (SyntheticData.Water(30), SyntheticData.Water(40)[30..]);
        Assert.DoesNotContain(new Duplicates().Run(new InspectedData(TwoFiles(train, test))), f => f.Severity > Severity.Note);
        test.Add(Copy(train[3]));
        var finding = Assert.Single(new Duplicates().Run(new InspectedData(TwoFiles(train, test))), f => f.Severity > Severity.Note);
        Assert.Equal((Severity.Warning, "leakage", "test.xyz, frame 11"), (finding.Severity, finding.Code, finding.Where));
    }

    [Fact]
    public void One_structure_with_two_energies_is_a_conflict()
    {
        var frames = SyntheticData.Water(20);
        frames.Add(Copy(frames[0], energy: frames[0].Energy + 0.3));
        var finding = Assert.Single(frames.FoundBy<Duplicates>(), f => f.Severity > Severity.Note);
        Assert.Equal("The same structure has different energies, up to 100 meV per atom apart; two methods or settings may be mixed. Where: frames 1, 21. Keep the labels of one method only.", finding.Sentence);
    }

    [Fact]
    public void An_energy_far_from_its_group_is_found()
    {
        var frames = SyntheticData.Water();
        frames[7].Energy += 4;
        var finding = Assert.Single(frames.FoundBy<EnergyOutliers>());
        Assert.Equal(("energy-outliers", "frame 8"), (finding.Code, finding.Where));
    }

    [Fact]
    public void An_energy_within_its_group_that_contradicts_its_forces_is_found()
    {
        var frames = SyntheticData.Crystal(40);
        frames[20].Energy += 1.5;
        var finding = Assert.Single(frames.FoundBy<EnergyOutliers>());
        Assert.Equal(("energy-forces-disagree", "frame 21"), (finding.Code, finding.Where));
    }

    [Fact]
    public void A_wild_force_is_found()
    {
        var frames = SyntheticData.Water();
        frames[7].Forces![0] = new Vec3(400, 0, 0);
        Assert.Equal(
            "One frame has forces far larger than the others: frame 8 up to 400 eV/Å. Where: frame 8. Look at them; atoms may be too close, or the calculation did not converge.",
            Assert.Single(frames.FoundBy<ForceOutliers>()).Sentence);
    }

    [Fact]
    public void Atoms_too_close_and_at_one_place_are_found()
    {
        var frames = SyntheticData.Water(12);
        frames[5].Structure.Positions[1] = frames[5].Structure.Positions[0] + new Vec3(0.3, 0, 0);
        frames[6].Structure.Positions[1] = frames[6].Structure.Positions[2];
        Assert.Equal(
            [
                "Two atoms are at the same place: atoms 2 and 3 of frame 7. Where: frame 7. Remove one of them, or check cell and units of the coordinates.",
                "One frame has atoms closer than half a bond: O and H at 0.300 Å in frame 6. Where: frame 6. Keep them only if they were made on purpose, to teach repulsion; otherwise check the units of the coordinates (Å) and the cell.",
            ],
            frames.FoundBy<CloseAtoms>().Select(f => f.Sentence));
        Assert.True(ImportReport.Of(new Dataset(frames)).Refuses);
    }

    [Fact]
    public void Coordinates_in_nanometres_are_noticed()
    {
        var frames = SyntheticData.Crystal(5).Select(f => new Frame(f.Structure.With(new Cell(0.1 * f.Structure.Cell!.Vectors), [.. f.Structure.Positions.Select(r => 0.1 * r)]))).ToArray();
        Assert.Equal("close-atoms", Assert.Single(frames.FoundBy<CloseAtoms>()).Code);
    }

    [Fact]
    public void An_atom_far_from_all_others_is_noted()
    {
        var frames = SyntheticData.Water(12);
        frames[5].Structure.Positions[1] = new Vec3(15, 0, 0);
        var finding = Assert.Single(frames.FoundBy<LoneAtoms>());
        Assert.Equal((Severity.Note, "lone-atoms", "frame 6"), (finding.Severity, finding.Code, finding.Where));
    }

    [Fact]
    public void A_molecule_in_a_periodic_box_is_noted_and_a_slab_is_not()
    {
        var water = SyntheticData.Water(1)[0].Structure;
        var boxed = new Frame(new Structure(water.Elements.ToArray(), water.Positions, Cell.Cubic(20), Periodicity.All));
        Assert.Equal("molecule-in-box", Assert.Single(new[] { boxed }.FoundBy<Cells>()).Code);

        var layer = Crystal.Fcc(Element.Parse("Ni"), 3.5).Repeat(2, 2, 2);
        var v = layer.Cell!.Vectors;
        Assert.Empty(new[] { new Frame(layer.With(new Cell(v.Row(0), v.Row(1), new Vec3(0, 0, 30)), layer.Positions)) }.FoundBy<Cells>());
    }

    [Fact]
    public void A_crystal_that_says_it_does_not_repeat_is_doubted()
    {
        var crystal = Crystal.Fcc(Element.Parse("Ni"), 3.5).Repeat(2, 2, 2);
        var finding = Assert.Single(new[] { new Frame(new Structure(crystal.Elements.ToArray(), crystal.Positions, crystal.Cell)) }.FoundBy<Cells>());
        Assert.Equal((Severity.Warning, "lost-periodicity"), (finding.Severity, finding.Code));

        var water = SyntheticData.Water(1)[0].Structure;
        Assert.Empty(new[] { new Frame(new Structure(water.Elements.ToArray(), water.Positions, Cell.Cubic(50))) }.FoundBy<Cells>());
    }
}
