using Athanor.Atoms;

namespace Athanor.Learning.Tests;

public class ForceChecksTests
{
    [Fact]
    public void Sound_data_raises_no_doubt()
    {
        foreach (var frames in new[] { SyntheticData.Crystal(), SyntheticData.Water() })
        {
            Assert.Empty(frames.FoundBy<ForceSign>());
            Assert.Empty(frames.FoundBy<UnitsOfLabels>());
            Assert.Empty(frames.FoundBy<ZeroForces>());
            Assert.Empty(frames.FoundBy<NotFinite>());
            Assert.Empty(frames.FoundBy<ConstantEnergy>());
        }
    }

    [Fact]
    public void Work_of_the_forces_is_the_change_of_energy()
    {
        foreach (var frames in new[] { SyntheticData.Crystal(), SyntheticData.Water() })
        {
            var evidence = ForceEvidence.Of(new InspectedData(new Dataset(frames)));
            Assert.InRange(evidence.Path.Ratio, 0.95, 1.05);
            Assert.True(evidence.Path.Correlation > 0.98);
            Assert.True(evidence.Bonds.Attract);
        }
    }

    [Fact]
    public void Gradients_in_place_of_forces_are_refused()
    {
        foreach (var frames in new[] { SyntheticData.Crystal(), SyntheticData.Water() })
        {
            var finding = Assert.Single(frames.WithForces(-1).FoundBy<ForceSign>());
            Assert.Equal((Severity.Refusal, "forces-sign"), (finding.Severity, finding.Code));
        }
    }

    [Fact]
    public void Gradients_are_known_from_bonds_alone_where_no_frame_is_near_another()
    {
        // Every frame a molecule of its own kind: water with a different number of far-away helium atoms.
        var helium = Element.Parse("He");
        var frames = SyntheticData.Water().Select((f, k) =>
        {
            var far = Enumerable.Range(0, k + 1).Select(m => new Athanor.Numerics.Vec3(0, 0, 20 + 10 * m)).ToArray();
            return new Frame(new Structure([.. f.Structure.Elements, .. far.Select(_ => helium)], [.. f.Structure.Positions, .. far]))
            {
                Energy = f.Energy,
                Forces = [.. f.Forces!.Select(v => -v), .. far.Select(_ => Athanor.Numerics.Vec3.Zero)],
            };
        }).ToArray();
        Assert.Equal("forces-sign", Assert.Single(frames.FoundBy<ForceSign>()).Code);
    }

    [Fact]
    public void Energies_of_the_wrong_sign_are_told_from_forces_of_the_wrong_sign() =>
        Assert.Equal("energy-sign", Assert.Single(SyntheticData.Crystal().WithEnergies(-1).FoundBy<ForceSign>()).Code);

    [Theory]
    [InlineData(1 / Units.Hartree, 1, "energies in Hartree")]
    [InlineData(1 / Units.KilocaloriePerMole, 1, "energies in kcal/mol")]
    [InlineData(1 / Units.KilojoulePerMole, 1, "energies in kJ/mol")]
    [InlineData(1000, 1, "energies in meV")]
    [InlineData(1, Units.Bohr / Units.Hartree, "forces in Hartree/Bohr")]
    [InlineData(1, 1 / Units.KilojoulePerMole, "forces in kJ/mol/Å")]
    [InlineData(1 / Units.Hartree, Units.Bohr / Units.Hartree, "energies in Hartree and forces in Hartree/Bohr")]
    [InlineData(1 / Units.KilocaloriePerMole, 1 / Units.KilocaloriePerMole, "energies in kcal/mol and forces in kcal/mol/Å")]
    [InlineData(1 / Units.KilojoulePerMole, 1 / Units.KilojoulePerMole, "energies in kJ/mol and forces in kJ/mol/Å")]
    public void Units_are_named(double energy, double force, string name)
    {
        foreach (var frames in new[] { SyntheticData.Crystal(), SyntheticData.Water() })
        {
            var finding = Assert.Single(frames.WithEnergies(energy).WithForces(force).FoundBy<UnitsOfLabels>());
            Assert.Equal(Severity.Refusal, finding.Severity);
            Assert.StartsWith($"Labels seem to be in other units: {name}", finding.What);
        }
    }

    [Fact]
    public void Energies_per_atom_are_named()
    {
        var frames = SyntheticData.Crystal().Changed(f => f.Energy /= f.Structure.Count);
        var finding = Assert.Single(frames.FoundBy<UnitsOfLabels>());
        Assert.StartsWith("Labels seem to be in other units: energies in eV per atom", finding.What);
        Assert.Contains("multiply energies by the number of atoms", finding.Advice);
    }

    [Fact]
    public void Energies_alone_in_another_unit_are_known_by_their_size()
    {
        var frames = SyntheticData.Water().WithEnergies(1 / Units.Hartree).Select(f => new Frame(f.Structure) { Energy = f.Energy }).ToArray();
        Assert.Equal(
            "Labels seem to be in other units: energies in Hartree. What says so: energies are 0.037 times those of the free atoms in eV, all electrons counted. Convert to eV and eV/Å: multiply energies by 27.211386.",
            Assert.Single(frames.FoundBy<UnitsOfLabels>()).Sentence);
    }

    [Fact]
    public void Zero_forces_are_refused_but_not_those_of_a_perfect_crystal()
    {
        var perfect = Morse.Nickel.Label(Crystal.Fcc(Element.Parse("Ni"), 3.5));
        Array.Clear(perfect.Forces!);
        Assert.Empty(new[] { perfect }.FoundBy<ZeroForces>());

        var finding = Assert.Single(SyntheticData.Crystal().WithForces(0).FoundBy<ZeroForces>());
        Assert.Equal((Severity.Refusal, "all-forces-zero"), (finding.Severity, finding.Code));

        var some = SyntheticData.Crystal();
        Array.Clear(some[3].Forces!);
        Array.Clear(some[5].Forces!);
        finding = Assert.Single(some.FoundBy<ZeroForces>());
        Assert.Equal((Severity.Warning, "zero-forces", "frames 4, 6"), (finding.Severity, finding.Code, finding.Where));
    }

    [Fact]
    public void Labels_that_are_not_finite_are_refused()
    {
        var frames = SyntheticData.Crystal();
        frames[1].Energy = double.NaN;
        frames[2].Forces![7] = new Athanor.Numerics.Vec3(0, double.PositiveInfinity, 0);
        frames[3].Forces![0] = new Athanor.Numerics.Vec3(double.NaN, 0, 0);
        Assert.Equal(
            [
                "One frame has an energy that is not a finite number, which would spoil the whole fit. Where: frame 2. The calculation probably failed there; remove these frames or compute them again.",
                "2 frames have a force that is not a finite number, which would spoil the whole fit. Where: frames 3–4. The calculation probably failed there; remove these frames or compute them again.",
            ],
            frames.FoundBy<NotFinite>().Select(f => f.Sentence));
        Assert.True(ImportReport.Of(new Dataset(frames)).Refuses);
    }

    [Fact]
    public void One_energy_for_all_is_refused() =>
        Assert.Equal("constant-energy", Assert.Single(SyntheticData.Crystal().Changed(f => f.Energy = -3).FoundBy<ConstantEnergy>()).Code);
}
