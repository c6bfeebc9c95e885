namespace Athanor.Simulation;

/// <summary>An energy as a function of one collective variable.</summary>
public interface ICollectiveLaw
{
    /// <param name="value">ξ in its unit.</param>
    /// <returns>Energy, eV, and its slope, eV per unit of ξ.</returns>
    (double Energy, double Slope) At(double value);
}

/// <summary>½ k (ξ − at)², by the nearest period.</summary>
/// <param name="Stiffness">k, eV per squared unit of ξ.</param>
public sealed record HarmonicWell(double At, double Stiffness, double? Period = null) : ICollectiveLaw
{
    (double Energy, double Slope) ICollectiveLaw.At(double value)
    {
        var d = CollectiveDifference.Between(At, value, Period);
        return (0.5 * Stiffness * d * d, Stiffness * d);
    }
}

/// <summary>½ k (ξ − at)² on one side of a place, nothing on the other.</summary>
/// <param name="Above">Whether larger values are pushed back; smaller ones else.</param>
public sealed record Wall(double At, double Stiffness, bool Above) : ICollectiveLaw
{
    (double Energy, double Slope) ICollectiveLaw.At(double value)
    {
        var d = value - At;
        return d > 0 == Above && d != 0 ? (0.5 * Stiffness * d * d, Stiffness * d) : (0, 0);
    }
}

/// <summary>h ((x/a)² − 1)² + c x with x = ξ − at: two wells at about ±a, a barrier of about h between them; the model on which methods are tried.</summary>
/// <param name="Height">h, eV.</param>
/// <param name="Tilt">c, eV per unit of ξ.</param>
public sealed record DoubleWell(double Height, double HalfDistance, double Tilt = 0, double At = 0) : ICollectiveLaw
{
    (double Energy, double Slope) ICollectiveLaw.At(double value)
    {
        double x = value - At, u = x / HalfDistance, w = u * u - 1;
        return (Height * w * w + Tilt * x, 4 * Height * w * u / HalfDistance + Tilt);
    }
}
