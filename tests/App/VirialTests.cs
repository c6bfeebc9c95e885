using System.Text.Json;

namespace Athanor.App.Tests;

public sealed class VirialTests : IDisposable
{
    readonly Program _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public void Argon_has_its_coefficients_in_the_record_and_its_picture_in_the_report()
    {
        var outcome = _program.Run("virial", "tang-toennies:Ar", "--tail", "--temperature", "200:400:100", "--quantum", "2", "--json", "--report", "r.html").MustEndWith(0);
        using var json = JsonDocument.Parse(outcome.Output);
        var root = json.RootElement;
        Assert.Equal(394.89, root.GetProperty("boyleTemperature").GetProperty("value").GetDouble(), 0.02);
        var rows = root.GetProperty("virial").EnumerateArray().ToArray();
        Assert.Equal([200, 300, 400], rows.Select(r => r.GetProperty("temperature").GetProperty("value").GetDouble()));
        Assert.Equal(-46.314, rows[0].GetProperty("classical").GetProperty("value").GetDouble(), 0.002);
        Assert.Equal("cm³/mol", rows[0].GetProperty("b").GetProperty("unit").GetString());
        Assert.True(rows[0].GetProperty("secondQuantum").GetProperty("value").GetDouble() < 0);
        Assert.Contains("B of the gas", _program.Read("r.html"), StringComparison.Ordinal);
    }

    /// <summary>Dimers and clusters of three to six, labelled by a law; a model of them, and what its members say of its error.</summary>
    [Theory(Explicit = true)]
    [Trait("Category", "Long")]
    [InlineData("tang-toennies:Ar,cutoff=8,switch=5")]
    [InlineData("lj:epsilon=0.0104,sigma=3.4,cutoff=8,switch=5")]
    public void A_model_learned_from_clusters_has_the_boyle_temperature_of_its_teacher(string law)
    {
        var random = new Random(1);
        var text = new System.Text.StringBuilder();
        void Write(params Numerics.Vec3[] atoms)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{atoms.Length}\nProperties=species:S:1:pos:R:3\n");
            foreach (var r in atoms)
                text.Append(System.Globalization.CultureInfo.InvariantCulture, $"Ar {r.X:R} {r.Y:R} {r.Z:R}\n");
        }
        double Next() => 10 * random.NextDouble() - 5;
        Write(default(Numerics.Vec3));
        for (var k = 0; k < 160; k++)
            Write(default, new(2.5 + 5.5 * Math.Pow((k + 0.5) / 160, 1.3), 0, 0));
        for (var k = 0; k < 120; k++)
        {
            List<Numerics.Vec3> atoms = [default];
            while (atoms.Count < 3 + k % 4)
            {
                var r = new Numerics.Vec3(Next(), Next(), Next());
                if (atoms.Min(a => (a - r).Length) is > 3.1 and < 6)
                    atoms.Add(r);
            }
            Write([.. atoms]);
        }
        _program.Write("clusters.xyz", text.ToString());
        _program.Run("label", "clusters.xyz", "--oracle", law, "-o", "labelled.xyz").MustEndWith(0);
        _program.Run("train", "labelled.xyz", "--preset", "instant", "--cutoff", "8", "-o", "m.athanor", "--accept", "energy-outliers").MustEndWith(0);
        (double Value, double? Error) Boyle(string potential)
        {
            using var json = JsonDocument.Parse(_program.Run("virial", potential, "--pair", "Ar-Ar", "--json").MustEndWith(0).Output);
            var boyle = json.RootElement.GetProperty("boyleTemperature");
            return (boyle.GetProperty("value").GetDouble(), boyle.TryGetProperty("model", out var error) ? error.GetDouble() : null);
        }
        var (expected, none) = Boyle(law);
        var (learned, spread) = Boyle("m.athanor");
        Assert.Null(none);
        Assert.InRange(spread!.Value, 0.05, 10);
        Assert.Equal(expected, learned, Math.Min(3 * spread.Value, 0.01 * expected));
    }

    [Theory]
    [InlineData("--pair says which atoms meet", "zbl")]
    [InlineData("'Xx' is not the symbol", "zbl", "--pair", "Ar-Xx")]
    [InlineData("knows nothing of Ne", "tang-toennies:Ar", "--pair", "Ar-Ne")]
    [InlineData("--quantum is 0, 1 or 2", "tang-toennies:Ar", "--quantum", "3")]
    public void What_cannot_be_meant_is_refused(string says, params string[] arguments) =>
        Assert.Contains(says, _program.Run(["virial", .. arguments]).MustEndWith(2).Error, StringComparison.Ordinal);
}
