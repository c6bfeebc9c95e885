using System.Text.Json;
using Athanor.Atoms;
using Athanor.Campaigns;

namespace Athanor.App.Tests;

/// <summary><c>learn</c> and <c>worker</c> as a user meets them; the oracle is a law that answers at once.</summary>
public sealed class LearnTests : IDisposable
{
    const string Oracle = "\"morse:D=4.5,alpha=1.9,r0=1.2,cutoff=9\"";

    readonly Program _program = new();

    public LearnTests()
    {
        _program.Write("start.xyz", "3\nProperties=species:S:1:pos:R:3\nC 0 0 0\nO 1.25 0.1 0\nN 0.5 1.1 0.1\n");
        Campaign();
    }

    public void Dispose() => _program.Dispose();

    string Campaign(string oracle = Oracle, string more = "", int labels = 30, int calm = 2) => _program.Write("campaign.yaml", $$"""
        start: start.xyz
        oracle: {{oracle}}
        walkers: [{temperature: 300, count: 1}]
        budget: {labels: {{labels}}, time: 100s, calm: {{calm}}}
        {{more}}
        """);

    [Fact]
    public void A_campaign_ends_with_a_model_its_labels_a_report_and_a_run_and_says_so_again()
    {
        // So cold that the run stays where every campaign has learned something, whatever its labels were: those depend on who came first.
        Campaign(more: "finish: {md: {temperature: 5, time-ps: 0.2}}", labels: 40);
        var outcome = _program.Run("learn", "campaign.yaml", "-o", "run", "--threads", "1", "--json").MustEndWith(0);
        using var json = JsonDocument.Parse(outcome.Output);
        var root = json.RootElement;
        Assert.InRange(root.GetProperty("labels").GetInt32(), 10, 40);
        Assert.True(root.GetProperty("versions").GetInt32() > 0);
        Assert.Equal(3, root.GetProperty("finish").GetProperty("frequencies").GetProperty("modes").GetArrayLength());
        Assert.Equal(JsonValueKind.Null, root.GetProperty("finish").GetProperty("motion").GetProperty("stopped").ValueKind);
        foreach (var file in (string[])["campaign.db", "model.athanor", "labels.xyz", "report.html", "motion.xyz"])
            Assert.True(File.Exists(_program.PathOf(Path.Combine("run", file))), file);
        Assert.InRange(StructureFiles.Read(_program.PathOf("run/labels.xyz")).Count(), 10, 40);
        Assert.Contains("Walker 300K-1", _program.Read("run/report.html"), StringComparison.Ordinal);
        // The last fit has seen all labels, and still the error bars that those held back have taught.
        var evaluated = _program.Run("evaluate", "run/model.athanor", "run/labels.xyz").MustEndWith(0);
        Assert.DoesNotContain("nobody compared", evaluated.Error, StringComparison.Ordinal);
        using (var store = CampaignStore.Open(_program.PathOf("run/campaign.db")))
            Assert.Equal(store.Labels().Count, store.NewestModel()!.Training.Count);

        var again = _program.Run("learn", "campaign.yaml", "-o", "run").MustEndWith(0);
        Assert.Contains("has ended", again.Error, StringComparison.Ordinal);
        Assert.Contains("Harmonic frequencies", again.Output, StringComparison.Ordinal);

        var more = _program.Run("learn", "campaign.yaml", "-o", "run", "--budget", "labels=44", "--json").MustEndWith(0);
        Assert.Contains("larger budget", more.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Ctrl_C_leaves_what_the_same_command_goes_on_from()
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("SIGINT is sent by kill");
        Campaign(labels: 100000, calm: 0);
        using var process = _program.Start("learn", "campaign.yaml", "-o", "run", "--threads", "1");
        var store = _program.PathOf("run/campaign.db");
        var patience = System.Diagnostics.Stopwatch.StartNew();
        while (patience.Elapsed.TotalSeconds < 90 && !(File.Exists(store) && Models(store) > 0))
            Thread.Sleep(100);
        System.Diagnostics.Process.Start("kill", ["-INT", $"{process.Id}"])!.WaitForExit();
        Program.Await(process).MustEndWith(130).MustComplain("interrupted", "the same command goes on");
        Assert.True(File.Exists(_program.PathOf("run/model.athanor")));
        Campaign(labels: 5);
        _program.Run("learn", "campaign.yaml", "-o", "run", "--threads", "1").MustEndWith(0);
    }

    [Fact]
    public void A_worker_of_its_own_labels_for_a_campaign_that_has_none()
    {
        using var learn = _program.Start("learn", "campaign.yaml", "-o", "run", "--workers", "0", "--threads", "1");
        var store = _program.PathOf("run/campaign.db");
        var patience = System.Diagnostics.Stopwatch.StartNew();
        while (patience.Elapsed.TotalSeconds < 60 && !(File.Exists(store) && Begun(store)))
            Thread.Sleep(100);
        var worker = _program.Run("worker", "run/campaign.db", "--name", "elsewhere", "--json").MustEndWith(0);
        Program.Await(learn).MustEndWith(0);
        using var json = JsonDocument.Parse(worker.Output);
        Assert.InRange(json.RootElement.GetProperty("labels").GetInt32(), 10, 30);
    }

    [Fact]
    public void What_is_wrong_is_said_before_anything_is_spent()
    {
        _program.Run("learn", "nothing.yaml").MustEndWith(1).MustComplain("nothing.yaml");
        Campaign(more: "oracel: hf/sto-3g");
        _program.Run("learn", "campaign.yaml").MustEndWith(1).MustComplain("line 5", "oracel", "oracle");
        Campaign(oracle: "sw");
        _program.Run("learn", "campaign.yaml").MustEndWith(1).MustComplain("start.xyz", "C", "sw");
        Campaign(oracle: "hff/sto-3g");
        _program.Run("learn", "campaign.yaml").MustEndWith(1).MustComplain("hff");
        _program.Write("campaign.yaml", "start: gone.xyz\noracle: hf/sto-3g\n");
        _program.Run("learn", "campaign.yaml").MustEndWith(1).MustComplain("gone.xyz", "line 1");
        Campaign();
        _program.Write("file", "");
        _program.Run("learn", "campaign.yaml", "-o", "file").MustEndWith(1).MustComplain("file");
        _program.Run("learn", "campaign.yaml", "--budget", "lables=3").MustEndWith(2).MustComplain("lables", "labels=200");
        _program.Run("learn", "campaign.yaml", "--workers", "-1").MustEndWith(2).MustComplain("--workers");
        Assert.Equal(["campaign.yaml", "file", "start.xyz"], _program.Files);
        _program.Write("model.athanor", "mine");
        _program.Run("learn", "campaign.yaml").MustEndWith(1).MustComplain("model.athanor", "--force");
        Assert.Equal("mine", _program.Read("model.athanor"));
        Assert.False(File.Exists(_program.PathOf("campaign.db")));
    }

    [Fact]
    public void The_store_of_another_campaign_is_left_alone()
    {
        using (var store = CampaignStore.Open(_program.PathOf("campaign.db")))
            store.Begin($"start: {_program.PathOf("start.xyz")}\noracle: hf/sto-3g\n");
        _program.Run("learn", "campaign.yaml").MustEndWith(1).MustComplain("another campaign", "hf/sto-3g", "morse");
    }

    [Fact]
    public void A_worker_without_a_campaign_says_what_to_do()
    {
        _program.Run("worker", "none.db").MustEndWith(1).MustComplain("none.db", "athanor learn");
        Assert.False(File.Exists(_program.PathOf("none.db")));
        CampaignStore.Open(_program.PathOf("empty.db")).Dispose();
        _program.Run("worker", "empty.db").MustEndWith(1).MustComplain("No campaign", "--workers 0");
    }

    static int Models(string path)
    {
        using var store = CampaignStore.Open(path);
        return store.Models().Count;
    }

    static bool Begun(string path)
    {
        using var store = CampaignStore.Open(path);
        return store.Look() is not null;
    }
}
