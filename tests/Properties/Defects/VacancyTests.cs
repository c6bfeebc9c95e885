using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Properties.Tests;

public class VacancyTests
{
    [Fact]
    public void Silicon_of_Stillinger_and_Weber_has_the_published_vacancy()
    {
        // Unrelaxed, four bonds of −ε are gone, two of which are the share of an atom of the crystal; triplets at their angle cost nothing.
        var vacancy = Vacancy.Of(Crystal.Diamond(Element.Parse("Si"), 5.43), PotentialGrammar.Parse("sw"), new VacancySettings { Sizes = [2, 3] });
        foreach (var size in vacancy.Sizes)
            Assert.Equal(2 * 2.1683, size.Unrelaxed.Value, 0.002);
        // 2.82 eV: Balamane, Halicioglu and Tiller, Phys. Rev. B 46, 2250 (1992), in a small cell; it is 2.64 in large ones. Where neighbours begin at their places they stay there, at 4.34.
        Assert.Equal(2.82, vacancy.Sizes[0].Energy.Value, 0.02);
        Assert.Equal(2.64, vacancy.Infinite!.Value.Value, 0.01);
        Assert.Equal(2.3517, vacancy.NearestDistance, 0.001);
        Assert.Equal(4, vacancy.Sizes[1].Neighbours.Count);
        Assert.All(vacancy.Sizes[1].Neighbours, d => Assert.InRange(d, 1.5, 2.35));
        Assert.Null(vacancy.Infinite.Value.Model);
    }

    [Fact]
    public void The_spread_over_members_is_that_of_each_by_itself()
    {
        const string Soft = "lj:epsilon=0.010,sigma=3.40,cutoff=8", Hard = "lj:epsilon=0.0108,sigma=3.42,cutoff=8";
        var crystal = Crystal.Fcc(Element.Parse("Ar"), 5.25);
        var settings = new VacancySettings { Sizes = [2], ForceTolerance = 1e-7 };
        double Alone(string name) => Vacancy.Of(crystal, PotentialGrammar.Parse(name), settings).Sizes[0].Energy.Value;
        var both = Vacancy.Of(crystal, PotentialGrammar.Parse($"committee({Soft}, {Hard})"), settings);
        Assert.Equal(Math.Abs(Alone(Soft) - Alone(Hard)) / Math.Sqrt(2), both.Sizes[0].Energy.Model!.Value, 1e-6);
        Assert.Null(both.Infinite);
    }

    [Fact]
    public void A_compound_wants_to_know_where_the_atom_goes()
    {
        var salt = Crystal.RockSalt(Element.Parse("Ar"), Element.Parse("Ne"), 5);
        Assert.Contains("--chemical-potential", Assert.Throws<AtomsException>(() => Vacancy.Of(salt, PotentialGrammar.Parse("lj:epsilon=0.01,sigma=3,cutoff=7"))).Message, StringComparison.Ordinal);
        var single = new Structure([Element.Parse("Ar")], [Vec3.Zero], new Cell(new Vec3(0, 2.6, 2.6), new Vec3(2.6, 0, 2.6), new Vec3(2.6, 2.6, 0)), Periodicity.All);
        Assert.Contains("nothing would be left", Assert.Throws<AtomsException>(() => Vacancy.Of(single, PotentialGrammar.Parse("lj:epsilon=0.01,sigma=3,cutoff=7"), new VacancySettings { Sizes = [1] })).Message, StringComparison.Ordinal);
    }
}
