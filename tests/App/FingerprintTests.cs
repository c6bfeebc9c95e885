using System.Text.Json;
using Athanor.Testing;

namespace Athanor.App.Tests;

public sealed class FingerprintTests : IDisposable
{
    const string Left = "5\n\nC 0 0 0\nH 0.63 0.63 0.63\nF 0.79 -0.79 -0.79\nCl -1.02 1.02 -1.02\nBr -1.12 -1.12 1.12\n";

    readonly Program _program = new();

    public void Dispose() => _program.Dispose();

    string Silicon => Path.Combine(SharedData.Repository, "examples", "silicon.poscar");

    [Fact]
    public void A_perfect_crystal_has_one_site_and_no_slopes_that_symmetry_forbids()
    {
        var outcome = _program.Run("fingerprint", Silicon, "--chirality", "--report", "si.html").MustEndWith(0);
        Assert.Contains("Si8, 8 atoms, all alike within 5 Å", outcome.Output, StringComparison.Ordinal);
        Assert.Matches(@"1 +Si +8 +1 +4 Si at 2\.352, 12 Si at 3\.840, 12 Si at 4\.503", outcome.Output);
        Assert.Matches(@"1 +Si +2\.7\d\d +0\.000 +0\.000", outcome.Output);
        Assert.Contains("symmetry forbids it", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("all stress of such an energy is pressure", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("its own mirror image", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("Si0·Si1 l=3", _program.Read("si.html"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_displaced_crystal_has_as_many_sites_as_atoms()
    {
        var name = _program.Write("rattled.xyz", Inputs.Silicon(1));
        var outcome = _program.Run("fingerprint", name, "--strain", "0.02", "--tolerance", "1e-5").MustEndWith(0);
        Assert.Contains("no two alike", outcome.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("forbids", outcome.Error, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(_program.Run("fingerprint", name, "--tolerance", "0.5", "--json").MustEndWith(0).Output);
        var site = Assert.Single(json.RootElement.GetProperty("sites").EnumerateArray());
        Assert.Equal(8, site.GetProperty("atoms").GetArrayLength());
        Assert.Equal(json.RootElement.GetProperty("names").GetArrayLength(), site.GetProperty("invariants").GetArrayLength());
    }

    [Fact]
    public void Mirror_images_are_told_apart_where_that_is_asked()
    {
        _program.Write("left.xyz", Left);
        _program.Write("right.xyz", Left.Replace("Cl", "X", StringComparison.Ordinal).Replace("Br", "Cl", StringComparison.Ordinal).Replace("X", "Br", StringComparison.Ordinal)
            .Replace("Br -1.02 1.02 -1.02", "Br -1.12 1.12 -1.12", StringComparison.Ordinal).Replace("Cl -1.12 -1.12 1.12", "Cl -1.02 -1.02 1.02", StringComparison.Ordinal));
        Assert.Matches(@"left +right +1\.000000 +the same, or mirror images", _program.Run("fingerprint", "left.xyz", "right.xyz").MustEndWith(0).Output);
        var output = _program.Run("fingerprint", "left.xyz", "right.xyz", "--chirality", "--report", "hands.html").MustEndWith(0).Output;
        Assert.Matches(@"left +right +0\.\d+ +1\.000000 +mirror images", output);
        var values = System.Text.RegularExpressions.Regex.Matches(output, @"(?:left|right) +\d\.\dE-\d\d +([−-]?0\.\d{7})").Select(m => m.Groups[1].Value).ToArray();
        Assert.Equal(2, values.Length);
        Assert.Equal(values[0].TrimStart('−', '-'), values[1].TrimStart('−', '-'));
        Assert.NotEqual(values[0], values[1]);
        Assert.Contains("Similarity of structures", _program.Read("hands.html"), StringComparison.Ordinal);
        Assert.Contains("is not its own mirror image", _program.Run("fingerprint", "left.xyz", "--chirality").MustEndWith(0).Error, StringComparison.Ordinal);
        _program.Write("none.xyz", Left.Replace("F", "H", StringComparison.Ordinal).Replace("0.79 -0.79 -0.79", "0.63 -0.63 -0.63", StringComparison.Ordinal));
        Assert.Contains("is its own mirror image", _program.Run("fingerprint", "none.xyz", "--chirality").MustEndWith(0).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_structures_are_ranked()
    {
        _program.Write("rattled.xyz", Inputs.Silicon(1));
        using var json = JsonDocument.Parse(_program.Run("fingerprint", Silicon, "rattled.xyz", Silicon, "--pairs", "--json").MustEndWith(0).Output);
        var pairs = json.RootElement.GetProperty("pairs").EnumerateArray().Select(p => p.GetProperty("similarity").GetDouble()).ToArray();
        Assert.Equal(3, pairs.Length);
        Assert.Equal(1, pairs[0], 1e-12);
        Assert.InRange(pairs[1], 0, 0.9999);
        Assert.Equal(pairs.OrderDescending(), pairs);
    }

    [Fact]
    public void What_makes_no_sense_is_a_sentence()
    {
        _program.Run("fingerprint").MustEndWith(2).MustComplain("fingerprint --help");
        _program.Run("fingerprint", Silicon, "--cutoff", "0").MustEndWith(2).MustComplain("--cutoff");
        _program.Run("fingerprint", Silicon, "--strain", "2").MustEndWith(2).MustComplain("--strain");
        _program.Run("fingerprint", Silicon, "--tolerance", "1").MustEndWith(2).MustComplain("--tolerance");
        _program.Run("fingerprint", Silicon, Silicon, "--strain", "0.1").MustEndWith(2).MustComplain("one structure");
        _program.Run("fingerprint", "missing.xyz").MustEndWith(1).MustComplain("missing.xyz");
    }
}
