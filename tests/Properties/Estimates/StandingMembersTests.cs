using Athanor.Atoms;
using Athanor.Potentials;
using Athanor.Simulation;

namespace Athanor.Properties.Tests;

public sealed class StandingMembersTests
{
    const string Soft = "lj:epsilon=0.010,sigma=3.40,cutoff=8", Hard = "lj:epsilon=0.0108,sigma=3.42,cutoff=8";

    /// <summary>Attraction at all distances: a crystal falls in on itself.</summary>
    const string Falling = "buckingham:A=0.001,rho=0.3,C=30,cutoff=8";

    static readonly Structure Argon = PrimitiveCell.Of(Crystal.Fcc(Element.Parse("Ar"), 5.25)).Structure;

    static IPotential Named(params string[] members) => PotentialGrammar.Parse(members is [var one] ? one : $"committee({string.Join(", ", members)})");

    [Fact]
    public void A_member_whose_crystal_collapses_does_not_take_the_answer_with_it()
    {
        var committee = Named(Soft, Falling, Hard);
        var elastic = Elasticity.Of(Argon, committee);
        Assert.Equal(Math.Abs(Bulk(Soft) - Bulk(Hard)) / Math.Sqrt(2), elastic.Derived[0].Value.Model!.Value, 1e-9);
        Told(elastic.MemberRemarks);
        var state = EquationOfState.Of(Argon, committee, new EosSettings { Points = 5 });
        Assert.True(state.Of(0)[0].Value.Model > 0);
        Assert.InRange(state.Lattice[0].Value.Model!.Value, 1e-3, 0.1);
        Told(state.MemberRemarks);
        var vacancy = Vacancy.Of(Argon, committee, new VacancySettings { Sizes = [3], Starts = 1 });
        Assert.True(vacancy.Sizes[0].Energy.Model > 0);
        Told(vacancy.MemberRemarks);

        static double Bulk(string name) => Elasticity.Of(Argon, Named(name)).Derived[0].Value.Value;
        static void Told(IReadOnlyList<string> remarks)
        {
            var remark = Assert.Single(remarks);
            Assert.StartsWith("Member 2 of 3 has no answer", remark, StringComparison.Ordinal);
            Assert.Contains("collapses while it relaxes", remark, StringComparison.Ordinal);
            Assert.Contains("the 2 others", remark, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Where_fewer_than_half_or_two_stand_there_is_no_error()
    {
        var elastic = Elasticity.Of(Argon, Named(Soft, Falling));
        Assert.Equal(double.NaN, elastic.Derived[0].Value.Model);
        Assert.Contains("Too few", Assert.Single(elastic.MemberRemarks), StringComparison.Ordinal);
        var three = StandingMembers.Of(Named(Soft, Hard, Soft, Hard, Soft), 1, (_, k) => k < 3 ? [k] : throw new SimulationException("It does not stand."));
        Assert.Equal([double.NaN], three.Deviations!);
        Assert.StartsWith("Members 3, 4 and 5 of 5 have no answer, member 3 for this reason: It does not stand.", Assert.Single(three.Remarks), StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => StandingMembers.Of(Named(Soft, Hard), 1, (_, _) => throw new InvalidOperationException()));
    }

    [Fact]
    public void A_crystal_that_collapses_with_the_potential_itself_is_said_to()
    {
        Assert.Contains("collapses while it relaxes", Assert.Throws<SimulationException>(() => Elasticity.Of(Argon, Named(Falling))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Members_with_which_the_crystal_is_unstable_are_named()
    {
        var elastic = Elasticity.Of(Argon, Named(Soft, Falling, Hard), new ElasticSettings { Relax = false });
        Assert.True(elastic.Stiffness.IsStable);
        Assert.StartsWith("Member 2 of 3 finds the crystal unstable", Assert.Single(elastic.MemberRemarks), StringComparison.Ordinal);
    }
}
