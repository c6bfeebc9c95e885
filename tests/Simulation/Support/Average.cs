namespace Athanor.Simulation.Tests;

/// <summary>Mean of a correlated series with its standard error, from blocks (Flyvbjerg and Petersen, J. Chem. Phys. 91, 461 (1989)).</summary>
sealed class Average
{
    readonly List<double> _values = [];

    public void Add(double value) => _values.Add(value);

    public double Mean => _values.Average();

    public double Variance
    {
        get
        {
            var mean = Mean;
            return _values.Sum(v => (v - mean) * (v - mean)) / _values.Count;
        }
    }

    /// <summary>Standard error of the mean from 20 blocks.</summary>
    public double Error
    {
        get
        {
            const int blocks = 20;
            var length = _values.Count / blocks;
            var means = Enumerable.Range(0, blocks).Select(b => _values.Skip(b * length).Take(length).Average()).ToArray();
            var mean = means.Average();
            return Math.Sqrt(means.Sum(m => (m - mean) * (m - mean)) / (blocks - 1) / blocks);
        }
    }

    /// <summary>Fails where the mean is farther than <paramref name="errors"/> standard errors from the exact value, or known too badly for that to mean anything.</summary>
    public void ShouldBe(double exact, double relativePrecision, double errors = 4)
    {
        Assert.InRange(Error, 0, Math.Abs(exact) * relativePrecision);
        Assert.InRange(Mean, exact - errors * Error, exact + errors * Error);
    }
}
