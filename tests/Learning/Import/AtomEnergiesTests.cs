using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Learning.Tests;

public class AtomEnergiesTests
{
    static readonly Element H = Element.Parse("H"), C = Element.Parse("C"), O = Element.Parse("O");

    static Frame Molecule(double energy, params Element[] elements) =>
        new(new Structure(elements, [.. elements.Select((_, i) => new Vec3(1.2 * i, 0, 0))])) { Energy = energy };

    static AtomEnergy Row(AtomEnergies table, Element e) => table.Rows.Single(r => r.Element == e);

    [Fact]
    public void Isolated_atoms_are_taken_as_they_are()
    {
        var table = AtomEnergies.Of(new Dataset([.. SyntheticData.WaterAtoms(), .. SyntheticData.Water()]));
        Assert.True(table.AllIsolated);
        Assert.Equal((-13.6, -2041.0), (Row(table, H).Energy, Row(table, O).Energy));
        Assert.Equal(-2079.0 + 2 * 13.6 + 2041, 3 * table.Residual(Molecule(-2079, O, H, H)), 9);
    }

    [Fact]
    public void Compositions_that_differ_determine_them()
    {
        Frame[] frames = [Molecule(2 * -1 - 7, H, H, O), Molecule(-7 - 5, C, O), Molecule(4 * -1 - 5, H, H, H, H, C), Molecule(-5 - 14, C, O, O)];
        var table = AtomEnergies.Of(new Dataset(frames));
        Assert.All(table.Rows, r => Assert.Equal(AtomEnergySource.LeastSquares, r.Source));
        Assert.Equal([-1, -5, -7], table.Rows.Select(r => Math.Round(r.Energy, 10)));
        Assert.Empty(frames.FoundBy<AtomEnergyCheck>());
    }

    [Fact]
    public void One_stoichiometry_leaves_them_open_which_is_said()
    {
        var frames = SyntheticData.Water();
        var table = AtomEnergies.Of(new Dataset(frames));
        Assert.All(table.Rows, r => Assert.Equal(AtomEnergySource.Undetermined, r.Source));
        Assert.InRange(frames.Average(table.Residual), -1e-9, 1e-9);
        Assert.Equal(
            "The energies of isolated H, O are not determined: the compositions in the data leave them open, and only their sum for those compositions is known. The potential will be right for these compositions and arbitrary for others. Add a frame with each of these atoms alone (config_type=isolated_atom), computed by the same method.",
            Assert.Single(frames.FoundBy<AtomEnergyCheck>()).Sentence);
    }

    [Fact]
    public void Only_what_is_open_is_called_so()
    {
        // Carbon is fixed by C and C2; H and O only come two to one.
        Frame[] frames = [Molecule(-10, C, C), Molecule(-15.3, C, C, C), Molecule(-9, H, H, O), Molecule(-18, H, H, O, H, H, O)];
        var table = AtomEnergies.Of(new Dataset(frames));
        Assert.Equal(AtomEnergySource.LeastSquares, Row(table, C).Source);
        Assert.Equal((AtomEnergySource.Undetermined, AtomEnergySource.Undetermined), (Row(table, H).Source, Row(table, O).Source));
    }

    [Fact]
    public void One_isolated_atom_can_settle_the_rest()
    {
        var table = AtomEnergies.Of(new Dataset([SyntheticData.WaterAtoms()[0], .. SyntheticData.Water()]));
        Assert.Equal((AtomEnergySource.IsolatedFrame, AtomEnergySource.LeastSquares), (Row(table, H).Source, Row(table, O).Source));
    }

    [Fact]
    public void A_single_element_is_determined_without_a_word() => Assert.Empty(SyntheticData.Crystal(4).FoundBy<AtomEnergyCheck>());

    [Fact]
    public void Atoms_of_another_method_are_doubted()
    {
        Assert.Empty(SyntheticData.WaterAtoms().Concat(SyntheticData.Water()).ToArray().FoundBy<AtomEnergyCheck>());
        var atoms = SyntheticData.WaterAtoms();
        atoms[1].Energy = -432; // A pseudopotential's oxygen.
        var finding = Assert.Single(atoms.Concat(SyntheticData.Water()).ToArray().FoundBy<AtomEnergyCheck>());
        Assert.Equal((Severity.Warning, "isolated-atoms-strange", "frames 1–2"), (finding.Severity, finding.Code, finding.Where));
    }

    [Fact]
    public void The_lowest_of_several_is_the_ground_state_and_the_others_are_reported()
    {
        var frames = SyntheticData.WaterAtoms();
        frames.Add(new Frame(new Structure([O], [Vec3.Zero])) { Energy = -2039 });
        Assert.Equal(-2041, Row(AtomEnergies.Of(new Dataset(frames)), O).Energy);
        Assert.Equal("isolated-atom-twice", Assert.Single(frames.FoundBy<AtomEnergyCheck>()).Code);
    }

    [Fact]
    public void A_wide_empty_cell_isolates_too() =>
        Assert.True(Dataset.IsIsolatedAtom(new Frame(new Structure([H], [Vec3.Zero], Cell.Cubic(12), Periodicity.All)))
            && !Dataset.IsIsolatedAtom(new Frame(new Structure([H], [Vec3.Zero], Cell.Cubic(3), Periodicity.All))));
}
