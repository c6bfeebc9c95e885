namespace Athanor.Simulation;

/// <summary>A potential of one particle on a line.</summary>
public interface ILineProfile
{
    /// <summary>Energy (eV) at x (Å).</summary>
    double Energy(double x);

    /// <summary>dE/dx, eV/Å.</summary>
    double Slope(double x);
}
