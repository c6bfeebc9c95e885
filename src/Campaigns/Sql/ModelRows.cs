using System.Text.Json;
using System.Text.Json.Serialization;

namespace Athanor.Campaigns.Sql;

/// <summary>The table <c>models</c>.</summary>
static class ModelRows
{
    const string Columns = "SELECT number, made, sha256, path, training, validation, errors, note FROM models";

    static readonly JsonSerializerOptions Options = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    public static ModelVersion Add(Session session, NewModel model, string sha256)
    {
        var labels = session.Number("SELECT coalesce(max(number), 0) FROM labels");
        foreach (var set in (LabelSet[])[model.Training, model.Validation])
        {
            if (set.Count > 0 && (set.First < 1 || set.Last > labels))
                throw new StoreException($"A model is said to be fitted on the labels {set}, but the store has {labels}; it belongs to another campaign, or the store was put back from an older copy.");
        }
        if (Newest(session) is { } newest && newest.Sha256 == sha256 && newest.Training.ToString() == model.Training.ToString() && newest.Validation.ToString() == model.Validation.ToString())
            return newest;
        var number = session.Number("SELECT coalesce(max(number), 0) + 1 FROM models");
        session.Execute(
            "INSERT INTO models (number, made, sha256, path, bytes, training, validation, errors, note) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            number, session.Now, sha256, model.Path, model.Bytes, model.Training.ToString(), model.Validation.ToString(), JsonSerializer.Serialize(model.Errors, Options), model.Note);
        EventRows.Add(session, "model", $"Version {number}, fitted on {model.Training.Count} labels.", model: number);
        return Newest(session)!;
    }

    public static List<ModelVersion> All(Session session) => session.All($"{Columns} ORDER BY number", Read);

    public static ModelVersion? Newest(Session session) => session.First($"{Columns} ORDER BY number DESC LIMIT 1", Read);

    public static byte[]? Bytes(Session session, long number) => session.All("SELECT bytes FROM models WHERE number = $1", r => r.BytesOrNull(), number) is [var bytes, ..] ? bytes : null;

    static ModelVersion Read(Row r) => new(
        r.Long(), r.Time(), r.Text(), r.TextOrNull(), LabelSet.Parse(r.Text()), LabelSet.Parse(r.Text()), JsonSerializer.Deserialize<Dictionary<string, double>>(r.Text(), Options)!, r.TextOrNull());
}
