namespace Athanor.Campaigns;

/// <summary>How a model did, at one point of the learning curve.</summary>
/// <param name="Labels">Labels there were when it was fitted.</param>
/// <param name="Validation">Root mean square error of force components on labels held back, eV/Å; null where none were.</param>
/// <param name="Prospective">Error of the models that asked, on the labels that came since the version before; null where none came that a model had asked for. See <see cref="ModelErrors.ProspectiveForces"/>.</param>
/// <param name="Training">On what it was fitted on, eV/Å.</param>
public sealed record LearningPoint(long Model, DateTimeOffset Made, int Labels, double? Validation, double? Prospective, double? Training);

/// <summary>What a walker does.</summary>
public enum WalkerActivity
{
    /// <summary>Waits for a first model.</summary>
    Begins,
    Walks,

    /// <summary>Has asked, and waits for a model that knows the label.</summary>
    Asked,

    /// <summary>Waits because too many labels are due.</summary>
    Waits,
}

/// <summary>Where a walker stood when it last said so.</summary>
/// <param name="Target">The thermostat's temperature, K.</param>
/// <param name="Step">Of the whole walk.</param>
/// <param name="Time">fs.</param>
/// <param name="Model">The version it walks on; 0 before the first.</param>
/// <param name="Candidate">What it waits for; null for nothing.</param>
/// <param name="Disagreement">The last, eV/Å.</param>
/// <param name="Calm">fs since it last had to ask.</param>
public sealed record WalkerStanding(
    string Name, double Target, WalkerActivity Activity, long Step, double Time, long Model, long? Candidate, double Disagreement, double Temperature, double Calm, long Asked, long Broken);

/// <summary>How much an oracle worker had to do.</summary>
/// <param name="Busy">Seconds it computed.</param>
/// <param name="Idle">Seconds it had nothing to do.</param>
/// <param name="Kept">Seconds it did nothing while candidates were waiting: between a label and the next, mostly the store's.</param>
public sealed record WorkerLoad(string Name, double Busy, double Idle, double Kept, long Labels);

/// <summary>All that a report or a page shows of a campaign, running or ended, read from its store alone.</summary>
public sealed record CampaignCourse
{
    public required Campaign Campaign { get; init; }

    public required CampaignSettings Settings { get; init; }

    public required QueueCounts Queue { get; init; }

    /// <summary>Labels that oracles were asked for; those given at the beginning are not among them.</summary>
    public required int LabelsUsed { get; init; }

    /// <summary>Wall-clock seconds that it has run.</summary>
    public required double Seconds { get; init; }

    public required IReadOnlyDictionary<string, double> Counters { get; init; }

    public required IReadOnlyList<ModelVersion> Models { get; init; }

    public required IReadOnlyList<LearningPoint> Curve { get; init; }

    public required IReadOnlyList<WalkerStanding> Walkers { get; init; }

    public required IReadOnlyList<WorkerLoad> Workers { get; init; }

    public required IReadOnlyList<CampaignEvent> Events { get; init; }

    /// <summary>Null where no campaign was begun in the store.</summary>
    /// <param name="eventsAfter">Only events with larger numbers.</param>
    public static CampaignCourse? Read(IStore store, long eventsAfter = 0)
    {
        if (store.Look() is not { } campaign)
            return null;
        var settings = CampaignSettings.Parse(campaign.Settings, ".");
        var (counters, models) = (store.Counters(), store.Models());
        return new CampaignCourse
        {
            Campaign = campaign,
            Settings = settings,
            Queue = store.Count(),
            LabelsUsed = (int)counters.GetValueOrDefault(CampaignCounters.Labels),
            Seconds = counters.GetValueOrDefault(CampaignCounters.Seconds),
            Counters = counters,
            Models = models,
            Curve = [.. models.Select(Point)],
            Walkers = [.. settings.NamedWalkers.Select(w => WalkerState.TryRead(store, w.Name)?.Standing(w.Name, w.Walker.Temperature)).OfType<WalkerStanding>()],
            Workers = CampaignCounters.Workers(counters),
            Events = store.Events(eventsAfter),
        };
    }

    static LearningPoint Point(ModelVersion model)
    {
        double? Error(string name) => model.Errors.TryGetValue(name, out var error) && double.IsFinite(error) ? error : null;
        return new(model.Number, model.Made, model.Training.Count + model.Validation.Count, Error(ModelErrors.Forces), Error(ModelErrors.ProspectiveForces), Error(ModelErrors.TrainingForces));
    }
}
