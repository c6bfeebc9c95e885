namespace Athanor.Potentials.Tests;

public sealed class PredictionKeysTests
{
    [Fact]
    public void What_an_earlier_prediction_left_is_set_aside_and_nothing_is_lost()
    {
        var info = new Dictionary<string, string> { ["dipole"] = "1", ["other_dipole"] = "0", ["stability"] = "0.2", ["oracle"] = "hf/sto-3g", ["temperature"] = "300" };
        PredictionKeys.SetAside(info);
        Assert.Equal(["other_dipole", "other_oracle", "other_other_dipole", "other_stability", "temperature"], info.Keys.Order());
        Assert.Equal(("1", "0", "0.2", "300"), (info["other_dipole"], info["other_other_dipole"], info["other_stability"], info["temperature"]));
        PredictionKeys.Put(info, "temperature", "400");
        Assert.Equal(("400", "300"), (info["temperature"], info["other_temperature"]));
    }
}
