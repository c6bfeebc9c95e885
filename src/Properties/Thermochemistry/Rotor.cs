using Athanor.Atoms;

namespace Athanor.Properties;

/// <summary>What turns: how a molecule's moments of inertia are related.</summary>
public enum RotorKind
{
    Atom,
    Linear,
    Spherical,
    Prolate,
    Oblate,
    Asymmetric,
}

/// <summary>A molecule as a rigid rotor.</summary>
/// <param name="Constants">A ≥ B ≥ C in cm⁻¹, h/8π²cI of each axis it can turn about; one of a linear molecule, none of an atom.</param>
/// <param name="PointGroup">Its symmetry.</param>
/// <param name="SymmetryNumber">σ, as found or as given.</param>
public sealed record Rotor(RotorKind Kind, IReadOnlyList<double> Constants, PointGroup PointGroup, int SymmetryNumber)
{
    /// <summary>h/8π²c in cm⁻¹ amu Å².</summary>
    const double PerMoment = Units.Planck * Units.AccelerationPerForce / (8 * Math.PI * Math.PI * Units.SpeedOfLight);

    /// <param name="symmetryNumber">Null to find it.</param>
    /// <exception cref="AtomsException">The structure repeats.</exception>
    public static Rotor Of(Structure structure, int? symmetryNumber = null, double tolerance = PointGroup.DefaultTolerance)
    {
        var inertia = Inertia.Of(structure);
        var group = PointGroup.Of(structure, tolerance);
        double[] constants = [.. inertia.Moments.Where(m => m > 0).Select(m => PerMoment / m)];
        if (inertia.IsLinear)
            constants = [constants[^1]];
        return new Rotor(KindOf(constants), constants, group, symmetryNumber ?? group.SymmetryNumber);
    }

    /// <summary>"a spherical top", "linear", "an atom".</summary>
    public string Words => Kind switch
    {
        RotorKind.Atom => "an atom",
        RotorKind.Linear => "linear",
        RotorKind.Spherical => "a spherical top",
        RotorKind.Prolate => "a prolate symmetric top",
        RotorKind.Oblate => "an oblate symmetric top",
        _ => "an asymmetric top",
    };

    static RotorKind KindOf(double[] constants)
    {
        static bool Same(double a, double b) => Math.Abs(a - b) < 1e-3 * (a + b);
        return constants switch
        {
            [] => RotorKind.Atom,
            [_] => RotorKind.Linear,
            [var a, var b, var c] when Same(a, b) && Same(b, c) => RotorKind.Spherical,
            [_, var b, var c] when Same(b, c) => RotorKind.Prolate,
            [var a, var b, _] when Same(a, b) => RotorKind.Oblate,
            _ => RotorKind.Asymmetric,
        };
    }
}
