using Athanor.Campaigns;
using Athanor.Reports;

namespace Athanor.App.Studio;

/// <summary>The course of the campaign as the page reads it. The store is asked at most a few times a second, however many look.</summary>
sealed class CourseView(IStore store, bool forEyesOnly)
{
    /// <summary>Rows of the queue that are shown.</summary>
    const int MostRows = 12;

    /// <summary>Versions that are listed, the newest; the curve shows all.</summary>
    const int MostModels = 100;

    static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(300);

    readonly Lock _lock = new();
    readonly GrowingLog _log = new(store);
    readonly Pulse _pulse = new();
    Moment? _moment;
    long _read;

    public WalkLog Walks { get; } = new(store);

    /// <summary>The course as of now or a moment ago; null where no campaign was begun.</summary>
    public CampaignCourse? Course() => Look()?.Course;

    /// <summary>Of the newest model.</summary>
    public ReliabilityCard Card() => Look()?.Card ?? ReliabilityCard.None;

    /// <summary>After a change: whoever asks next sees it.</summary>
    public void Forget()
    {
        lock (_lock)
            _moment = null;
    }

    /// <param name="eventsAfter">Only later events.</param>
    public object ToJson(long eventsAfter)
    {
        if (Look() is not { } moment)
            return NotBegun();
        var (course, budget) = (moment.Course, moment.Course.Settings.Budget);
        var newest = course.Models.Count > 0 ? course.Models[^1] : null;
        return new
        {
            course.Settings.Name,
            course.Campaign.State,
            course.Campaign.Reason,
            course.Campaign.Begun,
            Unattended = course.Campaign.State == CampaignState.Running && moment.IsStill,
            Store = store.Address,
            Program = Entrance.ProgramName,
            ForEyesOnly = forEyesOnly,
            Budget = new
            {
                Labels = new { Spent = course.LabelsUsed, Of = budget.Labels },
                Seconds = new { Spent = course.Seconds, Of = budget.Time?.TotalSeconds },
                Target = new { Of = budget.Target },
            },
            Counts = course.Queue,
            Failures = course.Counters.GetValueOrDefault("failures"),
            Newest = newest is null ? null : new { newest.Number, Training = newest.Training.Count, Forces = newest.Errors.TryGetValue(ModelErrors.Forces, out var error) ? error : (double?)null },
            moment.Queue,
            moment.Aside,
            Workers = WorkersOf(course),
            Labels = _log.NewestLabels(),
            Models = course.Models.TakeLast(MostModels).Reverse().Select(m => new { m.Number, m.Made, Training = m.Training.Count, Validation = m.Validation.Count, m.Errors, m.Note }),
            Walkers = course.Walkers.Select(WalkerOf),
            Events = _log.EventsAfter(eventsAfter),
            Charts = new { Learning = $"{course.Models.Count} {budget.Target}", Calibration = $"{newest?.Number}" },
        };
    }

    object NotBegun() => new
    {
        Name = "No campaign yet",
        State = "none",
        Reason = "This store holds no campaign: 'athanor learn CAMPAIGN.yaml' begins one, and this page then shows it.",
        Store = store.Address,
        Program = Entrance.ProgramName,
        ForEyesOnly = forEyesOnly,
        Counts = new QueueCounts(0, 0, 0, 0, 0),
        Failures = 0,
        Queue = Array.Empty<object>(),
        Aside = Array.Empty<object>(),
        Workers = Array.Empty<object>(),
        Labels = Array.Empty<object>(),
        Models = Array.Empty<object>(),
        Walkers = Array.Empty<object>(),
        Events = Array.Empty<object>(),
        Charts = new { Learning = "", Calibration = "" },
    };

    object WalkerOf(WalkerStanding w)
    {
        var (point, frame) = Walks.LastOf(w.Name);
        return new { w.Name, w.Activity, w.Target, w.Step, w.Time, w.Temperature, w.Disagreement, w.Model, w.Candidate, w.Asked, w.Broken, w.Calm, Stamp = $"{point} {w.Model}", LastFrame = frame };
    }

    /// <summary>Those who count their idle time, and those of whom only labels are known.</summary>
    IEnumerable<object> WorkersOf(CampaignCourse course)
    {
        var counted = course.Workers.Select(w => w.Name).ToHashSet();
        return course.Workers.Select(w => (object)new { w.Name, w.Labels, w.Busy, Idle = (double?)w.Idle, Kept = (double?)w.Kept })
            .Concat(_log.Workers().Where(w => !counted.Contains(w.Name)).Select(w => new { w.Name, w.Labels, Busy = w.Seconds, Idle = (double?)null, Kept = (double?)null }));
    }

    Moment? Look()
    {
        lock (_lock)
        {
            if (_moment is not null && TimeProvider.System.GetElapsedTime(_read) < Fresh)
                return _moment;
            // Events come from the log, which keeps those that it has read.
            if (CampaignCourse.Read(store, long.MaxValue) is not { } course)
                return null;
            _log.Refresh();
            Walks.Refresh(course.Walkers.Select(w => w.Name));
            var newest = course.Models.Count > 0 ? course.Models[^1] : null;
            var card = newest is null ? ReliabilityCard.None : _moment?.Course.Models.Count == course.Models.Count ? _moment.Card : ReliabilityCard.OfNewest(store, course.Models);
            var leased = store.Candidates(state: CandidateState.Leased);
            var open = store.Candidates(most: 500, state: CandidateState.Open).OrderByDescending(c => c.Question.Priority).ThenBy(c => c.Number);
            _moment = new Moment(course, card, _pulse.IsStill(course.Seconds), [.. leased.Concat(open).Take(MostRows).Select(Row)], [.. store.Candidates(state: CandidateState.SetAside).TakeLast(MostRows).Reverse().Select(Row)]);
            _read = TimeProvider.System.GetTimestamp();
            return _moment;
        }
    }

    static object Row(Candidate c) => new
    {
        c.Number,
        c.Question.Structure.Formula,
        c.Question.Reason,
        c.Question.Amount,
        c.Question.Model,
        c.Question.Walker,
        c.Question.Step,
        c.State,
        c.Tries,
        c.Lapses,
        c.Worker,
        c.Note,
    };

    sealed record Moment(CampaignCourse Course, ReliabilityCard Card, bool IsStill, object[] Queue, object[] Aside);
}
