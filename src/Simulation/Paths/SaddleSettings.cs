using Athanor.Atoms;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Simulation;

/// <summary>How a saddle is looked for.</summary>
public sealed record SaddleSettings
{
    /// <summary>Done when no free atom feels more than this, eV/Å, and the energy curves downward along the mode.</summary>
    public double ForceTolerance { get; init; } = 1e-4;

    /// <summary>The direction to begin with, by atom, of any length; null for the softest there is where the structure stands.</summary>
    public IReadOnlyList<Vec3>? Direction { get; init; }

    /// <summary>
    /// Whether the mode that is climbed is the one most like the one before, rather than the softest, as long as the energy still curves upward along it: to climb out of a minimum along a mode of one's choice.
    /// </summary>
    public bool KeepsDirection { get; init; }

    /// <summary>
    /// Å that the atom which moves most is pushed along the first mode before anything else: at a minimum no force says which way is up. Null for 0.2 Å where the structure is at rest and the energy curves upward, else none; a negative one goes the other way.
    /// </summary>
    public double? Push { get; init; }

    public int MostSteps { get; init; } = 500;

    /// <summary>Zero-based indices of atoms that do not move.</summary>
    public IReadOnlyList<int> FixedAtoms { get; init; } = [];

    /// <summary>Of the first guess of the softest mode.</summary>
    public ulong Seed { get; init; } = 1;

    public Precision Precision { get; init; } = Precision.Double;
}

/// <summary>How far the search of a saddle has come.</summary>
/// <param name="Energy">eV.</param>
/// <param name="LargestForce">eV/Å.</param>
/// <param name="Curvature">Of the energy along the mode, eV/Å².</param>
public readonly record struct SaddleStep(int Step, double Energy, double LargestForce, double Curvature);

/// <summary>Where the search of a saddle came to.</summary>
/// <param name="Frame">The structure with its energy (eV) and forces (eV/Å).</param>
/// <param name="Mode">By atom, Σ|v|² = 1: the direction along which the energy falls both ways.</param>
/// <param name="Curvature">d²E/ds² along it, eV/Å².</param>
/// <param name="Converged">False where the steps ran out or it was cancelled.</param>
/// <param name="LargestForce">On a free atom, eV/Å.</param>
/// <param name="Evaluations">Of energy and forces.</param>
/// <param name="Products">Of the Hessian with a direction: exact tangents of forces where the potential has them, each about as dear as two or three evaluations, else one evaluation each.</param>
public sealed record SaddleResult(
    Frame Frame, IReadOnlyList<Vec3> Mode, double Curvature, bool Converged, int Steps, double LargestForce, int Evaluations, int Products, bool ExactProducts)
{
    public Structure Structure => Frame.Structure;

    /// <summary>eV.</summary>
    public double Energy => Frame.Energy!.Value;
}
