namespace Athanor.Quantum;

/// <summary>An MP2 energy, Eh.</summary>
public sealed class MollerPlessetResult
{
    /// <summary>The field it rests on.</summary>
    public required ScfResult Field { get; init; }

    /// <summary>Correlation energy of electrons of like spin, both spins together.</summary>
    public required double SameSpin { get; init; }

    /// <summary>Correlation energy of electrons of unlike spin.</summary>
    public required double OppositeSpin { get; init; }

    /// <summary>Orbitals of the core that were not correlated.</summary>
    public required int Frozen { get; init; }

    public double Correlation => SameSpin + OppositeSpin;

    /// <summary>Total energy.</summary>
    public double Energy => Field.Energy + Correlation;
}
