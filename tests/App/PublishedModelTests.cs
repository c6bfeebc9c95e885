using System.Globalization;
using Athanor.Atoms;

namespace Athanor.App.Tests;

/// <summary>What a user does with published models, from their files on.</summary>
public sealed class PublishedModelTests : IDisposable
{
    const string Zoo = "reference/ani/ani-model-zoo";

    const string Water = "3\nProperties=species:S:1:pos:R:3\nO 0 0 0.119\nH 0 0.763 -0.477\nH 0 -0.763 -0.477\n";

    readonly Program _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public void Ani_models_are_added_at_once_and_run_by_name()
    {
        Assert.SkipUnless(SharedData.Has(Zoo), SharedData.Missing(Zoo));
        _program.Run("models", "add", SharedData.PathOf(Zoo)).MustEndWith(0);
        var listed = _program.Run("models", "list").MustEndWith(0).Output;
        Assert.All(["ani-1x", "ani-1ccx", "ani-2x"], name => Assert.Contains(name, listed, StringComparison.Ordinal));
        Assert.Contains("H, C, N, O, S, F, Cl", _program.Run("inspect", "ani-2x").MustEndWith(0).Output, StringComparison.Ordinal);

        File.Copy(SharedData.PathOf("reference/ani/ref_ani1ccx.extxyz"), _program.PathOf("ref.xyz"));
        _program.Run("evaluate", "ani-1ccx", "ref.xyz", "-o", "out.xyz").MustEndWith(0);
        foreach (var frame in StructureFiles.Read(_program.PathOf("out.xyz")))
        {
            // Their Hartree is CODATA 2014's.
            var expected = double.Parse(frame.Info["energy_hartree"], CultureInfo.InvariantCulture) * Units.Hartree;
            Assert.Equal(expected, frame.Energy!.Value, 1e-7);
            Assert.Equal(double.Parse(frame.Info["qbc_std"], CultureInfo.InvariantCulture), double.Parse(frame.Info["energy_std"], CultureInfo.InvariantCulture), 1e-6);
        }
    }

    [Fact]
    public void An_ani_model_runs_relaxes_and_is_exported()
    {
        Assert.SkipUnless(SharedData.Has(Zoo), SharedData.Missing(Zoo));
        _program.Run("models", "add", SharedData.PathOf(Zoo + "/ani-1x_8x.info"), "--copy").MustEndWith(0);
        _program.Write("water.xyz", Water);
        _program.Run("relax", "ani-1x", "water.xyz", "-o", "relaxed.xyz").MustEndWith(0);
        _program.Run("md", "ani-1x", "relaxed.xyz", "--temperature", "300", "--steps", "20", "--precision", "single").MustEndWith(0);
        _program.Run("export", "ani-1x,member=3", "--to", "ani", "-o", "three").MustEndWith(0);
        _program.Run("evaluate", "ani-1x,member=3", "water.xyz", "-o", "a.xyz").MustEndWith(0);
        _program.Run("evaluate", "three", "water.xyz", "-o", "b.xyz").MustEndWith(0);
        Assert.Equal(StructureFiles.ReadOne(_program.PathOf("a.xyz")).Energy!.Value, StructureFiles.ReadOne(_program.PathOf("b.xyz")).Energy!.Value, 1e-9);
        _program.Write("si.xyz", Inputs.Silicon());
        _program.Run("evaluate", "ani-1x", "si.xyz").MustEndWith(1).MustComplain("ani-1x", "Si", "H, C, N, O");
    }

    [Theory]
    [InlineData("Si_2022_NEP4_5body.txt", "Si_diamond_512.xyz")]
    [InlineData("Song-2024-UNEP-v1-AgAlAuCrCuMgMoNiPbPdPtTaTiVWZr.txt", "UNEP_fcc16_256.xyz")]
    public void A_nep_file_is_named_run_and_exported(string model, string structures)
    {
        const string Folder = "reference/nep/";
        Assert.SkipUnless(SharedData.Has(Folder + model), SharedData.Missing(Folder + model));
        _program.Run("models", "add", SharedData.PathOf(Folder + model), "--name", "published").MustEndWith(0);
        var data = SharedData.PathOf(Folder + structures);
        _program.Run("evaluate", "published", data, "-o", "one.xyz").MustEndWith(0);
        _program.Run("export", "published", "--to", "nep", "-o", "again.txt").MustEndWith(0);
        _program.Run("evaluate", "again.txt", data, "-o", "two.xyz").MustEndWith(0);
        var (one, two) = (StructureFiles.ReadOne(_program.PathOf("one.xyz")), StructureFiles.ReadOne(_program.PathOf("two.xyz")));
        Assert.Equal(double.Parse(one.Info["ref_energy"], CultureInfo.InvariantCulture), one.Energy!.Value, 1e-7);
        Assert.Equal(one.Energy, two.Energy);
        Assert.Equal(one.Forces, two.Forces);
        _program.Run("evaluate", "published", _program.Write("water.xyz", Water)).MustEndWith(1).MustComplain("'published'", "covers");
        _program.Run("export", "published", "--to", "n2p2", "-o", "x").MustEndWith(1).MustComplain("published cannot be written as n2p2");
    }
}
