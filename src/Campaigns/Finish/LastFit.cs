using System.Text.Json.Nodes;
using Athanor.Learning;
using Athanor.Numerics;
using Athanor.Potentials;

namespace Athanor.Campaigns;

/// <summary>
/// The model that a campaign leaves: fitted on all labels, those held back included, with the error bars that the version before it has learned from them. Only of presets that are solved and not stopped by what is held back.
/// </summary>
public static class LastFit
{
    /// <summary>Presets whose fit does not look at what is held back.</summary>
    static readonly string[] Solved = ["instant"];

    /// <summary>Adds that version; returns the newest that there is, which is an earlier one where nothing is held back from it or its preset cannot do without. Null where there is no model.</summary>
    /// <exception cref="Athanor.Atoms.AtomsException">The labels cannot be fitted.</exception>
    public static ModelVersion? Run(IStore store, CampaignSettings settings, Team team, CancellationToken cancellation)
    {
        if (store.NewestModel() is not { } newest || newest.Validation.Count == 0 || !Solved.Contains(settings.Model.Preset))
            return store.NewestModel();
        var labels = store.Labels();
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var made = new TrainedModels(settings, team).Make(labels, [], store.FileOf(newest), cancellation);
        var file = ModelFile.FromBytes(made.File, "the last fit");
        var before = ModelFile.FromBytes(store.FileOf(newest), FormattableString.Invariant($"version {newest.Number}"));
        if (before.Header["card"]?["calibration"] is { } calibration && file.Header["card"] is JsonObject card)
            card["calibration"] = calibration.DeepClone();
        // What is known of errors is what the version before said of labels it had not seen; this one has seen all.
        var errors = newest.Errors.Where(e => e.Key != ModelErrors.ProspectiveForces && e.Key != ModelErrors.ProspectiveEnergy && e.Key != ModelErrors.ProspectiveLabels).ToDictionary();
        foreach (var (name, error) in made.Errors)
            errors[name] = error;
        errors[ModelErrors.Seconds] = watch.Elapsed.TotalSeconds;
        return store.Add(new NewModel(new LabelSet(labels.Select(l => l.Number)), LabelSet.None)
        {
            Bytes = file.ToBytes(),
            Errors = errors,
            Note = FormattableString.Invariant($"The last fit, on all labels; errors and error bars are those of version {newest.Number} on the {newest.Validation.Count} labels held back from it."),
        });
    }
}
