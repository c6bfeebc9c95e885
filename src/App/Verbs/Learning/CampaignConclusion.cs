using System.Text;
using System.Text.Json.Nodes;
using Athanor.Atoms;
using Athanor.Campaigns;
using Athanor.Potentials;
using Athanor.Reports;

namespace Athanor.App;

/// <summary>What follows when a campaign has ended: its files, what its model is good for, the report. Done once for a model; asked again it is shown as it was.</summary>
sealed class CampaignConclusion(Call call, IStore store, CampaignSettings settings, CampaignFolder folder, Structure start, IPotential oracle)
{
    /// <summary>Name of the checkpoint that keeps what was said.</summary>
    const string Said = "conclusion";

    /// <exception cref="AtomsException">There is no model.</exception>
    public ExitCode Conclude()
    {
        if (LastFit.Run(store, settings, call.Team, call.Cancellation) is not { } newest)
            throw new AtomsException($"The campaign has ended before there was a model: {store.Look()?.Reason ?? "too few labels"}. A larger budget lets it go on.");
        if (Before(newest) is { } before)
        {
            call.Screen.Line(before["text"]!.GetValue<string>());
            call.Screen.Note($"The report is {CampaignFolder.Shown(folder.Report)}.");
            call.Screen.Json(before["result"]);
            return (ExitCode)before["code"]!.GetValue<int>();
        }
        Keep(store, folder);
        var finish = Finish();
        var history = CampaignHistory.Read(store)!;
        var page = call.NewReport($"Campaign {settings.Name}");
        CampaignReport.Fill(page, history, Foresight.Of(store, history, call.Team, default), finish);
        page.Save(folder.Report);
        var (text, result) = (Text(history, finish), Result(history, finish));
        var code = finish.IsWhole ? ExitCode.Done : finish.Motion is { Interrupted: true } ? ExitCode.Interrupted : ExitCode.Verdict;
        if (code != ExitCode.Interrupted)
        {
            var said = new JsonObject { ["model"] = newest.Sha256, ["settings"] = FinishText(), ["code"] = (int)code, ["text"] = text, ["result"] = JsonNode.Parse(JsonText.Of(result)) };
            store.Save(new Checkpoint(Said, Encoding.UTF8.GetBytes(said.ToJsonString())));
        }
        call.Screen.Line(text);
        call.Screen.Json(result);
        return code;
    }

    /// <summary>Model and labels as files, as far as there are any.</summary>
    public static void Keep(IStore store, CampaignFolder folder)
    {
        if (store.NewestModel() is { } newest)
        {
            var bytes = store.FileOf(newest);
            AtomicFile.Write(folder.Model, overwrite: true, stream => stream.Write(bytes));
        }
        var labels = store.Labels();
        if (labels.Count > 0)
            StructureFiles.Write(folder.Labels, labels.Select(l => l.ToFrame()), overwrite: true, "extxyz");
    }

    FinishResult Finish()
    {
        var model = PotentialGrammar.Parse(PotentialGrammar.Quote(folder.Model));
        var wanted = settings.Finish;
        var labels = store.Labels().Where(l => l.Label.Seconds > 0).Select(l => l.Label.Seconds).Order().ToArray();
        using var progress = call.Progress("finishing", "steps");
        var told = 0L;
        return new Finishing(model, start, call.Team, call.Cancellation)
        {
            Vibrations = wanted?.Vibrations ?? false,
            Oracle = oracle,
            OracleSeconds = labels.Length > 0 ? labels[labels.Length / 2] : 0,
            Motion = wanted?.Temperature is { } temperature ? new MotionSettings(temperature, wanted.Time) { Seed = (ulong)settings.Seed } : null,
            Trajectory = folder.Trajectory,
            StoppedFrame = folder.Stopped,
            Progress = (what, done, total) =>
            {
                progress.Status = what;
                progress.Total = total;
                progress.Add(done - told);
                told = done;
            },
        }.Run();
    }

    /// <summary>What was said of this model, if this is the place and the finish is the same.</summary>
    JsonNode? Before(ModelVersion newest)
    {
        if (store.Load(Said) is not { } checkpoint || !File.Exists(folder.Model) || !File.Exists(folder.Report))
            return null;
        var said = JsonNode.Parse(checkpoint.Bytes);
        return said?["model"]?.GetValue<string>() == newest.Sha256 && said["settings"]?.GetValue<string>() == FinishText() ? said : null;
    }

    string FinishText() => $"{settings.Finish}";

    string Text(CampaignHistory history, FinishResult finish)
    {
        var text = new StringBuilder();
        void Add(string piece) => text.Append(piece).Append('\n').Append('\n');
        Add(CampaignTables.Budget(history).ToText());
        Add(CampaignTables.Spent(history).ToText());
        if (finish.Frequencies is { } frequencies)
        {
            Add(FinishTables.Frequencies(frequencies).ToText());
            if (frequencies.WhyNot is { } why)
                Add(why);
        }
        if (finish.Motion is { } motion)
        {
            Add(FinishTables.Motion(motion).ToText());
            if (motion.Stopped is { } stopped)
                Add(stopped);
        }
        foreach (var remark in finish.Remarks)
            Add(remark);
        text.Append($"{CampaignTables.State(history.Course)} The model is {CampaignFolder.Shown(folder.Model)}, its {history.Labels.Count:N0} labels {CampaignFolder.Shown(folder.Labels)}, the report {CampaignFolder.Shown(folder.Report)}.");
        return text.ToString();
    }

    object Result(CampaignHistory history, FinishResult finish) => new
    {
        Campaign = settings.Name,
        Oracle = settings.Oracle,
        history.Course.Campaign.Reason,
        Labels = history.Course.LabelsUsed,
        Seconds = history.Course.Seconds,
        Versions = history.Course.Models.Count,
        ForceError = history.HeldOut is { } error ? new Quantity(error, "eV/Å") : (Quantity?)null,
        Walked = new Quantity(history.Walked, "ps"),
        Model = folder.Model,
        Report = folder.Report,
        Finish = FinishRecord.Of(finish),
    };
}
