namespace Athanor.Properties;

/// <summary>What was sampled under one harmonic bias ½ k (ξ − centre)².</summary>
/// <param name="Centre">In the unit of ξ.</param>
/// <param name="Stiffness">k, eV per squared unit of ξ; zero for a run without bias.</param>
/// <param name="Values">ξ in the order of time, equilibration left out.</param>
public sealed record UmbrellaWindow(double Centre, double Stiffness, double[] Values)
{
    /// <summary>E_m − E of the members of the potential's ensemble at each value, eV, member by member, each as long as <see cref="Values"/>; empty where there are none.</summary>
    public double[][] Members { get; init; } = [];

    /// <summary>The bias at each value, eV, where it changed on the way (hills) and is no function of ξ; the window is then the only one. Null for the harmonic one.</summary>
    public double[]? Biases { get; init; }

    /// <summary>How many equally long runs follow one another in <see cref="Values"/>; more than one only under biases that changed.</summary>
    public int Runs { get; init; } = 1;

    /// <summary>Every so many values, from the first on.</summary>
    internal UmbrellaWindow Every(int stride)
    {
        double[] Of(double[] all) => [.. all.Where((_, i) => i % stride == 0)];
        return this with { Values = Of(Values), Members = [.. Members.Select(Of)], Biases = Biases is null ? null : Of(Biases) };
    }

    /// <summary>The harmonic bias, eV.</summary>
    public double Bias(double value, double? period)
    {
        var d = Simulation.CollectiveDifference.Between(Centre, value, period);
        return 0.5 * Stiffness * d * d;
    }
}
