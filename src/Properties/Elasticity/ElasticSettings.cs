namespace Athanor.Properties;

/// <summary>How elastic constants are computed.</summary>
public sealed record ElasticSettings
{
    /// <summary>Whether cell and atoms are brought to rest first. Without it they are taken as they stand, whatever stress there is.</summary>
    public bool Relax { get; init; } = true;

    /// <summary>GPa, at which to relax.</summary>
    public double Pressure { get; init; }

    /// <summary>Whether the space group is used: the primitive cell, relaxed with its symmetry kept, and only the strains that symmetry does not tell. Without it all six strains of the cell as given; what should be equal then is only nearly so.</summary>
    public bool Symmetry { get; init; } = true;

    /// <summary>Å within which a crystal that is brought to rest counts as symmetric; it is then made so exactly. One that is taken as it stands has to be symmetric itself.</summary>
    public double Tolerance { get; init; } = 1e-3;

    /// <summary>Largest component of the smaller of two strains by which differences are taken; the other is twice as large, and what is of third order in the strain cancels between the two.</summary>
    public double Strain { get; init; } = 0.005;

    /// <summary>Whether second differences of the energy are taken, rather than first differences of the stress; always so where the potential has no stress.</summary>
    public bool FromEnergy { get; init; }

    /// <summary>eV/Å.</summary>
    public double ForceTolerance { get; init; } = 1e-6;

    /// <summary>GPa.</summary>
    public double StressTolerance { get; init; } = 1e-4;

    /// <summary>Evaluations of the relaxation after which to give up.</summary>
    public int MostSteps { get; init; } = 3000;

    /// <summary>Whether the members of an ensemble are asked one by one, each at its own rest.</summary>
    public bool Uncertainty { get; init; } = true;
}

/// <summary>How far a computation of elastic constants has come.</summary>
/// <param name="Doing">"relaxing", "ions", "strains", "member 3: relaxing".</param>
/// <param name="Total">Null where nobody knows.</param>
public readonly record struct ElasticStep(string Doing, int Done, int? Total);
