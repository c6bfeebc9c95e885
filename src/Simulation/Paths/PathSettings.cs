using Athanor.Potentials;

namespace Athanor.Simulation;

/// <summary>How the first path between two structures is drawn.</summary>
public enum PathInterpolation
{
    /// <summary>By distances of atoms (<see cref="PairInterpolation"/>): no two run into one another.</summary>
    Pairs,

    /// <summary>Straight lines.</summary>
    Linear,
}

/// <summary>How a minimum-energy path is found.</summary>
public sealed record PathSettings
{
    /// <summary>Images between the two ends; of no meaning where a whole path is given.</summary>
    public int Images { get; init; } = 7;

    /// <summary>Done when on no image an atom feels more than this, across the path and along its springs, eV/Å.</summary>
    public double ForceTolerance { get; init; } = 0.02;

    /// <summary>Whether the highest image climbs to the saddle (Henkelman, Uberuaga and Jónsson, J. Chem. Phys. 113, 9901 (2000)).</summary>
    public bool Climb { get; init; } = true;

    /// <summary>Stiffness of the springs between neighbouring images, eV/Å².</summary>
    public double Spring { get; init; } = 1;

    /// <summary>That of springs below the higher end, as a fraction of <see cref="Spring"/>: below 1, images gather towards the barrier (same paper).</summary>
    public double SoftSpring { get; init; } = 1;

    public PathInterpolation Interpolation { get; init; } = PathInterpolation.Pairs;

    public RelaxationMethod Method { get; init; } = RelaxationMethod.Lbfgs;

    /// <summary>Whether the ends are brought to rest first.</summary>
    public bool RelaxEnds { get; init; }

    /// <summary>Steps of the whole path after which to give up.</summary>
    public int MostSteps { get; init; } = 1000;

    /// <summary>Zero-based indices of atoms that do not move.</summary>
    public IReadOnlyList<int> FixedAtoms { get; init; } = [];

    public Precision Precision { get; init; } = Precision.Double;
}

/// <summary>How far the search of a path has come.</summary>
/// <param name="Evaluations">Of forces of one image, so far.</param>
/// <param name="LargestForce">Over all images, eV/Å.</param>
/// <param name="Barrier">Of the highest image above the first, eV.</param>
public readonly record struct PathStep(int Step, int Evaluations, double LargestForce, double Barrier, bool Climbing);
