using System.Text.Json;
using Athanor.Atoms;

namespace Athanor.App.Tests;

public sealed class VibrationsTests : IDisposable
{
    const string Morse = "morse:D=9.9,alpha=2.69,r0=1.098,cutoff=8";

    readonly Program _program = new();

    public VibrationsTests() => _program.Write("n2.xyz", "2\nProperties=species:S:1:pos:R:3\nN 0 0 0\nN 0 0 1.2\n");

    public void Dispose() => _program.Dispose();

    [Fact]
    public void Nitrogen_vibrates_and_has_an_entropy()
    {
        var outcome = _program.Run("vibrations", Morse, "n2.xyz", "--temperature", "100,200:400:100", "--pressure", "1.01325", "-o", "modes.xyz", "--report", "r.html", "--json").MustEndWith(0);
        using var json = JsonDocument.Parse(outcome.Output);
        var root = json.RootElement;
        // √(2 D α² / μ) in cm⁻¹.
        var wavenumber = Math.Sqrt(2 * 9.9 * 2.69 * 2.69 / (14.007 / 2)) * 521.4709;
        var mode = Assert.Single(root.GetProperty("modes").EnumerateArray());
        Assert.Equal(wavenumber, mode.GetProperty("wavenumber").GetProperty("value").GetDouble(), 0.01);
        Assert.Equal("D∞h", root.GetProperty("rotor").GetProperty("pointGroup").GetString());
        var states = root.GetProperty("thermochemistry").EnumerateArray().ToArray();
        Assert.Equal([100, 200, 300, 400], states.Select(s => s.GetProperty("temperature").GetProperty("value").GetDouble()));
        // Measured at 300 K: 191.8 J/mol/K.
        Assert.Equal(191.7, 96485.33 * states[2].GetProperty("entropy").GetProperty("value").GetDouble(), 0.3);
        var frame = Assert.Single(StructureFiles.Read(_program.PathOf("modes.xyz")));
        Assert.Equal(wavenumber, double.Parse(frame.Info["wavenumber"], System.Globalization.CultureInfo.InvariantCulture), 0.01);
        Assert.Equal(Math.Sqrt(0.5), Math.Abs(frame.Columns["displacements"].Numbers![2]), 1e-9);
        Assert.Equal(1.098, (frame.Structure.Positions[1] - frame.Structure.Positions[0]).Length, 1e-6);
        Assert.Contains("Where the modes are", _program.Read("r.html"), StringComparison.Ordinal);
    }

    [Fact]
    public void Heavier_atoms_are_slower_and_break_symmetry()
    {
        double Wavenumber(params string[] options)
        {
            using var json = JsonDocument.Parse(_program.Run(["vibrations", Morse, "n2.xyz", "--json", .. options]).MustEndWith(0).Output);
            return json.RootElement.GetProperty("modes")[0].GetProperty("wavenumber").GetProperty("value").GetDouble();
        }
        Assert.Equal(Wavenumber() * Math.Sqrt(14.007 / 15.0001), Wavenumber("--mass", "N=15.0001"), 1e-3);
        var outcome = _program.Run("vibrations", Morse, "n2.xyz", "--mass", "1=15.0001").MustEndWith(0);
        Assert.Contains("C∞v, symmetry number 1", outcome.Error, StringComparison.Ordinal);
        _program.Write("heavy.xyz", "2\nProperties=species:S:1:pos:R:3:masses:R:1\nN 0 0 0 15.0001\nN 0 0 1.2 15.0001\n");
        Assert.Contains(Wavenumber("--mass", "N=15.0001").ToString("0.0", System.Globalization.CultureInfo.InvariantCulture),
            _program.Run("vibrations", Morse, "heavy.xyz").MustEndWith(0).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_minimum_is_said()
    {
        _program.Write("three.xyz", "3\nProperties=species:S:1:pos:R:3\nAr -3.81 0 0\nAr 0 0 0\nAr 3.81 0 0\n");
        var potential = "lj:epsilon=0.0104,sigma=3.4,cutoff=12";
        var standing = _program.Run("vibrations", potential, "three.xyz", "--no-relax").MustEndWith(0);
        Assert.Contains("imaginary", standing.Error, StringComparison.Ordinal);
        Assert.Contains("stands", standing.Error, StringComparison.Ordinal);
        Assert.Contains("saddle point off along its imaginary mode", _program.Run("vibrations", potential, "three.xyz").MustEndWith(0).Error, StringComparison.Ordinal);
        _program.Write("far.xyz", "2\nProperties=species:S:1:pos:R:3\nAr 0 0 0\nAr 0 0 3.2\n");
        Assert.Contains("no stationary point", _program.Run("vibrations", potential, "far.xyz", "--no-relax").MustEndWith(0).Error, StringComparison.Ordinal);
        _program.Write("ion.xyz", "2\nProperties=species:S:1:pos:R:3 charge=1\nAr 0 0 0\nAr 0 0 3.8\n");
        Assert.Contains("charge of 1 e", _program.Run("vibrations", potential, "ion.xyz").MustEndWith(0).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Atoms_and_crystals_have_what_they_have()
    {
        _program.Write("ar.xyz", "1\nProperties=species:S:1:pos:R:3\nAr 0 0 0\n");
        var atom = _program.Run("vibrations", "lj:epsilon=0.0104,sigma=3.4,cutoff=8.5", "ar.xyz", "-o", "m.xyz", "--report", "r.html").MustEndWith(0);
        Assert.Contains("154.846", atom.Output, StringComparison.Ordinal);
        Assert.Single(StructureFiles.Read(_program.PathOf("m.xyz")));
        File.Copy(Path.Combine(SharedData.Repository, "examples", "silicon.poscar"), _program.PathOf("si.poscar"));
        var crystal = _program.Run("vibrations", "sw", "si.poscar").MustEndWith(0);
        Assert.Contains("at Γ", crystal.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("translation", crystal.Output, StringComparison.Ordinal);
        _program.Run("vibrations", "sw", "si.poscar", "--pressure", "2").MustEndWith(2).MustComplain("gas of molecules");
    }

    [Fact]
    public void A_committee_spreads()
    {
        var committee = "committee(morse:D=9.9,alpha=2.69,r0=1.098,cutoff=8, morse:D=9.9,alpha=2.5,r0=1.098,cutoff=8)";
        using var json = JsonDocument.Parse(_program.Run("vibrations", committee, "n2.xyz", "--uncertainty", "--json").MustEndWith(0).Output);
        var wavenumber = json.RootElement.GetProperty("modes")[0].GetProperty("wavenumber");
        double One(double alpha) => Math.Sqrt(2 * 9.9 * alpha * alpha / (14.007 / 2)) * 521.4709;
        Assert.Equal((One(2.69) - One(2.5)) / Math.Sqrt(2), wavenumber.GetProperty("error").GetDouble(), 0.1);
        _program.Run("vibrations", Morse, "n2.xyz", "--uncertainty").MustEndWith(1).MustComplain("not a committee", "--uncertainty");
    }

    [Fact]
    public void Formaldehyde_of_a_published_model_has_its_published_wavenumbers()
    {
        const string Model = "reference/ani/ani-model-zoo/ani-1ccx_8x.info";
        Assert.SkipUnless(SharedData.Has(Model), SharedData.Missing(Model));
        _program.Write("ch2o.xyz", "4\nProperties=species:S:1:pos:R:3\nC 0 0 -0.53\nO 0 0 0.67\nH 0 0.94 -1.12\nH 0 -0.93 -1.1\n");
        using var json = JsonDocument.Parse(_program.Run("vibrations", SharedData.PathOf(Model), "ch2o.xyz", "--json").MustEndWith(0).Output);
        double[] expected = [1007.1831, 1211.2571, 1629.3948, 1874.3726, 2995.1344, 3092.8365];
        var found = json.RootElement.GetProperty("modes").EnumerateArray().Select(m => m.GetProperty("wavenumber").GetProperty("value").GetDouble()).ToArray();
        Assert.Equal(expected.Length, found.Length);
        for (var m = 0; m < expected.Length; m++)
            Assert.Equal(expected[m], found[m], 0.01);
        Assert.Equal("C2v", json.RootElement.GetProperty("rotor").GetProperty("pointGroup").GetString());
    }

    [Theory]
    [InlineData(2, "--temperature takes", "--temperature", "0")]
    [InlineData(2, "--temperature takes", "--temperature", "300:200:10")]
    [InlineData(2, "--temperature takes", "--temperature", "warm")]
    [InlineData(2, "--pressure", "--pressure", "0")]
    [InlineData(2, "--symmetry-number", "--symmetry-number", "0")]
    [InlineData(2, "--mass takes", "--mass", "N")]
    [InlineData(2, "no such atom", "--mass", "H=2")]
    [InlineData(2, "end with .xyz", "-o", "modes.poscar")]
    [InlineData(2, "has no effect", "--no-relax", "--max-force", "0.1")]
    [InlineData(2, "--max-force", "--max-force", "0")]
    [InlineData(1, "no frame 7", "--frame", "7")]
    public void What_cannot_be_meant_is_refused(int code, string word, params string[] options) =>
        _program.Run(["vibrations", Morse, "n2.xyz", .. options]).MustEndWith(code).MustComplain(word);
}
