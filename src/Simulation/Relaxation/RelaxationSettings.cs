using Athanor.Potentials;

namespace Athanor.Simulation;

/// <summary>What of the cell may change in a relaxation.</summary>
public enum CellFreedom
{
    None,
    Volume,
    Full,
}

/// <summary>The way downhill.</summary>
public enum RelaxationMethod
{
    /// <summary>Limited-memory BFGS (<see cref="LbfgsDescent"/>): the fewest evaluations where energy and forces belong together.</summary>
    Lbfgs,

    /// <summary>Damped dynamics (<see cref="FireDescent"/>): looks at forces alone and minds no noise.</summary>
    Fire,
}

/// <summary>How a structure is brought to rest.</summary>
public sealed record RelaxationSettings
{
    /// <summary>Done when no free atom feels more than this, eV/Å.</summary>
    public double ForceTolerance { get; init; } = 0.01;

    public RelaxationMethod Method { get; init; } = RelaxationMethod.Lbfgs;

    public CellFreedom Cell { get; init; } = CellFreedom.None;

    /// <summary>GPa; felt where the cell may change.</summary>
    public double Pressure { get; init; }

    /// <summary>Done when no component of the stress that may relax is farther than this from the pressure, GPa.</summary>
    public double StressTolerance { get; init; } = 0.02;

    /// <summary>Evaluations after which to give up.</summary>
    public int MostSteps { get; init; } = 2000;

    /// <summary>Zero-based indices of atoms that do not move (but with a cell that changes).</summary>
    public IReadOnlyList<int> FixedAtoms { get; init; } = [];

    public Precision Precision { get; init; } = Precision.Double;
}
