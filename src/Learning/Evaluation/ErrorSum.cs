namespace Athanor.Learning;

/// <summary>What one keeps of many errors, predicted − reference, to say how large they are.</summary>
public sealed class ErrorSum
{
    double _sum, _absolute, _squares;

    public long Count { get; private set; }

    /// <summary>The largest by magnitude, with its sign.</summary>
    public double Worst { get; private set; }

    public double Mean => _sum / Count;

    public double MeanAbsolute => _absolute / Count;

    public double RootMeanSquare => Math.Sqrt(_squares / Count);

    /// <summary>Root mean square of what is left after the mean is taken out.</summary>
    public double Spread => Math.Sqrt(Math.Max(0, _squares / Count - Mean * Mean));

    /// <returns>Whether it is the largest so far.</returns>
    public bool Add(double error)
    {
        Count++;
        _sum += error;
        _absolute += Math.Abs(error);
        _squares += error * error;
        // Written so that NaN is kept once it came.
        if (Math.Abs(error) <= Math.Abs(Worst))
            return false;
        Worst = error;
        return true;
    }
}
