using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Athanor.App.Tests;

public sealed class AnalyzeTests : IDisposable
{
    readonly Program _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public void A_run_is_looked_at_from_all_sides()
    {
        // Two sorts of atoms on a lattice that shake out of step, 5 THz, with charges and a stress.
        const int Frames = 64;
        const double Step = 10, Omega = 2 * Math.PI * 0.005;
        var text = new StringBuilder();
        for (var k = 0; k < Frames; k++)
        {
            var t = k * Step;
            text.AppendLine("8").AppendLine(CultureInfo.InvariantCulture, $"Lattice=\"8 0 0 0 8 0 0 0 8\" Properties=species:S:1:pos:R:3:velo:R:3:charges:R:1 energy=-1 stress=\"1e-4 0 0 0 1e-4 0 0 0 1e-4\" time={t}");
            for (var i = 0; i < 8; i++)
            {
                var (symbol, charge, phase) = i % 2 == 0 ? ("Na", 1, 0.0) : ("Cl", -1, Math.PI);
                text.AppendLine(CultureInfo.InvariantCulture,
                    $"{symbol} {4 * (i & 1) + 0.1 * Math.Cos(Omega * t + phase):R} {2 * (i & 2)} {i & 4} {-0.1 * Omega * Math.Sin(Omega * t + phase):R} 0 0 {charge}");
            }
        }
        _program.Write("run.xyz", text.ToString());
        var outcome = _program.Run("analyze", "run.xyz", "--keep-drift", "--report", "r.html", "--json").MustEndWith(0);
        using var json = JsonDocument.Parse(outcome.Output);
        var root = json.RootElement;
        Assert.Equal(Frames, root.GetProperty("frames").GetInt32());
        Assert.Equal(3, root.GetProperty("distances").GetArrayLength());
        Assert.Equal(4, root.GetProperty("structureFactors").GetArrayLength());
        Assert.Equal(2, root.GetProperty("diffusion").GetArrayLength());
        foreach (var spectrum in new[] { root.GetProperty("spectrum"), root.GetProperty("charges").GetProperty("spectrum") })
        {
            var frequencies = spectrum.GetProperty("frequencies_THz").EnumerateArray().Select(f => f.GetDouble()).ToArray();
            var density = spectrum.GetProperty("density").EnumerateArray().Select(f => f.GetDouble()).ToArray();
            Assert.Equal(5, frequencies[Array.IndexOf(density, density.Max())], 1.5);
        }
        Assert.Equal("Å²", root.GetProperty("diffusion")[0].GetProperty("units").GetProperty("meanSquareDisplacement").GetString());
        Assert.Equal("mPa·s", root.GetProperty("viscosity").GetProperty("value").GetProperty("unit").GetString());
        Assert.Contains("Structure factor", _program.Read("r.html"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1000, 63, "")]
    [InlineData(4000, 63, "mean volume of 4000 Å³")]
    [InlineData(1000, 300, "goes from 0 to 3000 fs")]
    public void The_log_of_another_run_is_doubted(int volume, int last, string doubt)
    {
        var (run, log) = (new StringBuilder(), new StringBuilder("# step time/fs temperature/K volume/A^3 stress_xx/GPa stress_yy/GPa stress_zz/GPa stress_yz/GPa stress_xz/GPa stress_xy/GPa\n"));
        for (var k = 0; k < 64; k++)
            run.AppendLine(CultureInfo.InvariantCulture, $"2\nLattice=\"10 0 0 0 10 0 0 0 10\" time={10 * k}\nAr 0 0 {0.01 * (k % 5)}\nAr 0 0 4");
        for (var k = 0; k <= last; k++)
            log.AppendLine(CultureInfo.InvariantCulture, $"{k} {10 * k} 100 {volume} {k % 3} {k % 5} {k % 7} {k % 11} {k % 13} {k % 17}");
        _program.Write("run.xyz", run.ToString());
        _program.Write("run.log", log.ToString());
        var outcome = _program.Run("analyze", "run.xyz", "--msd", "--log", "run.log", "--report", "r.html").MustEndWith(0);
        var said = outcome.Error;
        // Atoms that swing flow nowhere.
        Assert.DoesNotContain("Viscosity:", outcome.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Viscosity<", _program.Read("r.html"), StringComparison.Ordinal);
        Assert.Contains("Stress autocorrelation", _program.Read("r.html"), StringComparison.Ordinal);
        Assert.Contains("no neighbours are counted", _program.Run("analyze", "run.xyz", "--rdf", "--range", "4.1").MustEndWith(0).Error, StringComparison.Ordinal);
        Assert.Equal(doubt.Length > 0, said.Contains("another", StringComparison.Ordinal));
        Assert.Contains(doubt, said, StringComparison.Ordinal);
        Assert.Contains("There is no log hollow.log", _program.Run("analyze", "run.xyz", "--msd", "--log", "hollow.log").MustEndWith(1).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_log_of_a_run_will_do_for_its_viscosity()
    {
        var random = new Random(1);
        var log = new StringBuilder("# step time/fs temperature/K volume/A^3 stress_xx/GPa stress_yy/GPa stress_zz/GPa stress_yz/GPa stress_xz/GPa stress_xy/GPa\n");
        for (var k = 0; k < 400; k++)
            log.AppendLine(string.Join(' ', new object[] { k, 5 * k, 100, 1000 }.Concat(Enumerable.Range(0, 6).Select(_ => (object)(random.NextDouble() - 0.5).ToString("F5", CultureInfo.InvariantCulture)))));
        _program.Write("run.log", log.ToString());
        Assert.Contains("Viscosity:", _program.Run("analyze", "run.log").MustEndWith(0).Output, StringComparison.Ordinal);
        Assert.Contains("--stress", _program.Run("analyze", "run.log", "--rdf").MustEndWith(2).Error, StringComparison.Ordinal);
    }
}
