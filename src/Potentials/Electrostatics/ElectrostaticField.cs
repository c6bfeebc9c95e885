using Athanor.Numerics;

namespace Athanor.Potentials.Electrostatics;

/// <summary>What a set of charges does: energy, potentials, forces at fixed charges, virial. One object is filled again and again.</summary>
public sealed class ElectrostaticField
{
    double[] _potentials = [];
    Vec3[] _forces = [];

    public int Count { get; private set; }

    /// <summary>eV.</summary>
    public double Energy { get; internal set; }

    /// <summary>∂E/∂Q_i, eV/e, in the structure's order.</summary>
    public Span<double> Potentials => _potentials.AsSpan(0, Count);

    /// <summary>−∂E/∂r_i with all charges as they are, eV/Å.</summary>
    public Span<Vec3> Forces => _forces.AsSpan(0, Count);

    /// <summary>W = −∂E/∂ε with all charges as they are, eV.</summary>
    public Mat3 Virial { get; internal set; }

    internal void Reset(int count)
    {
        if (_potentials.Length < count)
            (_potentials, _forces) = (new double[count], new Vec3[count]);
        Count = count;
        Potentials.Clear();
        Forces.Clear();
        (Energy, Virial) = (0, Mat3.Zero);
    }
}
