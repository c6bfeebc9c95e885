namespace Athanor.Campaigns.Sql;

/// <summary>The table <c>campaign</c>: one row, or none before it is begun.</summary>
static class CampaignRows
{
    public static Campaign Begin(Session session, string settings)
    {
        if (Look(session) is { } begun)
            return begun;
        session.Execute("INSERT INTO campaign (settings, state, begun, changed) VALUES ($1, 0, $2, $2)", settings, session.Now);
        EventRows.Add(session, "state", "Running: begun.");
        return Look(session)!;
    }

    public static Campaign? Look(Session session) => session.First(
        "SELECT settings, state, reason, begun, changed FROM campaign", r => new Campaign(r.Text(), (CampaignState)r.Long(), r.TextOrNull(), r.Time(), r.Time()));

    public static int Change(Session session, string settings) => session.Execute("UPDATE campaign SET settings = $1, changed = $2", settings, session.Now);

    public static int Turn(Session session, CampaignState state, string? reason)
    {
        if (Look(session) is { } now && now.State == state && now.Reason == reason)
            return 1;
        EventRows.Add(session, "state", reason is null ? $"{state}." : $"{state}: {reason}");
        return session.Execute("UPDATE campaign SET state = $1, reason = $2, changed = $3", (long)state, reason, session.Now);
    }
}

/// <summary>The table <c>events</c>.</summary>
static class EventRows
{
    public static void Add(Session session, string kind, string text, long? candidate = null, long? model = null, double? amount = null) => session.Execute(
        "INSERT INTO events (number, at, kind, words, candidate, model, amount) VALUES ((SELECT coalesce(max(number), 0) + 1 FROM events), $1, $2, $3, $4, $5, $6)",
        session.Now, kind, text, candidate, model, amount);

    public static List<CampaignEvent> After(Session session, long after, int most) => session.All(
        "SELECT number, at, kind, words, candidate, model, amount FROM events WHERE number > $1 ORDER BY number LIMIT $2",
        r => new CampaignEvent(r.Long(), r.Time(), r.Text(), r.Text(), r.LongOrNull(), r.LongOrNull(), r.DoubleOrNull()), after, (long)most);
}

/// <summary>The table <c>counters</c>.</summary>
static class CounterRows
{
    public static double Add(Session session, string name, double amount) => session.All(
        "INSERT INTO counters (name, total) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET total = counters.total + excluded.total RETURNING total", r => r.Double(), name, amount)[0];

    /// <summary>One more of a kind, and the seconds that it took.</summary>
    public static void Count(Session session, string kind, double seconds) => session.Execute(
        "INSERT INTO counters (name, total) VALUES ($1, 1), ('seconds', $2) ON CONFLICT (name) DO UPDATE SET total = counters.total + excluded.total", kind, seconds);

    public static Dictionary<string, double> All(Session session) => session.All("SELECT name, total FROM counters", r => (r.Text(), r.Double())).ToDictionary();
}

/// <summary>The table <c>checkpoints</c>.</summary>
static class CheckpointRows
{
    public static int Save(Session session, IEnumerable<Checkpoint> checkpoints) => checkpoints.Sum(c => session.Execute(
        "INSERT INTO checkpoints (name, at, bytes) VALUES ($1, $2, $3) ON CONFLICT (name) DO UPDATE SET at = excluded.at, bytes = excluded.bytes", c.Name, session.Now, c.Bytes));

    public static Checkpoint? Load(Session session, string name) => session.First("SELECT name, bytes FROM checkpoints WHERE name = $1", r => new Checkpoint(r.Text(), r.Bytes()), name);
}
