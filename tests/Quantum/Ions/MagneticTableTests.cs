namespace Athanor.Quantum.Tests;

/// <summary>Kittel's and Ashcroft and Mermin's tables of effective moments.</summary>
public sealed class MagneticTableTests
{
    const string Lanthanides = "data/magnetic/lanthanide_mu_eff.csv", IronGroup = "data/magnetic/iron_group_mu_eff.csv";

    /// <summary>Where the last printed digit of g√(J(J+1)) is not that of the number: rounded differently, or (Dy) misprinted.</summary>
    static readonly Dictionary<string, double> Misprinted = new()
    {
        ["Sm3+"] = 2.0 / 7 * Math.Sqrt(8.75),
        ["Dy3+"] = 4.0 / 3 * Math.Sqrt(63.75),
        ["Er3+"] = 6.0 / 5 * Math.Sqrt(63.75),
        ["Tm3+"] = 7.0 / 6 * Math.Sqrt(42),
    };

    [Theory]
    [InlineData(Lanthanides, 13)]
    [InlineData(IronGroup, 13)]
    public void Every_row_is_reproduced(string table, int ions)
    {
        Assert.SkipUnless(SharedData.Has(table), SharedData.Missing(table));
        var compared = 0;
        foreach (var row in Rows(table))
        {
            foreach (var name in row["ion"].Split(' '))
            {
                var ion = Ion.Parse(name);
                Assert.Equal(row["config"], Assert.Single(ion.Configuration.Open).ToString());
                Assert.Equal(row["term"], $"{ion.Term}");
                Assert.Equal((Number(row["S"]), Number(row["L"]), Number(row["J"])), (0.5 * ion.Term.TwoS, ion.Term.L, 0.5 * ion.Term.TwoJ));
                if (Misprinted.TryGetValue(name, out var exact))
                {
                    Assert.Equal(exact, ion.Term.EffectiveMoment, 1e-12);
                    Assert.InRange(Math.Abs(Number(row["p_calc_gJ"]) - exact), 0.005, 0.02);
                }
                else
                    AgreesAsPrinted(row["p_calc_gJ"], ion.Term.EffectiveMoment);
                if (row.TryGetValue("p_calc_spin_only", out var spinOnly))
                    AgreesAsPrinted(spinOnly, ion.Term.SpinOnlyMoment);
                compared++;
            }
        }
        Assert.Equal(ions, compared);
    }

    [Fact]
    public void Lanthanides_are_measured_as_computed_but_for_two_that_say_so()
    {
        Assert.SkipUnless(SharedData.Has(Lanthanides), SharedData.Missing(Lanthanides));
        foreach (var row in Rows(Lanthanides).Where(r => r["p_exp_Kittel"].Length > 0))
        {
            var ion = Ion.Parse(row["ion"]);
            var differs = Math.Abs(Number(row["p_exp_Kittel"]) - ion.Term.EffectiveMoment) > 0.3;
            Assert.Equal(ion.Name is "Sm3+" or "Eu3+", differs);
            Assert.Equal(differs, ion.Remarks.Any(r => r.Contains("occupied at room temperature", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void The_iron_group_is_measured_near_the_spin_only_moment_and_says_so()
    {
        Assert.SkipUnless(SharedData.Has(IronGroup), SharedData.Missing(IronGroup));
        foreach (var row in Rows(IronGroup))
        {
            var (measured, ion) = (Number(row["p_exp_Kittel"]), Ion.Parse(row["ion"].Split(' ')[0]));
            var quenched = Math.Abs(measured - ion.Term.SpinOnlyMoment) < Math.Abs(measured - ion.Term.EffectiveMoment);
            Assert.Equal(ion.Term.L > 0, quenched);
            Assert.Equal(quenched, ion.Remarks.Any(r => r.Contains("quench", StringComparison.Ordinal)));
        }
    }

    /// <summary>Within half a unit of the last digit that is printed.</summary>
    static void AgreesAsPrinted(string printed, double value)
    {
        var decimals = printed.Contains('.') ? printed.Length - printed.IndexOf('.') - 1 : 0;
        Assert.InRange(Math.Abs(Number(printed) - value), 0, 0.5 * Math.Pow(10, -decimals) + 1e-9);
    }

    static double Number(string text) => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    static IEnumerable<Dictionary<string, string>> Rows(string table)
    {
        var lines = File.ReadAllLines(SharedData.PathOf(table));
        var head = lines[0].Split(',');
        return lines.Skip(1).Where(l => l.Length > 0).Select(l => head.Zip(l.Split(',')).ToDictionary(x => x.First, x => x.Second));
    }
}
