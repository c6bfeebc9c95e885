namespace Athanor.Quantum;

/// <summary>Equations that amplitudes of single and double excitations must solve. Amplitudes are given as arrays whose meaning is the equations' own.</summary>
internal interface IAmplitudeEquations
{
    /// <summary>Amplitudes of first order.</summary>
    double[][] First();

    /// <summary>Amplitudes of the next iteration.</summary>
    double[][] Next(double[][] amplitudes);

    /// <summary>Correlation energy, Eh.</summary>
    double Energy(double[][] amplitudes);

    /// <summary>√Σ (t_i^a)² over the orbitals of one spin; where spins differ, of the mean of both.</summary>
    double SinglesNorm(double[][] amplitudes);
}
