using System.Text.Json;
using System.Text.Json.Serialization;

namespace Athanor.Campaigns.Sql;

/// <summary>The table <c>labels</c>.</summary>
static class LabelRows
{
    static readonly JsonSerializerOptions Options = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    public static Completion Complete(Session session, Lease lease, Label label)
    {
        var question = lease.Candidate.Question;
        // By its key, not its number: a server that crashed may have forgotten the question, and given its number to another. The label is good all the same.
        var number = CandidateRows.Known(session, question.Key!) ?? CandidateRows.Insert(session, CandidateRows.Next(session), question, question.Key!, CandidateState.Open);
        if (session.All("SELECT ticket FROM labels WHERE candidate = $1", r => r.Text(), number) is [var first, ..])
            return first == lease.Ticket ? Completion.Repeated : Completion.Late;
        var other = session.All("SELECT worker FROM candidates WHERE number = $1 AND state = 1 AND ticket <> $2", r => r.Text(), number, lease.Ticket);
        Insert(session, number, lease.Worker, lease.Ticket, label);
        session.Execute("UPDATE candidates SET state = 2, worker = $1, ticket = NULL, until = 0, note = NULL WHERE number = $2", lease.Worker, number);
        CounterRows.Add(session, "labels", 1);
        CounterRows.Add(session, "seconds", label.Seconds);
        if (other is [var slower, ..])
            EventRows.Add(session, "overtaken", $"{lease.Worker}, whose lease had run out, was before {slower}.", number);
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
            var candidate = CandidateRows.Insert(session, CandidateRows.Next(session), question, tag, CandidateState.Labelled);
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

    static long Insert(Session session, long candidate, string worker, string ticket, Label label)
    {
        var number = session.Number("SELECT coalesce(max(number), 0) + 1 FROM labels");
        session.Execute(
            """
            INSERT INTO labels (number, candidate, at, worker, ticket, oracle, seconds, energy, energy_bits, forces, stress, dipole, remarks, warnings)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
            """,
            number, candidate, session.Now, worker, ticket, label.Oracle, label.Seconds, label.Energy, BitConverter.DoubleToInt64Bits(label.Energy),
            label.Forces is { } forces ? Numbers.Of(forces) : null, label.Stress is { } stress ? Numbers.Of(stress) : null, label.Dipole is { } dipole ? Numbers.Of([dipole]) : null,
            label.Remarks.Count > 0 ? JsonSerializer.Serialize(label.Remarks, Options) : null, label.Warnings.Count > 0 ? JsonSerializer.Serialize(label.Warnings, Options) : null);
        return number;
    }

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
}
