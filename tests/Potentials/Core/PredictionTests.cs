using Athanor.Numerics;

namespace Athanor.Potentials.Tests;

public sealed class PredictionTests
{
    [Fact]
    public void Charges_that_only_one_of_two_has_are_dropped()
    {
        Prediction with = Of(true), without = Of(false);
        without.Add(1, with);
        Assert.False(without.HasCharges);
        Assert.True(without.Charges.IsEmpty && without.BornCharges.IsEmpty);
        with.Add(1, Of(false));
        Assert.False(with.HasCharges || with.HasBornCharges);
    }

    [Fact]
    public void Charges_that_both_have_are_added_with_their_factors()
    {
        var sum = Of(true);
        sum.Add(-3, Of(true));
        Assert.Equal([-1.0, 2.0], sum.Charges);
        Assert.Equal(Request.Forces | Request.Charges | Request.BornCharges, sum.Holds);
        Assert.Equal(-2 * Mat3.Identity, sum.BornCharges[1]);
        sum.Reset(2, Request.Everything);
        Assert.False(sum.HasCharges || sum.HasBornCharges);
        Assert.Equal((Request)0, sum.Holds & (Request.Charges | Request.BornCharges));
        Assert.Equal([0.0, 0.0], sum.RequireCharges());
    }

    [Fact]
    public void Spread_and_noise_are_kept_apart_and_each_adds_by_squares()
    {
        Prediction sum = Of(false), other = Of(false);
        Assert.Null(sum.EnergySigma);
        Assert.False(sum.HasForceSigma);
        Assert.Equal(Vec3.Zero, sum.ForceSigma(1));
        (sum.EnergyStd, sum.EnergyNoise, other.EnergyNoise) = (3, 4, 1.5);
        sum.RequireForcesStd()[1] = new Vec3(3, 0, 6);
        other.RequireForcesNoise()[1] = 4;
        sum.Add(-2, other);
        Assert.Equal(3, sum.EnergyStd);
        Assert.Equal(5, sum.EnergyNoise!.Value, 1e-14);
        Assert.Equal(Math.Sqrt(34), sum.EnergySigma!.Value, 1e-14);
        Assert.Equal(8, sum.ForcesNoise[1]);
        Assert.Equal(new Vec3(Math.Sqrt(73), 8, 10), sum.ForceSigma(1));
        sum.Reset(2, Request.Forces);
        Assert.True(sum.EnergyNoise is null && !sum.HasForcesNoise && !sum.HasForceSigma);
        Assert.Equal([0.0, 0.0], sum.RequireForcesNoise());
    }

    static Prediction Of(bool charges)
    {
        var prediction = new Prediction();
        prediction.Reset(2, Request.Forces);
        if (charges)
        {
            (prediction.RequireCharges()[0], prediction.Charges[1]) = (0.5, -1);
            prediction.RequireBornCharges().Fill(Mat3.Identity);
        }
        return prediction;
    }
}
