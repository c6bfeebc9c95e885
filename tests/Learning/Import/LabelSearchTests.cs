using Athanor.Atoms;
using Athanor.Numerics;

namespace Athanor.Learning.Tests;

public class LabelSearchTests
{
    // The labels of sound frames put where no reader looks for them.
    static Frame[] Hidden(IReadOnlyList<Frame> frames, string? energyKey, string? forcesKey, double forceFactor = 1) =>
        [.. frames.Select((f, k) => new Frame(f.Structure)
        {
            Energy = energyKey is null ? f.Energy : null,
            Forces = forcesKey is null ? f.Forces : null,
            Info = energyKey is null ? [] : new() { [energyKey] = f.Energy!.Value.ToString("R"), ["step"] = $"{k}" },
            Columns = forcesKey is null ? [] : new()
            {
                [forcesKey] = new AtomColumn('R', 3, [.. f.Forces!.SelectMany(v => new[] { forceFactor * v.X, forceFactor * v.Y, forceFactor * v.Z })], null),
                ["spin"] = new AtomColumn('R', 3, [.. f.Structure.Positions.SelectMany(r => new[] { Math.Sin(9 * r.X), Math.Sin(7 * r.Y), Math.Sin(5 * r.Z) })], null),
            },
        })];

    [Fact]
    public void Frames_without_labels_are_refused_and_what_there_is_is_named()
    {
        var frames = SyntheticData.Water(8).Select(f => new Frame(f.Structure) { Info = { ["dipole"] = "1.8" } }).ToArray();
        Assert.Equal(
            "No frame has an energy or forces, so there is nothing to learn from. What the file does have: dipole. Name the keys they stand under with --energy-key NAME and --forces-key NAME, or compute them first.",
            Assert.Single(frames.FoundBy<MissingLabels>()).Sentence);
    }

    [Fact]
    public void Forces_under_another_name_are_found_by_what_they_do()
    {
        foreach (var frames in new[] { SyntheticData.Crystal(), SyntheticData.Water() })
        {
            var finding = Assert.Single(Hidden(frames, null, "F_qm").FoundBy<MissingLabels>(), f => f.Code == "no-forces");
            Assert.Equal((Severity.Warning, "The column F_qm behaves as forces do (it pulls stretched bonds together): say --forces-key F_qm."), (finding.Severity, finding.Advice));
        }
    }

    [Fact]
    public void Gradients_under_another_name_are_told_from_forces() =>
        Assert.Equal("The column grad behaves as gradients do, the forces' opposite: multiply it by −1 and say --forces-key grad.",
            Assert.Single(Hidden(SyntheticData.Water(), null, "grad", -1).FoundBy<MissingLabels>()).Advice);

    [Fact]
    public void An_energy_under_another_name_is_found_by_the_forces_work()
    {
        foreach (var frames in new[] { SyntheticData.Crystal(), SyntheticData.Water() })
        {
            var finding = Assert.Single(Hidden(frames, "qm", null).FoundBy<MissingLabels>(), f => f.Code == "no-energy");
            Assert.Equal("The key qm behaves as an energy does (it changes with the forces' work): say --energy-key qm.", finding.Advice);
        }
    }

    [Fact]
    public void Without_forces_a_name_or_a_size_suggests_an_energy()
    {
        var frames = Hidden(SyntheticData.Water(), "scf", "hidden");
        Assert.EndsWith("The column hidden behaves as forces do (it pulls stretched bonds together): say --forces-key hidden.", Assert.Single(frames.FoundBy<MissingLabels>()).Advice);
        Assert.StartsWith("The key scf may be the energy: if so, say --energy-key scf.", Assert.Single(frames.FoundBy<MissingLabels>()).Advice);
    }

    [Fact]
    public void Labels_that_only_some_frames_have_are_counted()
    {
        var frames = SyntheticData.Crystal(6);
        frames[1].Energy = null;
        frames[2].Forces = null;
        frames[3].Forces = null;
        frames[4].Stress = null;
        Assert.Equal(
            [
                "1 of 42 frames has no energy. Where: frame 2. They teach forces only; if calculations failed there, remove these frames.",
                "2 of 42 frames have no forces. Where: frames 3–4. They teach energies only; if calculations failed there, remove these frames.",
                "1 of 42 frames has no stress. Where: frame 5.",
            ],
            frames.FoundBy<MissingLabels>().Select(f => f.Sentence));
    }

    [Fact]
    public void Complete_labels_need_no_word() => Assert.Empty(SyntheticData.Crystal(6).FoundBy<MissingLabels>());

    [Fact]
    public void Unknown_keys_are_listed()
    {
        var frames = SyntheticData.Water(3);
        frames[0].Info["dipole"] = "1.8";
        foreach (var f in frames)
            f.Columns["charges"] = new AtomColumn('R', 1, [0, 0, 0], null);
        Assert.Equal("Not read, but kept: the key dipole (in 1 frame) and the column charges.", Assert.Single(frames.FoundBy<UnknownKeys>()).Sentence);
    }

    [Fact]
    public void A_second_energy_is_pointed_out()
    {
        var frames = SyntheticData.Water(3).Changed(f => f.Info["REF_energy"] = $"{f.Energy + 5}");
        Assert.Equal("Besides the energy that is read there is REF_energy, of another value; if that is the reference, say --energy-key REF_energy.",
            Assert.Single(frames.FoundBy<UnknownKeys>(), f => f.Code == "second-energy").Sentence);
    }
}
