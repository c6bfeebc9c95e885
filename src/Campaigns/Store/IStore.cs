namespace Athanor.Campaigns;

/// <summary>
/// All that a campaign must not lose, in a file or on a server. Any number of processes may have it open; each call is one transaction, done wholly or not at all, and done once even where it is
/// given twice. Every member may be called from any thread.
/// </summary>
/// <remarks>All members throw <see cref="StoreException"/> where the store is locked, full, away or damaged; what was finished before is kept.</remarks>
public interface IStore : IDisposable
{
    /// <summary>What it was opened by, without the password.</summary>
    string Address { get; }

    /// <summary>Begins the campaign, which then runs; where one was begun before, that one is returned, with its own settings and state.</summary>
    Campaign Begin(string settings);

    /// <summary>The campaign; null where none was begun.</summary>
    Campaign? Look();

    /// <summary>Other settings from now on: a larger budget, say.</summary>
    void Change(string settings);

    /// <summary>Pauses, ends or goes on. While it does not run nothing is handed out; what workers hold may be handed in.</summary>
    void Turn(CampaignState state, string? reason = null);

    /// <summary>Puts questions into the queue, together with the asker's checkpoints, so that neither are there without the other.</summary>
    /// <returns>The candidates' numbers, those of keys that are known included.</returns>
    /// <exception cref="ArgumentException">A priority is not a number.</exception>
    IReadOnlyList<long> Ask(IReadOnlyList<Question> questions, params IReadOnlyList<Checkpoint> checkpoints);

    /// <summary>Takes in structures that have their labels already: the data that a campaign starts from.</summary>
    /// <returns>The labels' numbers, those of keys that are known included.</returns>
    IReadOnlyList<long> Give(IReadOnlyList<(Question Question, Label Label)> data);

    /// <summary>Hands out the next candidate; null where there is none now, or the campaign does not run.</summary>
    Lease? Take(string worker, LeaseTerms terms);

    /// <summary>Keeps a lease for its duration from now.</summary>
    /// <returns>False where it is another's by now, or the candidate is labelled or gone: the work may be given up.</returns>
    bool Renew(Lease lease);

    /// <summary>Hands in a label. The first one that comes is kept, whoever had the lease last.</summary>
    Completion Complete(Lease lease, Label label);

    /// <summary>Says that the oracle failed.</summary>
    /// <param name="seconds">What was spent on it.</param>
    Failure Fail(Lease lease, string reason, double seconds);

    /// <summary>Gives back all that a worker of this name held, as one that begins anew does. Counts as a lapse, since it began the work and did not end it.</summary>
    /// <param name="orderly">It was asked to end, and did: that is no lapse, nor the structure's fault.</param>
    /// <returns>How many.</returns>
    int Return(string worker, bool orderly = false);

    /// <summary>Takes candidates that nobody works on out of the queue.</summary>
    /// <returns>How many were in it.</returns>
    int Withdraw(IReadOnlyList<long> candidates, string reason);

    /// <summary>Gives candidates that wait another priority; others keep theirs.</summary>
    /// <returns>How many waited.</returns>
    /// <exception cref="ArgumentException">A priority is not a number.</exception>
    int Rank(IReadOnlyList<(long Candidate, double Priority)> priorities);

    QueueCounts Count();

    /// <summary>Candidates in the order of asking.</summary>
    /// <param name="after">Only those with larger numbers.</param>
    /// <param name="state">Only those in this state; all where null.</param>
    IReadOnlyList<Candidate> Candidates(long after = 0, int most = int.MaxValue, CandidateState? state = null);

    /// <summary>Labels in the order in which they came.</summary>
    /// <param name="after">Only those with larger numbers.</param>
    IReadOnlyList<LabelledCandidate> Labels(long after = 0, int most = int.MaxValue);

    /// <summary>Takes in a model and, with it, the checkpoint of who made it. The same file on the same labels once more is not a new version.</summary>
    ModelVersion Add(NewModel model, Checkpoint? checkpoint = null);

    /// <summary>All versions, the first one first.</summary>
    IReadOnlyList<ModelVersion> Models();

    /// <summary>The last version; null before the first.</summary>
    ModelVersion? NewestModel();

    /// <summary>A model's file, compared with its checksum.</summary>
    byte[] FileOf(ModelVersion model);

    /// <summary>Adds a line to the log. May stand there twice where a server went away at the wrong moment.</summary>
    void Note(string kind, string text, long? candidate = null, long? model = null, double? amount = null);

    /// <summary>The log.</summary>
    /// <param name="after">Only what has larger numbers.</param>
    IReadOnlyList<CampaignEvent> Events(long after = 0, int most = int.MaxValue);

    /// <summary>Adds to a counter and returns the sum; as with <see cref="Note"/>, twice at worst where a server went away. The store itself counts <c>labels</c>, <c>failures</c> and the oracles' <c>seconds</c>, failures included.</summary>
    double Spend(string counter, double amount);

    /// <summary>Counters by name; one that was never added to is not among them.</summary>
    IReadOnlyDictionary<string, double> Counters();

    /// <summary>Keeps checkpoints, all or none of them, each in place of the last one of its name.</summary>
    void Save(params IReadOnlyList<Checkpoint> checkpoints);

    /// <summary>The last checkpoint of a name; null where there is none.</summary>
    Checkpoint? Load(string name);
}
