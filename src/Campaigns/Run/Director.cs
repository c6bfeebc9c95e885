namespace Athanor.Campaigns;

/// <summary>Says when a campaign has ended.</summary>
sealed class Director(IStore store)
{
    /// <summary>Labels held back without which their error says nothing.</summary>
    const int FewestHeldBack = 5;

    /// <summary>Why it has ended, by the settings in the store; null where it has not.</summary>
    public string? WhyEnded()
    {
        if (store.Look() is not { } campaign)
            return null;
        var settings = CampaignSettings.Parse(campaign.Settings, ".");
        var budget = settings.Budget;
        var counters = store.Counters();
        var queue = store.Count();
        // Those that are being computed will be labels too.
        if (counters.GetValueOrDefault(CampaignCounters.Labels) + queue.Leased >= budget.Labels)
            return FormattableString.Invariant($"the budget of {budget.Labels} labels is used up");
        if (budget.Time is { } time && counters.GetValueOrDefault(CampaignCounters.Seconds) >= time.TotalSeconds)
            return $"the time of {Durations.Text(time)} is over";
        var models = store.Models();
        if (budget.Target is { } target && models.Count > 1 && models.TakeLast(2).All(m => m.Validation.Count >= FewestHeldBack && ErrorOf(m) <= target) && !StillSurprised(models, target))
            return FormattableString.Invariant($"forces held back are {1000 * ErrorOf(models[^1]):0.0} meV/Å off, as good as was asked for ({1000 * target:0.#})");
        if (budget.Calm is { } calm && models.Count > 0 && queue.Pending == 0 && IsCalm(settings, models[^1], 1000 * calm))
            return FormattableString.Invariant($"no walker has had to ask for {calm} ps");
        return null;
    }

    static double ErrorOf(ModelVersion model) => model.Errors.GetValueOrDefault(ModelErrors.Forces, double.PositiveInfinity);

    /// <summary>Whether what walkers last asked for was far worse than what is held back.</summary>
    static bool StillSurprised(IReadOnlyList<ModelVersion> models, double target) =>
        models.LastOrDefault(m => m.Errors.ContainsKey(ModelErrors.ProspectiveForces)) is { } last && last.Errors[ModelErrors.ProspectiveForces] > 3 * target;

    bool IsCalm(CampaignSettings settings, ModelVersion newest, double calm)
    {
        var walkers = settings.NamedWalkers.Select(w => WalkerState.TryRead(store, w.Name)?.Standing(w.Name, w.Walker.Temperature)).ToArray();
        return walkers.Length > 0 && Array.TrueForAll(walkers, w => w is { Activity: WalkerActivity.Walks } && w.Model == newest.Number && w.Calm >= calm);
    }
}
