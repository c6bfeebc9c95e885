namespace Athanor.Campaigns;

/// <summary>Under which names the errors of a campaign's models stand in <see cref="ModelVersion.Errors"/>.</summary>
public static class ModelErrors
{
    /// <summary>Root mean square error of force components on labels that were held back.</summary>
    public const string Forces = "forces rmse, eV/Å";

    /// <summary>The same of energies.</summary>
    public const string Energy = "energy rmse, eV/atom";

    /// <summary>Root mean square error of force components on the labels it was fitted on.</summary>
    public const string TrainingForces = "training forces rmse, eV/Å";

    public const string TrainingEnergy = "training energy rmse, eV/atom";

    /// <summary>
    /// Error of force components on the labels that have come since the version before, each by the model that asked for it, which had not seen it: what walkers met, and so more than <see cref="Forces"/> as long as they still find something new.
    /// </summary>
    public const string ProspectiveForces = "prospective forces rmse, eV/Å";

    public const string ProspectiveEnergy = "prospective energy rmse, eV/atom";

    /// <summary>Labels that the two above are about.</summary>
    public const string ProspectiveLabels = "prospective labels";

    /// <summary>Median, over the labels it was fitted on, of the largest disagreement of two members on one atom: how far they are apart where the model knows.</summary>
    public const string Disagreement = "usual disagreement, eV/Å";

    /// <summary>What fit and assessment took.</summary>
    public const string Seconds = "seconds";
}
