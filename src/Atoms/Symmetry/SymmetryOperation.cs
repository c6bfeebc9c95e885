using Athanor.Numerics;

namespace Athanor.Atoms;

/// <summary>
/// A symmetry operation of a crystal on fractional coordinates: s → R s + t, s a column. Translations are kept in [0, 1), because
/// operations that differ by a lattice vector are one operation of the space group.
/// </summary>
public readonly record struct SymmetryOperation
{
    // Translations of space groups are multiples of 1/12, in odd settings of 1/24.
    const int Denominator = 24;

    public SymmetryOperation(Mat3 rotation, Vec3 translation)
    {
        Rotation = rotation;
        Translation = new Vec3(IntoCell(translation.X), IntoCell(translation.Y), IntoCell(translation.Z));
    }

    /// <summary>R, of whole numbers, with determinant ±1.</summary>
    public Mat3 Rotation { get; }

    /// <summary>t, each component in [0, 1).</summary>
    public Vec3 Translation { get; }

    public static SymmetryOperation Identity { get; } = new(Mat3.Identity, Vec3.Zero);

    /// <summary>Reads a triplet such as "x,-y,z+1/2", "1/2-X, y, 0.25+z" or "x-y,x,z".</summary>
    /// <exception cref="AtomsException">The text is no such triplet, or its rotation is singular.</exception>
    public static SymmetryOperation Parse(string triplet) => SymmetryTriplet.Parse(triplet);

    /// <summary>The image of a fractional coordinate, not wrapped into the cell.</summary>
    public Vec3 Apply(Vec3 fractional) => Rotation * fractional + Translation;

    /// <summary>This operation after the other one.</summary>
    public SymmetryOperation After(SymmetryOperation first) => new(Rotation * first.Rotation, Rotation * first.Translation + Translation);

    public SymmetryOperation Inverse()
    {
        var inverse = Rotation.Inverse();
        return new SymmetryOperation(inverse, -(inverse * Translation));
    }

    /// <summary>
    /// All operations that follow from these by composing them, the identity first: a space group modulo its lattice translations.
    /// </summary>
    /// <exception cref="AtomsException">More than 192 would be needed, so the generators are not those of a space group.</exception>
    public static IReadOnlyList<SymmetryOperation> Group(params IReadOnlyList<SymmetryOperation> generators)
    {
        const int largest = 192;
        var found = new List<SymmetryOperation> { Identity };
        var known = new HashSet<SymmetryOperation> { Identity };
        for (var i = 0; i < found.Count; i++)
        {
            foreach (var generator in generators)
            {
                var next = generator.After(found[i]);
                if (known.Add(next))
                    found.Add(next);
            }
            if (found.Count > largest)
                throw new AtomsException($"These operations generate more than {largest} others; they are not those of one space group.");
        }
        return found;
    }

    /// <summary>The triplet, "x,-y,z+1/2".</summary>
    public override string ToString() => SymmetryTriplet.Format(this);

    static double IntoCell(double t)
    {
        // Snapped, so that thirds composed with thirds compare equal and a sum such as 1/3 + 2/3 does not stop short of 1.
        var steps = Math.Round(t * Denominator);
        if (Math.Abs(t * Denominator - steps) < 1e-6)
            return (steps - Denominator * Math.Floor(steps / Denominator)) / Denominator;
        return t - Math.Floor(t);
    }
}
