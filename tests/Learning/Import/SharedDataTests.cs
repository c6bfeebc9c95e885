using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Learning.Tests;

/// <summary>Published data as they are raise no doubt but true ones; spoilt in memory they are caught.</summary>
public class SharedDataTests
{
    public static TheoryData<string> LabelledFiles => ["mlearn/Si_test", "mlearn/Ni_test", "mlearn/Li_test", "mlearn/Li_train", "ethanol/test_MD", "acac/train_300K", "3bpa/train_300K", "3bpa/train_mixedT"];

    public static TheoryData<string> FilesToSpoil => ["mlearn/Si_test", "mlearn/Ni_test", "mlearn/Li_test", "ethanol/test_MD", "acac/train_300K", "3bpa/train_300K"];

    static List<Frame> Read(string name)
    {
        var path = $"data/{name}.xyz";
        Assert.SkipUnless(SharedData.Has(path), SharedData.Missing(path));
        return [.. StructureFiles.Read(SharedData.PathOf(path))];
    }

    static string[] Doubts(IReadOnlyList<Frame> frames) =>
        [.. ImportReport.Of(new Dataset(frames)).Findings.Where(f => f.Severity > Severity.Note).Select(f => f.Code)];

    [Theory]
    [MemberData(nameof(LabelledFiles))]
    public void Published_data_raise_no_false_alarm(string name)
    {
        // One molecule alone leaves its atoms' energies open; mlearn's nickel has σ_yz and σ_xz exchanged (its cells sheared along yz have σ_xz).
        string[] expected = name.Contains("Ni") ? ["stress-order"] : name.StartsWith("mlearn", StringComparison.Ordinal) ? [] : ["atom-energies-undetermined"];
        Assert.Equal(expected, Doubts(Read(name)));
    }

    [Theory]
    [MemberData(nameof(FilesToSpoil))]
    public void Negated_forces_are_refused(string name) => Assert.Equal("forces-sign", Assert.Single(Read(name).WithForces(-1).FoundBy<ForceSign>()).Code);

    [Theory]
    [MemberData(nameof(FilesToSpoil))]
    public void Energies_in_Hartree_are_refused(string name)
    {
        var finding = Assert.Single(Read(name).WithEnergies(1 / Units.Hartree).FoundBy<UnitsOfLabels>());
        Assert.Equal(Severity.Refusal, finding.Severity);
        Assert.Contains("energies in Hartree", finding.What);
    }

    [Theory]
    [MemberData(nameof(FilesToSpoil))]
    public void Forces_in_Hartree_per_Bohr_are_refused(string name) => Assert.StartsWith("Labels seem to be in other units: forces in Hartree/Bohr",
        Assert.Single(Read(name).WithForces(Units.Bohr / Units.Hartree).FoundBy<UnitsOfLabels>()).What);

    [Theory]
    [InlineData("mlearn/Si_test")]
    [InlineData("mlearn/Li_train")]
    public void Stresses_of_another_sign_or_unit_are_doubted(string name)
    {
        Assert.Contains("stress-sign", Doubts(Read(name).WithStresses(-1)));
        Assert.Contains("stress-units", Doubts(Read(name).WithStresses(-10 * Units.GigaPascal)));
    }

    [Fact]
    public void Nickel_is_sound_once_its_shears_are_put_right() => Assert.Empty(Doubts(Read("mlearn/Ni_test").Changed(f =>
    {
        var s = f.Stress!.Value;
        f.Stress = new Mat3(s.XX, s.XY, s.YZ, s.XY, s.YY, s.XZ, s.YZ, s.XZ, s.ZZ);
    })));

    [Fact]
    public void Isolated_atoms_settle_the_energies_of_ethanol() => Assert.Empty(Doubts([.. Read("ethanol/test_MD"), .. Read("ethanol/isolated_atoms")]));

    [Fact]
    public void Frames_that_two_files_share_are_found()
    {
        var (first, second) = (Read("3bpa/train_300K"), Read("3bpa/train_mixedT"));
        var data = new Dataset([.. first, .. second], [new DataFile("a", "", first.Count, 0), new DataFile("b", "", second.Count, 0)]);
        var finding = Assert.Single(new Duplicates().Run(new InspectedData(data)), f => f.Severity > Severity.Note);
        Assert.Equal(("leakage", 31), (finding.Code, finding.Frames.Count));
    }
}
