using Athanor.Atoms;

namespace Athanor.Quantum.Tests;

public sealed class TermTests
{
    /// <summary>The determinant of largest M_S, then largest M_L, found by trying all of them.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_shell_has_the_term_of_its_best_determinant(int l)
    {
        var orbitals = 2 * (2 * l + 1);
        for (var n = 1; n < orbitals; n++)
        {
            var best = (TwoMs: -1, Ml: -1);
            for (var set = 0; set < 1 << orbitals; set++)
            {
                if (System.Numerics.BitOperations.PopCount((uint)set) != n)
                    continue;
                var (twoMs, ml) = (0, 0);
                for (var o = 0; o < orbitals; o++)
                {
                    if ((set >> o & 1) != 0)
                        (twoMs, ml) = (twoMs + (o % 2 == 0 ? 1 : -1), ml + o / 2 - l);
                }
                if ((twoMs, ml).CompareTo(best) > 0)
                    best = (twoMs, ml);
            }
            var term = Term.ByHund(Configuration.Parse($"5{"spdf"[l]}{n}"));
            Assert.Equal(best, (term.TwoS, term.L));
            var expected = n < orbitals / 2 ? Math.Abs(2 * term.L - term.TwoS) : n == orbitals / 2 ? term.TwoS : 2 * term.L + term.TwoS;
            Assert.Equal(expected, term.TwoJ);
        }
    }

    [Theory]
    [InlineData("[Ar] 3d5 4s1", "7S3")]
    [InlineData("[Kr] 4d4 5s1", "6D1/2")]
    [InlineData("[Xe] 4f7 5d1 6s2", "9D2")]
    [InlineData("[Rn] 5f3 6d1 7s2", "5L6")]
    [InlineData("[Ar] 3d10", "1S0")]
    [InlineData("1s2", "1S0")]
    [InlineData("", "1S0")]
    public void Open_shells_couple(string configuration, string term) => Assert.Equal(term, $"{Term.ByHund(Configuration.Parse(configuration))}");

    [Fact]
    public void Where_the_third_rule_contradicts_itself_it_says_so()
    {
        var error = Assert.Throws<AtomsException>(() => Term.ByHund(Configuration.Parse("[Xe] 4f9 5d1")));
        Assert.Contains("4f9 and 5d1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lande_is_exact()
    {
        Assert.Equal((4, 5), new Term(1, 2, 3).LandeFraction);
        Assert.Equal((8, 11), new Term(3, 6, 9).LandeFraction);
        Assert.Equal((2, 1), new Term(7, 0, 7).LandeFraction);
        Assert.Equal((1, 1), new Term(0, 4, 8).LandeFraction);
        Assert.Equal((0, 1), new Term(4, 3, 2).LandeFraction);
        Assert.Equal((10, 3), new Term(5, 2, 1).LandeFraction);
        var none = new Term(6, 3, 0);
        Assert.Null(none.LandeFraction);
        Assert.Null(none.LandeG);
        Assert.Equal(0, none.EffectiveMoment);
        Assert.Equal(Math.Sqrt(48), none.SpinOnlyMoment);
    }

    /// <summary>⟨L⟩·J and ⟨S⟩·J by the cosine rule, as Landé's derivation goes.</summary>
    [Fact]
    public void Lande_is_the_projection_of_the_moments()
    {
        for (var twoS = 0; twoS <= 7; twoS++)
        {
            for (var l = 0; l <= 8; l++)
            {
                for (var twoJ = Math.Max(Math.Abs(2 * l - twoS), 1); twoJ <= 2 * l + twoS; twoJ++)
                {
                    if ((twoJ - twoS) % 2 != 0)
                        continue;
                    var (jj, ss, ll) = (0.25 * twoJ * (twoJ + 2), 0.25 * twoS * (twoS + 2), (double)l * (l + 1));
                    var g = 0.5 * (jj + ll - ss) / jj + 2 * 0.5 * (jj + ss - ll) / jj;
                    var term = new Term(twoS, l, twoJ);
                    Assert.Equal(g, term.LandeG!.Value, 1e-13);
                    Assert.Equal(Math.Abs(g) * Math.Sqrt(jj), term.EffectiveMoment, 1e-12);
                }
            }
        }
    }

    [Theory]
    [InlineData(1, 2, 1)]
    [InlineData(1, 2, 4)]
    [InlineData(1, 2, 7)]
    [InlineData(-1, 2, 3)]
    public void What_does_not_couple_is_no_term(int twoS, int l, int twoJ) => Assert.Throws<ArgumentException>(() => new Term(twoS, l, twoJ));
}
