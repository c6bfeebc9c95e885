using System.Security.Cryptography;

namespace Athanor.Campaigns.Sql;

/// <summary>A store in a database: each call a transaction. Keys and tickets are made before it begins, so that one that is run again knows what it did.</summary>
sealed class SqlStore(IDatabase database) : IStore
{
    volatile bool _dry;

    public string Address => database.Address;

    public Campaign Begin(string settings) => database.Write(s => CampaignRows.Begin(s, settings));

    public Campaign? Look() => database.Read(CampaignRows.Look);

    public void Change(string settings) => MustBeBegun(database.Write(s => CampaignRows.Change(s, settings)));

    public void Turn(CampaignState state, string? reason = null) => MustBeBegun(database.Write(s => CampaignRows.Turn(s, state, reason)));

    public IReadOnlyList<long> Ask(IReadOnlyList<Question> questions, params IReadOnlyList<Checkpoint> checkpoints)
    {
        if (questions.Any(q => double.IsNaN(q.Priority)))
            throw new ArgumentException("A priority is not a number.", nameof(questions));
        var tagged = questions.Select(q => (q, q.Key ?? Unique())).ToArray();
        return database.Write(s =>
        {
            CheckpointRows.Save(s, checkpoints);
            return CandidateRows.Ask(s, tagged);
        }, Outlives.Server);
    }

    public IReadOnlyList<long> Give(IReadOnlyList<(Question Question, Label Label)> data)
    {
        for (var i = 0; i < data.Count; i++)
            data[i].Label.Check(data[i].Question.Structure, $"structure {i + 1} of {data.Count} ({data[i].Question.Structure.Formula})");
        var tagged = data.Select(d => (d.Question, d.Label, d.Question.Key ?? Unique())).ToArray();
        return database.Write(s => LabelRows.Give(s, tagged));
    }

    public Lease? Take(string worker, LeaseTerms terms)
    {
        // Who asks in vain again and again need not make those wait who write.
        if (_dry && !database.Read(LeaseRows.Any))
            return null;
        var ticket = Unique();
        var lease = database.Write(s => LeaseRows.Take(s, worker, ticket, terms), Outlives.Process);
        _dry = lease is null;
        return lease;
    }

    public bool Renew(Lease lease) => database.Write(s => LeaseRows.Renew(s, lease), Outlives.Process);

    public Completion Complete(Lease lease, Label label)
    {
        label.Check(lease.Candidate.Question.Structure, $"candidate {lease.Candidate.Number} ({lease.Candidate.Question.Structure.Formula})");
        return database.Write(s =>
        {
            var done = LabelRows.Complete(s, lease, label);
            // Run again, it may find that it had done it: the caller has heard of neither.
            return s.Again && done == Completion.Repeated ? Completion.Kept : done;
        });
    }

    public Failure Fail(Lease lease, string reason, double seconds) => database.Write(s => LeaseRows.Fail(s, lease, reason, seconds));

    public int Return(string worker, bool orderly = false) => database.Write(s => LeaseRows.Return(s, worker, orderly), Outlives.Process);

    public int Withdraw(IReadOnlyList<long> candidates, string reason) => database.Write(s => LeaseRows.Withdraw(s, candidates, reason));

    public int Rank(IReadOnlyList<(long Candidate, double Priority)> priorities)
    {
        if (priorities.Any(p => double.IsNaN(p.Priority)))
            throw new ArgumentException("A priority is not a number.", nameof(priorities));
        return database.Write(s => CandidateRows.Rank(s, priorities), Outlives.Process);
    }

    public QueueCounts Count() => database.Read(CandidateRows.Count);

    public IReadOnlyList<Candidate> Candidates(long after = 0, int most = int.MaxValue, CandidateState? state = null) => database.Read(s => CandidateRows.After(s, after, most, state));

    public IReadOnlyList<LabelledCandidate> Labels(long after = 0, int most = int.MaxValue) => database.Read(s => LabelRows.After(s, after, most));

    public ModelVersion Add(NewModel model, Checkpoint? checkpoint = null)
    {
        if (model.Bytes is null == model.Path is null)
            throw new ArgumentException("A model is either bytes or the path of a file.", nameof(model));
        var kept = model.Path is null ? model : model with { Path = Path.GetFullPath(model.Path) };
        var sha256 = Hash(kept.Bytes ?? ReadFile(kept.Path!));
        return database.Write(s =>
        {
            CheckpointRows.Save(s, checkpoint is null ? [] : [checkpoint]);
            return ModelRows.Add(s, kept, sha256);
        });
    }

    public IReadOnlyList<ModelVersion> Models() => database.Read(ModelRows.All);

    public ModelVersion? NewestModel() => database.Read(ModelRows.Newest);

    public byte[] FileOf(ModelVersion model)
    {
        var bytes = model.Path is not null ? ReadFile(model.Path)
            : database.Read(s => ModelRows.Bytes(s, model.Number)) ?? throw new StoreException($"{Address} has no file of model version {model.Number}.");
        return Hash(bytes) == model.Sha256 ? bytes
            : throw new StoreException($"The file of model version {model.Number} ({model.Path ?? Address}) is not what was put there: its checksum differs. Put back the file, or train the next version.");
    }

    public void Note(string kind, string text, long? candidate = null, long? model = null, double? amount = null) => database.Write(
        s =>
        {
            EventRows.Add(s, kind, text, candidate, model, amount);
            return true;
        },
        Outlives.Process);

    public IReadOnlyList<CampaignEvent> Events(long after = 0, int most = int.MaxValue) => database.Read(s => EventRows.After(s, after, most));

    public double Spend(string counter, double amount) => database.Write(s => CounterRows.Add(s, counter, amount), Outlives.Server);

    public IReadOnlyDictionary<string, double> Counters() => database.Read(CounterRows.All);

    public void Save(params IReadOnlyList<Checkpoint> checkpoints) => database.Write(s => CheckpointRows.Save(s, checkpoints), Outlives.Server);

    public Checkpoint? Load(string name) => database.Read(s => CheckpointRows.Load(s, name));

    public void Dispose() => database.Dispose();

    void MustBeBegun(int rows)
    {
        if (rows == 0)
            throw new StoreException($"{Address} holds no campaign yet; begin one first.");
    }

    static string Unique() => Guid.NewGuid().ToString("N");

    static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    static byte[] ReadFile(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"The model file {path} cannot be read ({e.Message.TrimEnd('.')}); put it back where it was.", e);
        }
    }
}
