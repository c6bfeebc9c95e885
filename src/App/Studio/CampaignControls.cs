using System.Text.Json;
using System.Text.Json.Serialization;
using Athanor.Campaigns;
using Microsoft.AspNetCore.Http;

namespace Athanor.App.Studio;

/// <summary>What a visitor may change: pause, go on, another budget. Each answers with the state that the store then has.</summary>
sealed class CampaignControls(IStore store)
{
    static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    public Task<Answer> Pause(HttpRequest request) => Task.FromResult(Turn(CampaignState.Paused, "paused in the studio"));

    public Task<Answer> Resume(HttpRequest request) => Task.FromResult(Turn(CampaignState.Running, "resumed in the studio"));

    Answer Turn(CampaignState state, string reason)
    {
        var campaign = store.Look() ?? throw NoCampaign();
        if (state == CampaignState.Paused && campaign.State == CampaignState.Ended)
            return Answer.Problem(StatusCodes.Status409Conflict, "The campaign has ended, so there is nothing to pause.");
        if (campaign.State != state)
            store.Turn(state, reason);
        return Answer.Json(new { State = store.Look()!.State });
    }

    /// <summary>Another budget from now on: labels in all, seconds in all (null for no limit), and the error with which one would be content, eV/Å (null for none).</summary>
    public async Task<Answer> ChangeBudget(HttpRequest request)
    {
        Wish? wish;
        try
        {
            wish = await JsonSerializer.DeserializeAsync<Wish>(request.Body, Strict, request.HttpContext.RequestAborted);
        }
        catch (JsonException)
        {
            return Refused("A budget is JSON such as {\"labels\": 200, \"seconds\": 600, \"target\": 0.01}: labels a whole number, the others numbers or null.");
        }
        var course = CampaignCourse.Read(store, long.MaxValue) ?? throw NoCampaign();
        var most = TimeSpan.FromDays(3650).TotalSeconds;
        if (wish?.Labels is not { } labels || labels < 1 || labels > 100_000_000)
            return Refused("How many labels? A whole number from 1 on.");
        if (labels < course.LabelsUsed)
            return Refused($"{course.LabelsUsed} labels are spent already; ask for more, or pause the campaign.");
        if (wish.Seconds is { } seconds && !(seconds > 0 && seconds <= most))
            return Refused("How much time? A positive number, ten years at most; leave it empty for no limit.");
        if (wish.Seconds < course.Seconds)
            return Refused($"{course.Seconds:0} s are spent already; ask for more, or pause the campaign.");
        if (wish.Target is { } target && !(target > 0 && double.IsFinite(target)))
            return Refused("Which error is good enough? A positive number; leave it empty for no target.");
        // Only what was asked for changes: the rest of the settings stays as whoever began the campaign wrote it.
        var budget = course.Settings.Budget with { Labels = labels, Time = wish.Seconds is { } s ? TimeSpan.FromSeconds(s) : null, Target = wish.Target };
        store.Change((course.Settings with { Budget = budget }).ToText());
        store.Note("budget", $"the budget is {labels} labels, {(wish.Seconds is { } time ? $"{time:0} s" : "any time")}, {(wish.Target is { } error ? $"a target of {1000 * error:0.###} meV/Å" : "no target")} (changed in the studio)");
        return Answer.Json(new { wish.Labels, wish.Seconds, wish.Target });
    }

    StoreException NoCampaign() => new($"{store.Address} holds no campaign yet. Start one: athanor learn CAMPAIGN.yaml.");

    static Answer Refused(string sentence) => Answer.Problem(StatusCodes.Status400BadRequest, sentence);

    sealed record Wish(int? Labels, double? Seconds, double? Target);
}
