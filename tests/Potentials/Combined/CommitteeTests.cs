namespace Athanor.Potentials.Tests;

public sealed class CommitteeTests
{
    static readonly IPotential[] Members = [.. new[] { 0.010, 0.011, 0.013 }.Select(e => PotentialGrammar.Parse(FormattableString.Invariant($"lj:epsilon={e},sigma=3.4,cutoff=7")))];

    static readonly Committee Three = new("three", Members);

    [Fact]
    public void The_prediction_is_the_mean_and_the_uncertainty_the_sample_deviation()
    {
        var structure = Samples.Film(Samples.Argon(2));
        var one = Members.Select(m => m.Evaluate(structure)).ToArray();
        var all = Three.Evaluate(structure);
        Assert.Equal(one.Average(p => p.Energy), all.Energy, 1e-10);
        Assert.Equal(Deviation(one.Select(p => p.Energy)), all.EnergyStd!.Value, 1e-10);
        Assert.Equal(one.Average(p => p.Virial.XY), all.Virial.XY, 1e-10);
        for (var i = 0; i < structure.Count; i++)
        {
            Assert.Equal(one.Average(p => p.Forces[i].Z), all.Forces[i].Z, 1e-12);
            Assert.Equal(Deviation(one.Select(p => p.Forces[i].Y)), all.ForcesStd[i].Y, 1e-12);
        }
    }

    [Fact]
    public void Members_are_left_alone_where_no_uncertainty_is_wanted()
    {
        using var evaluator = Three.Open(EvaluatorOptions.Default);
        var mean = new Prediction();
        evaluator.Evaluate(Samples.Argon(2), Request.Forces, mean);
        Assert.Null(mean.EnergyStd);
        Assert.True(mean.ForcesStd.IsEmpty);
    }

    [Fact]
    public void One_member_is_no_committee() => Assert.Throws<ArgumentException>(() => new Committee("one", Members.Take(1)));

    static double Deviation(IEnumerable<double> values)
    {
        var all = values.ToArray();
        var mean = all.Average();
        return Math.Sqrt(all.Sum(v => (v - mean) * (v - mean)) / (all.Length - 1));
    }
}
