using System.Globalization;

namespace Athanor.Campaigns.Sql;

/// <summary>The table <c>candidates</c> as the queue. A candidate may be taken where <c>until</c> has passed: the end of a rest (0: none), or of a lease.</summary>
static class LeaseRows
{
    const string Next = "FROM candidates c WHERE c.state < 2 AND c.until <= $1 AND EXISTS (SELECT 1 FROM campaign WHERE state = 0)";

    /// <summary>Whether there is something to take, without keeping others from writing.</summary>
    public static bool Any(Session session) => session.All($"SELECT c.number {Next} LIMIT 1", r => r.Long(), session.Now).Count > 0;

    /// <param name="ticket">New for every lease, and the same where the transaction is run again.</param>
    public static Lease? Take(Session session, string worker, string ticket, LeaseTerms terms)
    {
        if (session.Again && session.First($"SELECT {CandidateRows.Columns} FROM candidates c WHERE c.state = 1 AND c.ticket = $1", CandidateRows.Read, ticket) is { } had)
            return Handed(session, had, worker, ticket, terms);
        while (session.First($"SELECT {CandidateRows.Columns} {Next} ORDER BY c.priority DESC, c.number LIMIT 1", CandidateRows.Read, session.Now) is { } next)
        {
            var lapses = next.Lapses;
            if (next.State == CandidateState.Leased)
            {
                lapses++;
                EventRows.Add(session, "lapsed", $"{next.Worker} took it and was not heard of again.", next.Number);
            }
            if (lapses < terms.Lapses)
                return Handed(session, next with { Lapses = lapses }, worker, ticket, terms);
            SetAside(session, next.Number, next.Tries, lapses, $"{lapses} workers took it and were not heard of again, the last one {next.Worker}.");
        }
        return null;
    }

    public static bool Renew(Session session, Lease lease) =>
        session.Execute("UPDATE candidates SET until = $1 WHERE number = $2 AND ticket = $3 AND state = 1", After(session, lease.Terms.Duration), lease.Candidate.Number, lease.Ticket) > 0;

    public static Failure Fail(Session session, Lease lease, string reason, double seconds)
    {
        var number = lease.Candidate.Number;
        if (session.All("SELECT tries, lapses FROM candidates WHERE number = $1 AND ticket = $2 AND state = 1", r => (Tries: (int)r.Long(), Lapses: (int)r.Long()), number, lease.Ticket) is not [var row, ..])
            return session.Again ? Repeated(session, number) : Failure.NotYours;
        var tries = row.Tries + 1;
        CounterRows.Count(session, "failures", seconds);
        EventRows.Add(session, "failed", reason, number, amount: seconds);
        if (tries >= lease.Terms.Tries)
        {
            SetAside(session, number, tries, row.Lapses, reason);
            return Failure.SetAside;
        }
        var until = lease.Terms.Rest > TimeSpan.Zero ? After(session, lease.Terms.Rest) : 0;
        session.Execute("UPDATE candidates SET state = 0, tries = $1, note = $2, ticket = NULL, until = $3 WHERE number = $4", (long)tries, reason, until, number);
        return Failure.Again;
    }

    public static int Return(Session session, string worker, bool orderly)
    {
        var held = session.All("SELECT number FROM candidates WHERE state = 1 AND worker = $1 ORDER BY number", r => r.Long(), worker);
        foreach (var number in held)
        {
            if (!orderly)
                EventRows.Add(session, "lapsed", $"{worker} gave it back unfinished: it began anew.", number);
            session.Execute("UPDATE candidates SET state = 0, lapses = lapses + $1, ticket = NULL, until = 0 WHERE number = $2", orderly ? 0L : 1L, number);
        }
        return held.Count;
    }

    public static int Withdraw(Session session, IEnumerable<long> numbers, string reason)
    {
        var count = 0;
        foreach (var number in numbers)
        {
            if (session.Execute("UPDATE candidates SET state = 4, note = $1 WHERE number = $2 AND state = 0", reason, number) == 0)
                continue;
            EventRows.Add(session, "withdrawn", reason, number);
            count++;
        }
        return count;
    }

    static Lease Handed(Session session, Candidate candidate, string worker, string ticket, LeaseTerms terms)
    {
        var until = After(session, terms.Duration);
        session.Execute(
            "UPDATE candidates SET state = 1, worker = $1, ticket = $2, until = $3, lapses = $4 WHERE number = $5", worker, ticket, until, (long)candidate.Lapses, candidate.Number);
        return new Lease(candidate with { State = CandidateState.Leased, Worker = worker }, worker, ticket, DateTimeOffset.FromUnixTimeMilliseconds(until), terms);
    }

    static void SetAside(Session session, long number, int tries, int lapses, string reason)
    {
        session.Execute("UPDATE candidates SET state = 3, tries = $1, lapses = $2, note = $3, ticket = NULL, until = 0 WHERE number = $4", (long)tries, (long)lapses, reason, number);
        EventRows.Add(session, "aside", string.Create(CultureInfo.InvariantCulture, $"Set aside: {reason}"), number);
    }

    /// <summary>The server went away after this failure had been noted, or before and somebody else has it: where it stands now is the answer.</summary>
    static Failure Repeated(Session session, long number) => (CandidateState)session.Number("SELECT state FROM candidates WHERE number = $1", number) switch
    {
        CandidateState.Open => Failure.Again,
        CandidateState.SetAside => Failure.SetAside,
        _ => Failure.NotYours,
    };

    static long After(Session session, TimeSpan time) => session.Now + (long)time.TotalMilliseconds;
}
