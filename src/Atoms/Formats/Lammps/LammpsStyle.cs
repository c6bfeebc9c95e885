namespace Athanor.Atoms;

/// <summary>Which column of a LAMMPS "Atoms" line holds what; the atom's number is always the first. Zero where the style has no such column.</summary>
sealed record LammpsStyle(string Name, int Type, int Charge, int Molecule, int Position)
{
    static readonly LammpsStyle[] All =
    [
        new("atomic", Type: 1, Charge: 0, Molecule: 0, Position: 2),
        new("charge", Type: 1, Charge: 2, Molecule: 0, Position: 3),
        new("molecular", Type: 2, Charge: 0, Molecule: 1, Position: 3),
        new("bond", Type: 2, Charge: 0, Molecule: 1, Position: 3),
        new("angle", Type: 2, Charge: 0, Molecule: 1, Position: 3),
        new("full", Type: 2, Charge: 3, Molecule: 1, Position: 4),
    ];

    /// <summary>Columns without image flags; with them there are three more.</summary>
    public int Width => Position + 3;

    public static string Known => string.Join(", ", All.Select(s => s.Name));

    /// <summary>Null where the name is of none that is read.</summary>
    public static LammpsStyle? ByName(string name) => All.FirstOrDefault(s => s.Name == name);

    /// <summary>From the fields of the first atom, where the file does not say; null where they do not tell.</summary>
    public static LammpsStyle? Guess(string[] fields) => fields.Length switch
    {
        5 or 8 => ByName("atomic"),
        7 or 10 => ByName("full"),
        // "id type q x y z" or "id molecule type x y z": a charge is told by its point.
        6 or 9 when fields[2].Contains('.') => ByName("charge"),
        _ => null,
    };
}
