namespace Athanor.Campaigns.Sql;

/// <summary>The table <c>candidates</c> as what was asked.</summary>
static class CandidateRows
{
    /// <summary>What <see cref="Read"/> reads, of a table called c.</summary>
    public const string Columns = "c.number, c.structure, c.reason, c.amount, c.model, c.walker, c.step, c.priority, c.tag, c.asked, c.state, c.tries, c.lapses, c.worker, c.note";

    /// <param name="questions">With their keys; those without one of their own have one that is new, unless the transaction is run again.</param>
    public static List<long> Ask(Session session, IReadOnlyList<(Question Question, string Tag)> questions)
    {
        var numbers = new List<long>(questions.Count);
        foreach (var (question, tag) in questions)
            numbers.Add((session.Again || question.Key is not null ? Known(session, tag) : null) ?? Insert(session, question, tag, CandidateState.Open));
        return numbers;
    }

    /// <summary>The number of a candidate that was asked for by this key before.</summary>
    public static long? Known(Session session, string tag) => session.All("SELECT number FROM candidates WHERE tag = $1", r => r.Long(), tag) is [var number, ..] ? number : null;

    public static long Insert(Session session, Question question, string tag, CandidateState state) => session.Number(
        """
        INSERT INTO candidates (number, structure, reason, amount, model, walker, step, priority, tag, asked, state, tries, lapses, until)
        VALUES ((SELECT coalesce(max(number), 0) + 1 FROM candidates), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, 0, 0) RETURNING number
        """,
        StructureBlob.Of(question.Structure), question.Reason, question.Amount, question.Model, question.Walker, question.Step, question.Priority, tag, session.Now, (long)state);

    public static List<Candidate> After(Session session, long after, int most, CandidateState? state) => state is null
        ? session.All($"SELECT {Columns} FROM candidates c WHERE c.number > $1 ORDER BY c.number LIMIT $2", Read, after, (long)most)
        : session.All($"SELECT {Columns} FROM candidates c WHERE c.number > $1 AND c.state = $3 ORDER BY c.number LIMIT $2", Read, after, (long)most, (long)state);

    public static int Rank(Session session, IEnumerable<(long Candidate, double Priority)> priorities) =>
        priorities.Sum(p => session.Execute("UPDATE candidates SET priority = $1 WHERE number = $2 AND state = 0", p.Priority, p.Candidate));

    public static QueueCounts Count(Session session)
    {
        var counts = new long[5];
        foreach (var (state, count) in session.All("SELECT state, count(*) FROM candidates GROUP BY state", r => (r.Long(), r.Long())))
            counts[state] = count;
        return new QueueCounts(counts[0], counts[1], counts[2], counts[3], counts[4]);
    }

    public static Candidate Read(Row r)
    {
        var number = r.Long();
        var question = new Question(StructureBlob.Read(r.Bytes()), r.Text())
        {
            Amount = r.DoubleOrNull(),
            Model = r.LongOrNull(),
            Walker = r.TextOrNull(),
            Step = r.LongOrNull(),
            Priority = r.Double(),
            Key = r.Text(),
        };
        return new Candidate(number, question, r.Time(), (CandidateState)r.Long(), (int)r.Long(), (int)r.Long(), r.TextOrNull(), r.TextOrNull());
    }
}
