namespace Athanor.Properties;

/// <summary>How third derivatives are found.</summary>
public sealed record ThirdOrderSettings
{
    /// <summary>Å: three atoms count where none is farther from another than this. The most that the supercell has room for where null, and no more than atoms of the potential can be apart and still matter to one another.</summary>
    public double? Cutoff { get; init; }

    /// <summary>Å by which an atom is moved to and fro; where null 0.001 with exact derivatives of forces, 0.01 with differences of them.</summary>
    public double? Displacement { get; init; }
}
