using System.Text.Json;
using System.Text.Json.Serialization;

namespace Athanor.Campaigns.Sql;

/// <summary>The table <c>labels</c>.</summary>
static class LabelRows
{
    static readonly JsonSerializerOptions Options = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    public static Completion Complete(Session session, Lease lease, Label label)
    {
        // By its key, not its number: a server that crashed may have forgotten the question, and given its number to another. The label is good all the same.
        var question = lease.Candidate.Question;
        var known = session.First(
            "SELECT c.number, c.worker, c.ticket, l.ticket FROM candidates c LEFT JOIN labels l ON l.candidate = c.number WHERE c.tag = $1",
            r => new Standing(r.Long(), r.TextOrNull(), r.TextOrNull(), r.TextOrNull()), question.Key);
        if (known?.Labelled is { } first)
            return first == lease.Ticket ? Completion.Repeated : Completion.Late;
        var number = known?.Candidate ?? CandidateRows.Insert(session, question, question.Key!, CandidateState.Labelled);
        Insert(session, number, lease.Worker, lease.Ticket, label);
        session.Execute("UPDATE candidates SET state = 2, worker = $1, ticket = NULL, until = 0, note = NULL WHERE number = $2", lease.Worker, number);
        CounterRows.Count(session, "labels", label.Seconds);
        if (known?.Ticket is { } other && other != lease.Ticket)
            EventRows.Add(session, "overtaken", $"{lease.Worker}, whose lease had run out, was before {known.Worker}.", number);
        return Completion.Kept;
    }

    public static List<long> Give(Session session, IReadOnlyList<(Question Question, Label Label, string Tag)> data)
    {
        var numbers = new List<long>(data.Count);
        foreach (var (question, label, tag) in data)
        {
            if (CandidateRows.Known(session, tag) is { } known)
            {
                // Asked for before and not yet labelled: here is its label.
                numbers.Add(session.All("SELECT number FROM labels WHERE candidate = $1", r => r.Long(), known) is [var its, ..] ? its : Fill(session, known, label));
                continue;
            }
            var candidate = CandidateRows.Insert(session, question, tag, CandidateState.Labelled);
            numbers.Add(Insert(session, candidate, "", "", label));
        }
        return numbers;
    }

    public static List<LabelledCandidate> After(Session session, long after, int most) => session.All(
        $"""
        SELECT {CandidateRows.Columns}, l.number, l.at, l.worker, l.oracle, l.seconds, l.energy_bits, l.forces, l.stress, l.dipole, l.remarks, l.warnings
        FROM labels l JOIN candidates c ON c.number = l.candidate WHERE l.number > $1 ORDER BY l.number LIMIT $2
        """,
        Read, after, (long)most);

    static long Fill(Session session, long candidate, Label label)
    {
        session.Execute("UPDATE candidates SET state = 2, ticket = NULL, until = 0, note = NULL WHERE number = $1", candidate);
        return Insert(session, candidate, "", "", label);
    }

    static long Insert(Session session, long candidate, string worker, string ticket, Label label) => session.Number(
        """
        INSERT INTO labels (number, candidate, at, worker, ticket, oracle, seconds, energy, energy_bits, forces, stress, dipole, remarks, warnings)
        VALUES ((SELECT coalesce(max(number), 0) + 1 FROM labels), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) RETURNING number
        """,
        candidate, session.Now, worker, ticket, label.Oracle, label.Seconds, label.Energy, BitConverter.DoubleToInt64Bits(label.Energy),
        label.Forces is { } forces ? Numbers.Of(forces) : null, label.Stress is { } stress ? Numbers.Of(stress) : null, label.Dipole is { } dipole ? Numbers.Of([dipole]) : null,
        label.Remarks.Count > 0 ? JsonSerializer.Serialize(label.Remarks, Options) : null, label.Warnings.Count > 0 ? JsonSerializer.Serialize(label.Warnings, Options) : null);

    static LabelledCandidate Read(Row r)
    {
        var candidate = CandidateRows.Read(r);
        var (number, at, worker) = (r.Long(), r.Time(), r.Text());
        var (oracle, seconds, energy) = (r.Text(), r.Double(), BitConverter.Int64BitsToDouble(r.Long()));
        var (forces, stress, dipole) = (r.BytesOrNull(), r.BytesOrNull(), r.BytesOrNull());
        var label = new Label(energy, forces is null ? null : Numbers.ToVectors(forces), stress is null ? null : Numbers.ToMatrix(stress), oracle, seconds)
        {
            Dipole = dipole is null ? null : Numbers.ToVectors(dipole)[0],
        };
        if (r.TextOrNull() is { } remarks)
            label = label with { Remarks = JsonSerializer.Deserialize<Dictionary<string, double>>(remarks, Options)! };
        if (r.TextOrNull() is { } warnings)
            label = label with { Warnings = JsonSerializer.Deserialize<string[]>(warnings)! };
        return new LabelledCandidate(number, candidate, label, worker, at);
    }

    /// <param name="Ticket">Of who has the candidate now; null where nobody has.</param>
    /// <param name="Labelled">The ticket of who handed in its label; null where there is none.</param>
    sealed record Standing(long Candidate, string? Worker, string? Ticket, string? Labelled);
}
